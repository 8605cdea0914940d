"""Idempotency keys: a write sent twice happens once, whatever the door, the moment and the number of senders."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from shop_api.gate import keys, models
from shop_api.gate.use_case import Key, all_use_cases
from shop_api.orders.models import Order
from shop_api.support.models import ThreadMessage
from tests.shop_api import rows
from tests.shop_api.door import Answer, Door
from tests.shop_api.invariants import writes
from tests.shop_api.invariants.cast import Cast, done
from tests.stage import roles

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "the-same-key-again-and-again"
REQUIRED = [name for name in writes.WRITES if all_use_cases()[name].key is Key.REQUIRED]
#: Placing, cancelling, reviewing, messaging, claiming (api.md, "Idempotency"); staff's part of them too.
AGREED = {
    *("place_order", "cancel_order", "claim_order", "submit_review", "edit_review"),
    *("write_to_support", "answer_thread", "deliver_order", "cancel_order_for_customer"),
    *("open_privacy_request", "answer_privacy_request", "revoke_consent"),
}


def test_writes_that_must_not_happen_twice_ask_for_a_key() -> None:
    assert set(REQUIRED) == AGREED


@pytest.mark.parametrize("name", sorted(AGREED))
def test_without_its_key_nothing_is_done(door: Door, cast: Cast, name: str) -> None:
    asked = writes.prepared(name, cast)
    values = writes.with_consent(name, cast, asked)
    before = rows.snapshot()

    answer = door.call(name, asked.caller, "", {}, values)

    assert (answer.error, rows.left_behind(before)) == ("idempotency.key_missing", {})
    assert answer.status == {"rest": 400, "graphql": 200}[door.name]


@pytest.mark.parametrize("key", ["k" * 15, "k" * 256, "sixteen or more, with spaces", "ключ-из-шестнадцати"])
def test_a_key_of_another_form_is_refused(door: Door, cast: Cast, key: str) -> None:
    before = rows.snapshot()

    answer = door.set_stock(as_=cast.stock_keeper, key=key, sku="TEAPOT", on_hand=5)

    assert answer.error == "idempotency.key_invalid"
    assert rows.left_behind(before | {"support_staffmember": 1, "support_staffsession": 1}) == {}


@pytest.mark.parametrize("key", ["k" * 16, "!" + "~" * 254])
def test_a_key_may_be_any_visible_ascii(door: Door, cast: Cast, key: str) -> None:
    assert door.set_stock(as_=cast.stock_keeper, key=key, sku="TEAPOT", on_hand=5).error is None


def test_the_same_key_with_other_input_is_refused(door: Door, other_door: Door, cast: Cast) -> None:
    done(door.set_stock(as_=cast.stock_keeper, key=KEY, sku="TEAPOT", on_hand=50))

    here = door.set_stock(as_=cast.stock_keeper, key=KEY, sku="TEAPOT", on_hand=51)
    there = other_door.set_stock(as_=cast.stock_keeper, key=KEY, sku="TEAPOT", on_hand=51)

    assert (here.error, there.error) == ("idempotency.key_reused", "idempotency.key_reused")
    assert {here.status, there.status} == {422, 200}
    assert done(door.stock_levels(as_=cast.stock_keeper))["data"][0]["on_hand"] == 50


def test_a_success_is_replayed_over_the_other_door(door: Door, other_door: Door, cast: Cast) -> None:
    asked = writes.prepared("place_order", cast)
    values = writes.with_consent("place_order", cast, asked)
    first = done(door.call("place_order", asked.caller, KEY, {}, values))
    before = rows.snapshot()

    again = other_door.call("place_order", asked.caller, KEY, {}, values)

    assert (first.is_replay, again.is_replay) == (False, True)
    assert _moments_alike(again.data) == _moments_alike(first.data)
    assert again.consent_records == first.consent_records != []
    assert rows.left_behind(before) == {}
    assert Order.objects.count() == 1


def test_a_rules_refusal_is_replayed_over_the_other_door(door: Door, other_door: Door, cast: Cast) -> None:
    number = cast.delivered["number"]
    first = door.cancel_order(as_=cast.owner, key=KEY, number=number)
    before = rows.snapshot()

    again = other_door.cancel_order(as_=cast.owner, key=KEY, number=number)

    assert (first.error, again.error) == ("orders.not_possible_now", "orders.not_possible_now")
    assert (first.is_replay, again.is_replay) == (False, True)
    assert rows.left_behind(before) == {}
    outcomes = models.AuditRow.objects.filter(use_case="cancel_order").order_by("at").values_list("outcome", flat=True)
    assert list(outcomes) == ["orders.not_possible_now", "replayed"]


def test_a_twin_of_a_running_request_is_asked_to_come_again(
    door: Door, cast: Cast, database_addresses: roles.Addresses
) -> None:
    keeper = cast.stock_keeper
    scope = keys.keyed_hash("idempotency", f"staff:{keeper.id}", "set_stock", KEY)
    with psycopg.connect(database_addresses.application) as running:  # another process, in its transaction
        running.execute(
            "INSERT INTO gate_idempotencykey"
            " (scope_hash, fingerprint, result_id, refusal_code, refusal_params, created_at)"
            " VALUES (%s, %s, '', '', '{}', now())",
            [scope, b"f"],
        )
        twin = door.set_stock(as_=keeper, key=KEY, sku="TEAPOT", on_hand=5)
        running.rollback()

    assert twin.error == "idempotency.in_progress"
    if door.name == "rest":
        assert (twin.status, twin.headers["Retry-After"]) == (409, "1")
    assert done(door.set_stock(as_=keeper, key=KEY, sku="TEAPOT", on_hand=5)).is_replay is False


def test_what_is_no_answer_of_a_rule_is_not_kept(door: Door, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad input, a missing thing, a missing consent and a failure of ours: the key is as good as new."""
    asked = writes.prepared("write_to_support", cast)
    good = writes.with_consent("write_to_support", cast, asked)

    def send(**changes: Any) -> str | None:
        return str(door.call("write_to_support", asked.caller, KEY, {}, good | changes).error)

    refused = [send(text=""), send(number="4829-3017-7563"), send(consent=None)]
    with monkeypatch.context() as broken:
        from shop_api.support import steps

        broken.setattr(steps, "add_message", _fails)
        refused.append(send())
    assert refused == ["input.invalid", "not_found", "consent.required", "server.error"]
    assert models.IdempotencyKey.objects.filter(refusal_code="", result_id="").exists() is False

    assert done(door.call("write_to_support", asked.caller, KEY, {}, good)).is_replay is False


def test_a_key_is_its_senders_own(door: Door, cast: Cast) -> None:
    """The same key of somebody else, and for something else, is another key."""
    done(door.set_stock(as_=cast.stock_keeper, key=KEY, sku="TEAPOT", on_hand=50))
    from shop_api.gate.permissions import Role
    from tests.shop_api.support import factories as staff

    of_another = door.set_stock(as_=staff.caller(Role.STOCK_KEEPER), key=KEY, sku="TEAPOT", on_hand=60)
    for_another = door.staff_sign_out(as_=cast.stock_keeper, key=KEY)

    assert (of_another.error, of_another.is_replay, of_another["on_hand"]) == (None, False, 60)
    assert (for_another.error, for_another.is_replay) == (None, False)


def test_a_key_is_kept_for_two_days(door: Door, cast: Cast) -> None:
    keeper = cast.stock_keeper
    done(door.set_stock(as_=keeper, key=KEY, sku="TEAPOT", on_hand=50))
    row = models.IdempotencyKey.objects.get()
    models.IdempotencyKey.objects.update(created_at=row.created_at - timedelta(hours=47, minutes=59))
    assert door.set_stock(as_=keeper, key=KEY, sku="TEAPOT", on_hand=50).is_replay is True

    models.IdempotencyKey.objects.update(created_at=row.created_at - timedelta(hours=48, minutes=1))
    later = door.set_stock(as_=keeper, key=KEY, sku="TEAPOT", on_hand=70)

    assert (later.error, later.is_replay) == (None, False)


def test_twelve_at_once_make_one_order(door: Door, cast: Cast) -> None:
    asked = writes.prepared("place_order", cast)
    values = writes.with_consent("place_order", cast, asked)

    answers = _at_once(door, "place_order", asked, values)

    assert _summed(answers) == (12, 11, 1)
    assert Order.objects.count() == 1


def test_twelve_at_once_write_one_message(door: Door, cast: Cast) -> None:
    asked = writes.prepared("write_to_support", cast)
    values = writes.with_consent("write_to_support", cast, asked)
    before = ThreadMessage.objects.count()

    answers = _at_once(door, "write_to_support", asked, values)

    assert _summed(answers) == (12, 11, 1)
    assert ThreadMessage.objects.count() == before + 1


def _at_once(door: Door, name: str, asked: writes.Asked, values: dict[str, Any]) -> list[Answer]:
    """Twelve equal requests from twelve threads, over both doors in turn."""
    doors = [door, Door("graphql" if door.name == "rest" else "rest")]

    def send(number: int) -> Answer:
        try:
            return doors[number % 2].call(name, asked.caller, KEY, {}, dict(values))
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        return list(threads.map(send, range(12)))


def _summed(answers: list[Answer]) -> tuple[int, int, int]:
    """How many went well, how many of them were replays, and how many different things they answered."""
    well = [answer for answer in answers if answer.error is None]
    return len(well), sum(answer.is_replay for answer in well), len({answer["id"] for answer in well})


def _moments_alike(data: Any) -> str:
    """An answer as text, UTC spelt one way: the doors' libraries write `Z` and `+00:00`."""
    return json.dumps(data, sort_keys=True).replace("+00:00", "Z")


def _fails(*args: object) -> None:
    raise RuntimeError("a bug")
