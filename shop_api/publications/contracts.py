"""What crosses the doors of publications."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from shop_api.values.contract import Limit, contract

Sequence = Annotated[int, Field(ge=0, lt=2**53)]


class EventState(StrEnum):
    """What became of an event that came in."""

    RECEIVED = "received"
    APPLIED = "applied"
    IGNORED = "ignored"
    FAILED = "failed"


@contract
class ReceiveEvent:
    """An event whose signature was verified, or that stands in the sender's own list."""

    id: UUID
    type: str
    sequence: int
    occurred_at: datetime
    data: dict[str, Any]


@contract
class TakePulledEvents:
    """A stretch of the sender's own list, and how far it reaches."""

    events: tuple[ReceiveEvent, ...]
    position: int


@contract
class ApplyEvent:
    """An event and the body that was fetched for it: the document, and the hash the cms says it has."""

    id: UUID
    document: dict[str, Any] | None = None
    sha256: str | None = None


@contract
class PostponeEvent:
    """An event whose body could not be had; `reason` is a code such as `unreachable`."""

    id: UUID
    reason: str


@contract
class EventsAfter:
    """Events of the shop past a sequence number, in order."""

    after: Sequence = 0
    limit: Limit = 100


@contract
class ShopEvent:
    """A fact the shop tells other systems: ids, versions and codes, nothing about a person."""

    id: UUID
    type: str
    schema_version: int
    sequence: int
    occurred_at: datetime
    data: dict[str, Any]
