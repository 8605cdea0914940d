"""The database goes away in the middle of a request: 503, no half order, and the same key tries again."""

from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from shop_api.gate import outbox
from tests.shop_api import rows
from tests.shop_api.door import Answer, Door
from tests.shop_api.invariants import writes
from tests.shop_api.invariants.cast import Cast, done
from tests.stage import roles

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "one-order-and-no-half-of-it"


def test_an_order_cut_off_in_the_middle_leaves_nothing(
    door: Door, cast: Cast, monkeypatch: pytest.MonkeyPatch, database_addresses: roles.Addresses
) -> None:
    asked = writes.prepared("place_order", cast)
    values = writes.with_consent("place_order", cast, asked)
    before = rows.snapshot()

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "record", _cutting(outbox.record, database_addresses))
        cut = door.call("place_order", asked.caller, KEY, {}, values)
    connection.close()  # as Django does between two requests

    assert _is_unavailable(cut, door)
    assert set(rows.changed(before)) <= {"gate_ratecounter"}
    assert done(door.stock_levels(as_=cast.stock_keeper))["data"][0]["reserved"] == 0
    assert done(door.call("place_order", asked.caller, KEY, {}, values)).is_replay is False
    assert rows.changed(before)["orders_order"] == 1


def test_a_read_without_its_database_is_unavailable(door: Door, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = cast.owner

    monkeypatch.setattr(connection, "cursor", _no_database)
    identified = door.own_profile(as_=owner)
    public = door.catalog()

    assert _is_unavailable(identified, door)
    assert _is_unavailable(public, door)


def _cutting(record: Any, addresses: roles.Addresses) -> Any:
    """The outbox's write, but the server ends the connection just before it."""

    def cut(*args: Any, **kwargs: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [pid] = cursor.fetchone()
        with psycopg.connect(addresses.application, autocommit=True) as killer:
            killer.execute("SELECT pg_terminate_backend(%s)", [pid])
        record(*args, **kwargs)

    return cut


def _no_database(*args: object, **kwargs: object) -> None:
    raise OperationalError("connection refused")


def _is_unavailable(answer: Answer, door: Door) -> bool:
    """503 as a problem; inside a GraphQL answer an error at its top, as for every failure that is no data."""
    if answer.status == 200:
        [error] = answer.body["errors"]
        assert door.name == "graphql"
        assert "connection" not in str(answer.body)
        return bool(error["extensions"]["code"] == "service.unavailable" and error["extensions"]["retry_after"])
    assert answer.headers["Retry-After"] == "5"
    return answer.status == 503 and answer.error == "service.unavailable"
