"""Stock keepers count."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.catalog import models
from shop_api.gate.models import AuditRow
from tests.shop_api.catalog import factories

pytestmark = pytest.mark.django_db


def test_stock_keeper_sets_stock_and_reads_it_back(door, stock_keeper):
    factories.publish("teapot", stock=None)

    answer = door.set_stock(as_=stock_keeper, sku="TEAPOT", on_hand=12)

    assert answer.data == {
        "id": "TEAPOT",
        "sku": "TEAPOT",
        "on_hand": 12,
        "reserved": 0,
        "available": 12,
        "version": 1,
    }
    assert door.stock_levels(as_=stock_keeper)["data"] == [answer.data]
    assert door.product(slug_or_sku="TEAPOT")["variants"][0]["available"] == 12
    assert list(AuditRow.objects.values_list("use_case", "outcome")) == [("set_stock", "done")]


def test_count_below_what_orders_hold_is_refused(door, stock_keeper):
    factories.publish("teapot", stock=5)
    models.Stock.objects.update(reserved=3)

    answer = door.set_stock(as_=stock_keeper, sku="TEAPOT", on_hand=2)

    assert answer.error == "stock.below_reserved"
    assert models.Stock.objects.get().on_hand == 5


def test_count_upon_an_old_version_is_refused(door, stock_keeper):
    factories.publish("teapot", stock=5)
    door.set_stock(as_=stock_keeper, sku="TEAPOT", on_hand=6)

    answer = door.set_stock(as_=stock_keeper, sku="TEAPOT", on_hand=7, expected_version=1)

    assert answer.error == "precondition.failed"
    assert models.Stock.objects.get().on_hand == 6


def test_same_key_counts_once(door, stock_keeper):
    factories.publish("teapot", stock=5)

    first = door.set_stock(as_=stock_keeper, key="k" * 16, sku="TEAPOT", on_hand=6)
    again = door.set_stock(as_=stock_keeper, key="k" * 16, sku="TEAPOT", on_hand=6)

    assert (first.is_replay, again.is_replay) == (False, True)
    assert again.data == first.data
    assert models.StockMovement.objects.count() == 1


def test_unknown_sku_is_not_found(door, stock_keeper):
    assert door.set_stock(as_=stock_keeper, sku="NEVER", on_hand=1).error == "not_found"
    assert models.Stock.objects.exists() is False


def test_support_may_look_and_not_set(door, supporter):
    factories.publish("teapot", stock=5)

    assert door.set_stock(as_=supporter, sku="TEAPOT", on_hand=1).error == "not_found"
    assert len(door.stock_levels(as_=supporter)["data"]) == 1
    assert door.set_stock(sku="TEAPOT", on_hand=1).error == "auth.required"
    assert models.Stock.objects.get().on_hand == 5


def test_stock_list_pages_and_costs_one_statement(door, stock_keeper):
    counts = []
    for wanted in (2, 20):
        for number in range(wanted):
            factories.publish(f"cup-{number}", version=wanted)
        with CaptureQueriesContext(connection) as queries:
            assert len(door.stock_levels(as_=stock_keeper, limit=100)["data"]) == wanted
        counts.append(len(queries))

    first = door.stock_levels(as_=stock_keeper, limit=15)
    second = door.stock_levels(as_=stock_keeper, limit=15, after=first["page"]["next"])
    assert len({row["sku"] for row in first["data"] + second["data"]}) == 20
    assert counts == [1, 1]


def test_command_sets_stock_and_says_what_is_wrong(capsys):
    factories.publish("teapot", stock=None)

    call_command("set_stock", "TEAPOT", "4")
    with pytest.raises(CommandError, match="not_found"):
        call_command("set_stock", "NEVER", "4")

    assert capsys.readouterr().out == "TEAPOT: 4 on hand, 0 reserved\n"
    assert models.Stock.objects.get().on_hand == 4
