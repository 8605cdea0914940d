"""Rules of publications, pure: which body an event stands for, what is too old, when to try again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from frontend_contracts.wire.webhooks import EventType, canonical_json, sha256_hex

WITHOUT_BODY = frozenset(
    {EventType.PRODUCT_UNPUBLISHED.value, EventType.POLICY_WITHDRAWN.value, EventType.TERMS_WITHDRAWN.value}
)
#: Every version of these is kept, so one does not outdate another.
ARCHIVED = frozenset({"policy", "terms"})

FIRST_WAIT_SECONDS = 2  # doubled at each try
LONGEST_WAIT_SECONDS = 3600
TRIED_FOR_HOURS = 24  # as the sender does: api.md; the pull takes it up again afterwards


def family_of(event_type: str) -> str:
    """`policy.published` and `policy.withdrawn` are told of one thing."""
    return event_type.partition(".")[0]


def key_of(event_type: str, data: Mapping[str, Any]) -> str:
    """The thing an event is about: a product, or one version of a policy."""
    name = str(data.get("slug") or data.get("sku"))
    return f"{name}@{data['version']}" if family_of(event_type) in ARCHIVED else name


def body_fault(data: Mapping[str, Any], document: Mapping[str, Any] | None, sha256: str | None) -> str:
    """Why a body is not the one announced, as a code; empty when it is."""
    if document is None:
        return "no_body"
    try:
        found = sha256_hex(canonical_json(document))
    except ValueError:
        return "not_canonical"
    if not found == data["sha256"] == sha256:
        return "hash_differs"
    named = {"slug": document.get("slug"), "version": document.get("version")}
    if any(named[name] != data[name] for name in named if name in data):
        return "other_document"
    return ""


def wait_before(attempt: int) -> timedelta:
    """How long to wait before a try: 2, 4, 8 … seconds, at most an hour."""
    return timedelta(seconds=min(FIRST_WAIT_SECONDS * 2 ** min(attempt - 1, 12), LONGEST_WAIT_SECONDS))


def is_given_up(received_at: datetime, at: datetime) -> bool:
    """Whether an event was tried for a day."""
    return at - received_at > timedelta(hours=TRIED_FOR_HOURS)
