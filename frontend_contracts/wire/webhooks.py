"""Events between the services: their JSON shape, canonical JSON, and signatures by Standard Webhooks.

Events are thin: a key, a version and the SHA-256 of the canonical JSON of the body, which the receiver fetches itself.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import rfc8785
from standardwebhooks import Webhook, WebhookVerificationError

SCHEMA_VERSION = 1  # of the event envelope; additive changes keep it
TOLERANCE_SECONDS = 300  # how old or how early a signature may be; fixed by the Standard Webhooks library
SECRET_PREFIX = "whsec_"  # noqa: S105 - how Standard Webhooks spell a secret, not one
SECRET_BYTES = 24  # the least that Standard Webhooks ask for

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TYPE = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,40}")
_MEMBERS = {"id", "type", "schema_version", "sequence", "occurred_at", "data"}


class EventType(StrEnum):
    """The events cms sends. A receiver ignores, but acknowledges, a type it does not know: the list may grow."""

    POLICY_PUBLISHED = "policy.published"
    TERMS_PUBLISHED = "terms.published"
    POLICY_WITHDRAWN = "policy.withdrawn"  # a version taken back before its date came
    TERMS_WITHDRAWN = "terms.withdrawn"
    PRODUCT_PUBLISHED = "product.published"
    PRODUCT_UNPUBLISHED = "product.unpublished"


class SignatureRefused(Exception):
    """The request was not signed by us, was changed on its way, or is older than five minutes."""


class EventMalformed(ValueError):
    """The signed body is no event; the message names the member."""


def canonical_json(value: Any) -> bytes:
    """Answer the one spelling of a JSON value (RFC 8785) that hashes and signatures are made of.

    :raises rfc8785.CanonicalizationError: not JSON, or a number beyond ±2^53 or not finite
    """
    return rfc8785.dumps(value)


def sha256_hex(content: bytes) -> str:
    """Answer the SHA-256 of `content` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Event:
    """One fact that crosses the wall. `sequence` counts up by one within a sender; `occurred_at` is aware.

    `data` is {"slug" or "sku": str, "version": int, "sha256": hex}; `product.unpublished` has no body and no hash.
    """

    id: UUID
    type: str
    schema_version: int
    sequence: int
    occurred_at: datetime
    data: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Answer the JSON shape; times in UTC with `Z` and microseconds."""
        moment = self.occurred_at.astimezone(UTC).isoformat(timespec="microseconds")
        return {
            "id": str(self.id),
            "type": self.type,
            "schema_version": self.schema_version,
            "sequence": self.sequence,
            "occurred_at": moment.replace("+00:00", "Z"),
            "data": dict(self.data),
        }

    def to_bytes(self) -> bytes:
        """Answer the body to sign and send: canonical JSON."""
        return canonical_json(self.to_dict())

    @classmethod
    def from_bytes(cls, body: bytes) -> Event:
        """Read a body whose signature was verified.

        :raises EventMalformed: not JSON, or not an event
        """
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise EventMalformed("The body is not JSON.") from None
        return cls.from_dict(value)

    @classmethod
    def from_dict(cls, value: Any) -> Event:
        """Read one event, for instance of a page of `/events`; members that are not known yet are ignored.

        :raises EventMalformed: a member is missing or has a wrong type
        """
        if not isinstance(value, dict):
            raise EventMalformed("An event is a JSON object.")
        missing = sorted(_MEMBERS - set(value))
        if missing:
            raise EventMalformed(f"The event lacks {', '.join(missing)}.")
        return cls(
            id=_uuid(value["id"]),
            type=_matching(value["type"], _TYPE, "type"),
            schema_version=_positive(value["schema_version"], "schema_version"),
            sequence=_positive(value["sequence"], "sequence"),
            occurred_at=_moment(value["occurred_at"]),
            data=_checked_data(value["type"], value["data"]),
        )


def checked_secret(secret: str) -> str:
    """Answer the secret, if one can sign with it: `whsec_` and the base64 of at least 24 bytes.

    :raises ValueError: it is none; the message does not repeat it
    """
    try:
        length = len(base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True))
    except (binascii.Error, ValueError):
        length = 0
    if not secret.startswith(SECRET_PREFIX) or length < SECRET_BYTES:
        raise ValueError(f"The secret must be {SECRET_PREFIX} and the base64 of at least {SECRET_BYTES} random bytes.")
    return secret


def sign(body: bytes, *, secret: str, message_id: str, at: datetime) -> dict[str, str]:
    """Answer the three `webhook-…` headers for `body`; `secret` is `whsec_` + base64, `at` an aware time."""
    if at.tzinfo is None:
        raise ValueError("A signature needs an aware time.")
    # The library replaces the time zone instead of converting it, so it must be given UTC.
    moment = at.astimezone(UTC)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, moment, body.decode()),
    }


def verify(body: bytes, headers: Mapping[str, str], *, secrets: Iterable[str]) -> str:
    """Check the signature over the raw `body` and answer the message id; more than one secret allows a rotation.

    The same message passes again within five minutes: the receiver keeps ids under a unique index.

    :raises SignatureRefused: no secret fits, a header is missing or malformed, or the time is off
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    for secret in secrets:
        try:
            Webhook(secret).verify(body, lowered, json_parse=False)
        # The library lets malformed base64, odd headers and bodies that are not UTF-8 through as ValueErrors.
        except (WebhookVerificationError, binascii.Error, ValueError):
            continue
        return lowered["webhook-id"]
    raise SignatureRefused("The signature does not fit.")


def _checked_data(event_type: str, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise EventMalformed("data is a JSON object.")
    if not any(isinstance(data.get(key), str) and data[key] for key in ("slug", "sku")):
        raise EventMalformed("data names neither a slug nor a sku.")
    _positive(data.get("version"), "data.version")
    if event_type != EventType.PRODUCT_UNPUBLISHED or data.get("sha256") is not None:
        _matching(data.get("sha256"), _SHA256, "data.sha256")
    return dict(data)


def _uuid(value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise EventMalformed("id is not a UUID.") from None


def _matching(value: Any, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise EventMalformed(f"{name} is malformed.")
    return value


def _positive(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value < 2**53:
        raise EventMalformed(f"{name} is not a positive whole number.")
    return value


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise EventMalformed("occurred_at is not a time.") from None
    if moment.tzinfo is None:
        raise EventMalformed("occurred_at has no time zone.")
    return moment
