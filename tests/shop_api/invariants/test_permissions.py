"""Who may do what, tried: each kind of caller × each use case and query, over both doors."""

import json

import pytest

from shop_api.doors import exports
from shop_api.gate.actor import ActorKind
from shop_api.gate.permissions import STAFF, Permission, Role
from shop_api.gate.query import all_queries
from shop_api.gate.use_case import all_use_cases
from tests.shop_api.door import Door
from tests.shop_api.invariants import reads, writes
from tests.shop_api.invariants.callers import BY, MAY, refusal_of
from tests.shop_api.invariants.cast import Cast, done
from tests.stage.state import CHECKOUT

pytestmark = pytest.mark.django_db

#: Comes after the permission and before everything else: who may write is told that the key is none.
NO_KEY = "short"


@pytest.mark.parametrize("kind", sorted(MAY))
def test_writes_are_open_to_those_who_may_and_to_nobody_else(door: Door, cast: Cast, kind: str) -> None:
    caller = BY[kind](cast)
    prepared = {name: writes.with_consent(name, cast, writes.prepared(name, cast)) for name in writes.WRITES}
    cast.forget_counts()

    tried = {name: door.call(name, caller, NO_KEY, {}, values).error for name, values in prepared.items()}

    may = {name for name in writes.WRITES if all_use_cases()[name].permission in MAY[kind]}
    told = {name: "idempotency.key_invalid" if name in may else refusal_of(kind) for name in writes.WRITES}
    assert tried == told


@pytest.mark.parametrize("kind", sorted(MAY))
def test_reads_are_open_to_those_who_may_and_to_nobody_else(door: Door, cast: Cast, kind: str) -> None:
    caller = BY[kind](cast)
    asked = {name: reads.filled(name, cast).values | _own(name, kind, cast) for name in all_queries()}
    cast.forget_counts()

    tried = {name: door.call(name, caller, None, {}, values).error for name, values in asked.items()}

    may = {name for name, one in all_queries().items() if one.permission in MAY[kind]}
    told = {name: None if name in may else refusal_of(kind) for name in all_queries()}
    if kind == "customer":
        told["current_cart"] = "not_found"  # they may have a cart, and have none just now
    assert tried == told


def _own(name: str, kind: str, cast: Cast) -> dict[str, str]:
    """What a caller of this kind has of their own, where a query names one thing."""
    if name == "own_order" and kind == "guest":
        return {"number": cast.guest_order["number"]}
    if name == "own_order" and kind == "customer":
        orders = cast.door.own_orders(as_=cast.other)
        return {"number": orders["data"][0]["number"]}
    if name == "consent_receipt" and kind in {"cart", "guest", "customer"}:
        return {"id": cast.record_of(BY[kind](cast))}
    if name == "own_privacy_request" and kind in {"cart", "guest", "customer"}:
        asker = BY[kind](cast)
        asked = cast.door.open_privacy_request(as_=asker, right="access", text="?", email="asker@example.kz")
        return {"number": done(asked)["number"]}
    return {}


def test_every_permission_guards_something_and_somebody_holds_it() -> None:
    guarding = {one.permission for one in [*all_use_cases().values(), *all_queries().values()]}
    listed = exports.permissions()["permissions"]
    unheld = [name for name, one in listed.items() if not one["roles"]]

    assert set(Permission) - guarding == set()
    assert unheld == []


#: What more than one role may do: see themselves, the stock list, a person's consents, and answer requests about data.
SHARED = {
    Permission.SUPPORT_STAFF_SELF,
    Permission.CATALOG_STOCK_READ,
    Permission.CONSENT_ANY_READ,
    Permission.CONSENT_EVIDENCE_REVEAL,
    Permission.PRIVACY_REQUEST_HANDLE,
}


def test_roles_of_staff_share_little() -> None:
    for one in Role:
        for other in Role:
            if one is not other:
                assert STAFF[one] & STAFF[other] <= SHARED


def test_the_committed_list_of_permissions_is_what_the_code_says() -> None:
    committed = json.loads((CHECKOUT / "frontend_contracts/shop_api/permissions.json").read_text())

    assert committed["permissions"] == exports.permissions()["permissions"]


def test_every_kind_of_caller_is_tried() -> None:
    """The worker and the operator's commands come through no door."""
    at_doors = set(ActorKind) - {ActorKind.CLOCK, ActorKind.OPERATOR}

    assert len(MAY) == len(at_doors) + len(Role)  # staff without a role, and staff of each
    assert set(BY) == set(MAY)
