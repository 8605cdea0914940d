"""Who asks. Made by a door, once for each request; everything below takes it as given."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shop_api.gate.permissions import PUBLIC, Permission


class ActorKind(StrEnum):
    """What somebody is to the shop."""

    ANONYMOUS = "anonymous"
    CART = "cart"
    GUEST = "guest"
    CUSTOMER = "customer"
    STAFF = "staff"
    PROVIDER = "provider"
    CLOCK = "clock"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks, when, through which door.

    `id` is the account's, the staff member's or None. `subject_id` is the data subject whose consents count. `scope`
    holds what a credential opens beyond its kind: a cart's or an order's id. `principal` scopes idempotency keys and
    rate limits; it is a hash or an id, never a credential. `at` is an aware datetime read by the door. `address` is
    the client's, cut to /24 or /48, for evidence and limits.
    """

    kind: ActorKind
    at: datetime
    door: str
    permissions: frozenset[Permission] = PUBLIC
    id: UUID | None = None
    subject_id: UUID | None = None
    scope: dict[str, UUID] = field(default_factory=dict)
    principal: str = "anonymous"
    locale: str = "ru"
    request_id: str = ""
    address: str = ""
    user_agent: str = ""
    refuses_marketing: bool = False

    def having(self, **changes: Any) -> "Actor":
        """The same actor with some facts changed, as when signing in makes an account of a visitor."""
        return replace(self, **changes)


def clock(at: datetime, *, permissions: frozenset[Permission], request_id: str = "") -> Actor:
    """The worker, acting because a moment came."""
    return Actor(
        kind=ActorKind.CLOCK,
        at=at,
        door="clock",
        permissions=permissions,
        principal="clock",
        request_id=request_id,
    )
