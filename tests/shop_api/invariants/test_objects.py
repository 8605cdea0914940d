"""Object-level authorisation: what is somebody's, for nobody else, and as if it were not there.

Every route with a part in its address and every field of a command or criteria that names a thing is classified below;
a new one that is not fails the suite.
"""

import dataclasses
import re
import typing
from typing import Any
from uuid import UUID

import pytest

from shop_api.doors import rest
from shop_api.doors.graphql_types import bare
from shop_api.gate.query import Query, all_queries
from shop_api.gate.use_case import UseCase, all_use_cases
from shop_api.values.identifiers import new_id, new_number, spoken
from tests.shop_api.door import Answer, Caller, Door
from tests.shop_api.invariants import reads, tables, writes
from tests.shop_api.invariants.callers import BY, MAY, refusal_of
from tests.shop_api.invariants.cast import Cast, leaked
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db

#: Somebody's own: request → the fields that name the thing.
OWNED = {
    "end_session": ["session_id"],
    "update_address": ["address_id"],
    "remove_address": ["address_id"],
    "consent_receipt": ["id"],
    "own_order": ["number"],
    "cancel_order": ["number"],
    "claim_order": ["number"],
    "place_order": ["quote_id"],
    "edit_review": ["review_id"],
    "withdraw_review": ["review_id"],
    "write_to_support": ["number", "thread"],
    "own_threads": ["order"],
    "own_privacy_request": ["number"],
}
#: Anybody's, for staff of one role.
FOR_STAFF = {
    "publish_review": ["review_id"],
    "reject_review": ["review_id"],
    "hide_review": ["review_id"],
    "reveal_contact": ["number"],
    "deliver_order": ["number"],
    "cancel_order_for_customer": ["number"],
    "staff_order": ["number"],
    "staff_threads": ["order"],
    "answer_thread": ["thread"],
    "resolve_thread": ["thread"],
    "answer_privacy_request": ["number"],
    "find_subject": ["order", "thread"],
    "staff_consents": ["subject_id"],
    "staff_consent_record": ["subject_id", "id"],
    "reveal_evidence": ["subject_id", "id"],
    "revoke_consent": ["subject_id", "id"],
}
#: A random handle together with a code or a contact that proves it: whoever has both is right. Features test these.
BY_PROOF = {
    "verify_email": ["sign_up_id"],
    "resend_code": ["sign_up_id"],
    "reset_password": ["reset_id"],
    "look_up_order": ["number"],
    "confirm_lookup": ["lookup_id"],
}
#: Parts of addresses that name what is public, or a part of the one thing that the caller's token opens.
PUBLIC_OR_OWN = {
    "product": ["slug_or_sku"],
    "reviews_of": ["sku"],
    "change_cart_line": ["sku"],
    "remove_cart_line": ["sku"],
}
OBJECTS = OWNED | FOR_STAFF
_NAMES_A_THING = {"number", "thread", "order"}


def _named_things(target: UseCase[Any] | Query[Any]) -> list[str]:
    shape = target.command_type if isinstance(target, UseCase) else target.criteria_type
    hints = typing.get_type_hints(shape, include_extras=True)
    return [
        one.name for one in dataclasses.fields(shape) if bare(hints[one.name])[0] is UUID or one.name in _NAMES_A_THING
    ]


def test_every_field_that_names_a_thing_is_classified() -> None:
    targets = [*(all_use_cases()[name] for name in writes.WRITES), *all_queries().values()]
    naming = {target.name: names for target in targets if (names := _named_things(target))}

    assert naming == OWNED | FOR_STAFF | BY_PROOF


def test_every_part_of_an_address_is_classified() -> None:
    parts: dict[str, set[str]] = {}
    for route in rest.routes():
        named = set(re.findall(r"<(?:\w+:)?(\w+)>", route.address))
        for served in route.methods.values():
            target = served.query if isinstance(served, rest.Read) else served.use_case
            if named:
                parts[target.name] = named
    classified = OWNED | FOR_STAFF | PUBLIC_OR_OWN

    assert len(parts) == 29
    assert {name: named for name, named in parts.items() if not named <= set(classified.get(name, []))} == {}


@pytest.mark.parametrize("name", sorted(OBJECTS))
def test_what_is_anothers_does_not_exist(door: Door, cast: Cast, name: str) -> None:
    asked = _asked(name, cast)
    others = _others(name, cast)
    blocks = {kind: _values(name, cast, asked.values, caller) for kind, caller in others.items()}
    missing = {field: {field: _missing(field)} for field in OBJECTS[name] if field in asked.values}
    cast.forget_counts()
    before = tables.digests()

    tried = {kind: door.call(name, caller, None, {}, blocks[kind]) for kind, caller in others.items()}
    of_nobody = {
        (kind, field): door.call(name, caller, None, {}, blocks[kind] | change)
        for kind, caller in others.items()
        for field, change in missing.items()
    }
    own_missing = [
        door.call(name, asked.caller, None, {}, _values(name, cast, asked.values, asked.caller) | change).error
        for change in missing.values()
    ]

    expected = {kind: "not_found" if _permission(name) in MAY[kind] else refusal_of(kind) for kind in others}
    assert {kind: answer.error for kind, answer in tried.items()} == expected
    assert [_without_place(of_nobody[key]) for key in of_nobody] == [
        _without_place(tried[kind]) for kind, _ in of_nobody
    ]
    assert own_missing == ["not_found"] * len(missing)
    assert [mark for answer in [*tried.values(), *of_nobody.values()] for mark in leaked(answer)] == []
    assert tables.changed(before) == []


@pytest.mark.parametrize("name", ["own_order", "cancel_order", "write_to_support", "own_threads"])
def test_a_guests_order_is_the_guests_alone(door: Door, cast: Cast, name: str) -> None:
    number = shopping.visitor(door).order()["number"]  # of a guest who is none of the cast
    asked = _asked(name, cast)
    field = OBJECTS[name][0]
    wanted = {**{key: value for key, value in asked.values.items() if key != "thread"}, field: number}
    others = {kind: BY[kind](cast) for kind in ("customer", "guest", "cart", "anonymous")}
    blocks = {kind: _values(name, cast, wanted, caller) for kind, caller in others.items()}
    cast.forget_counts()
    before = tables.digests()

    tried = {kind: door.call(name, caller, None, {}, blocks[kind]).error for kind, caller in others.items()}

    may_not = "auth.required"
    assert tried == {"customer": "not_found", "guest": "not_found", "cart": may_not, "anonymous": may_not}
    assert tables.changed(before) == []


def _asked(name: str, cast: Cast) -> writes.Asked:
    if name in all_use_cases():
        return writes.prepared(name, cast)
    asked = reads.filled(name, cast)
    if name in {"own_threads", "staff_threads"}:
        asked.values["order"] = cast.confirmed["number"]
    return asked


def _permission(name: str) -> Any:
    return (all_use_cases().get(name) or all_queries()[name]).permission


def _others(name: str, cast: Cast) -> dict[str, Caller]:
    """Everybody but the owner, and but the staff whose work it is."""
    found = {kind: by(cast) for kind, by in BY.items() if not (name in FOR_STAFF and _permission(name) in MAY[kind])}
    if "cart" in found:
        somebody = shopping.visitor(cast.door)
        somebody.create_cart()
        somebody.add()
        found["cart"] = somebody.caller
    return found


def _values(name: str, cast: Cast, values: dict[str, Any], caller: Caller) -> dict[str, Any]:
    if name in all_queries() or all_use_cases()[name].declared is None:
        return values
    return values | {"consent": cast.consent(name)}


def _missing(field: str) -> str:
    if field == "thread":
        return "T" + new_number()
    return spoken(new_number()) if field in _NAMES_A_THING else str(new_id())


def _without_place(answer: Answer) -> Any:
    """An answer's body without what differs between any two requests."""
    if isinstance(answer.body, dict) and "request_id" in answer.body:
        return {name: value for name, value in answer.body.items() if name not in {"request_id", "instance"}}
    return re.sub(r"'request_id': '\w+'", "", str(answer.body))
