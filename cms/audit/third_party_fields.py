"""The marks of fields that other people's apps bring into the content database.

All people in this database are editors. `"*"` marks the rest of a model as telling nothing about a person.
"""

from __future__ import annotations

from frontend_contracts.wire.personal_data import (
    ByRule,
    Days,
    Erasure,
    Mark,
    not_personal_mark,
    personal_mark,
    third_party_table,
)

STAFF = ByRule("staff_accounts")
AUDIT = ByRule("publication_audit")
SESSION_DAYS = 1  # sessions last twelve hours; `clearsessions` runs daily

_plain = {"*": not_personal_mark()}


def _staff(*, keep: ByRule | Days = STAFF, erasure: Erasure = Erasure.DELETE) -> Mark:
    return personal_mark(category="staff_account", why=["staff_access"], keep=keep, on_erasure=erasure)


def _session() -> Mark:
    return _staff(keep=Days(SESSION_DAYS, rule="staff_sessions"))


def _log(*fields: str) -> dict[str, Mark]:
    """A log that names its editor: kept with the audit, because it says who published what."""
    return {"*": not_personal_mark(), **{name: _staff(keep=AUDIT, erasure=Erasure.KEEP) for name in fields}}


def _work(*fields: str) -> dict[str, Mark]:
    return {"*": not_personal_mark(), **{name: _staff() for name in fields}}


PLAIN_MODELS = (
    "auth.Group",
    "axes.AccessAttemptExpiration",
    "auth.Permission",
    "contenttypes.ContentType",
    "home.HomePage",
    "procrastinate.ProcrastinateJob",
    "procrastinate.ProcrastinateEvent",
    "procrastinate.ProcrastinatePeriodicDefer",
    "procrastinate.ProcrastinateWorker",
    "taggit.Tag",
    "taggit.TaggedItem",
    "wagtailcore.Collection",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupSitePermission",
    "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.Site",
    "wagtailcore.Task",
    "wagtailcore.Workflow",
    "wagtailcore.WorkflowContentType",
    "wagtailcore.WorkflowPage",
    "wagtailcore.WorkflowTask",
    "wagtailredirects.Redirect",
    "wagtailimages.Rendition",
    "wagtailsearch.IndexEntry",
    "images.CatalogRendition",
    "products.ProductIndexPage",
)


# Who did what, beside our own audit: Wagtail's history of pages and revisions.
LOGS = {
    "wagtailcore.ModelLogEntry": ["user", "data"],
    "wagtailcore.PageLogEntry": ["user", "data"],
    "wagtailcore.Revision": ["user"],
    "wagtailcore.TaskState": ["comment", "finished_by"],
    "wagtailcore.WorkflowState": ["requested_by"],
}
# What an editor is at, or set for themselves: goes with the account.
WORK = {
    "axes.AccessAttempt": ["username", "ip_address", "user_agent", "get_data", "post_data", "path_info"],
    "axes.AccessFailureLog": ["username", "ip_address", "user_agent", "path_info"],
    "axes.AccessLog": ["username", "ip_address", "user_agent", "path_info", "session_hash"],
    "wagtailadmin.EditingSession": ["user", "last_seen_at"],
    "wagtailadmin.FormState": ["user", "data"],
    "wagtailcore.APIToken": ["user", "name", "last_used_at"],
    "wagtailcore.Comment": ["user", "text", "resolved_by"],
    "wagtailcore.CommentReply": ["user", "text"],
    "wagtailcore.Page": ["owner", "locked_by"],
    "wagtailcore.PageSubscription": ["user"],
    "wagtailcore.UploadedFile": ["uploaded_by_user"],
    "wagtaildocs.Document": ["uploaded_by_user"],
    "wagtailimages.Image": ["uploaded_by_user"],
    "wagtailusers.UserProfile": ["user", "avatar", "preferred_language", "current_time_zone"],
}


def declare() -> None:
    """Hand all marks to the check `wire.E001` and to the inventory."""
    table: dict[str, dict[str, Mark]] = {label: dict(_plain) for label in PLAIN_MODELS}
    table |= {
        "staff.User": {
            "password": _staff(),
            "last_login": _staff(),
            "is_superuser": not_personal_mark(),
            "groups": not_personal_mark(),
            "user_permissions": not_personal_mark(),
        },
        "sessions.Session": {"session_key": _session(), "session_data": _session(), "expire_date": not_personal_mark()},
        "images.CatalogImage": {"*": not_personal_mark(), "uploaded_by_user": _staff(erasure=Erasure.BLANK)},
    }
    table |= {label: _log(*fields) for label, fields in LOGS.items()}
    table |= {label: _work(*fields) for label, fields in WORK.items()}
    third_party_table(table)
