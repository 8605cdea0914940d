"""Marks for the fields of other people's apps, under the same check as our own (`wire.E001`)."""

from frontend_contracts.wire.personal_data import (
    ByRule,
    Erasure,
    UntilErased,
    not_personal_mark,
    personal_mark,
    third_party_table,
)

_PLAIN = {"*": not_personal_mark()}

_SESSION = personal_mark(category="session", why=["account"], keep=ByRule("session_days"), on_erasure=Erasure.DELETE)
_EMAIL = personal_mark(category="account", why=["account"], keep=UntilErased(), on_erasure=Erasure.DELETE)
_TECHNICAL = personal_mark(
    category="technical", why=["account"], keep=ByRule("session_days"), on_erasure=Erasure.DELETE
)

third_party_table(
    {
        "auth.Group": _PLAIN,
        "auth.Permission": _PLAIN,
        "auth.Group_permissions": _PLAIN,
        "contenttypes.ContentType": _PLAIN,
        "sessions.Session": {
            "session_key": _SESSION,
            "session_data": _SESSION,
            "expire_date": not_personal_mark(),
        },
        "account.EmailAddress": {"user": _EMAIL, "email": _EMAIL, "*": not_personal_mark()},
        "account.EmailConfirmation": _PLAIN,
        "usersessions.UserSession": {
            "user": _SESSION,
            "session_key": _SESSION,
            "ip": _TECHNICAL,
            "user_agent": _TECHNICAL,
            "data": _TECHNICAL,
            "*": not_personal_mark(),
        },
        # Arguments of queued jobs are ids by rule; a test reads them all after the story has run.
        "procrastinate.ProcrastinateJob": _PLAIN,
        "procrastinate.ProcrastinateEvent": _PLAIN,
        "procrastinate.ProcrastinatePeriodicDefer": _PLAIN,
        "procrastinate.ProcrastinateWorker": _PLAIN,
    }
)
