"""Finding an order, looking at it, delivering and cancelling it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.catalog.models import Stock
from shop_api.gate.models import AuditRow
from shop_api.gate.permissions import Role
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.door import Caller
from tests.shop_api.orders import shopping
from tests.shop_api.support import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "typed",
    [
        "+77012345667",
        "8 701 234 56 67",
        "8(701)234-56-67",
        "7012345667",
        "+7 777 111 22 33",  # the recipient's
        "AIGERIM@example.kz",
        "Әйгерім",
        "әйгер",
        "айгерим",
        "сейтова",
        "Сейт Айгер",
        "қанатқызы",
        "нұрлан",
        "ахмет",
    ],
)
def test_one_box_finds_the_order(door, supporter, placed, typed):
    found = door.search_orders(as_=supporter, q=typed)

    assert [one["number"] for one in found["data"]] == [placed["number"]], typed


@pytest.mark.parametrize("spelling", [lambda n: n, lambda n: n.replace("-", ""), lambda n: f" {n.replace('-', ' ')} "])
def test_a_number_is_found_however_it_is_spaced(door, supporter, placed, spelling):
    found = door.search_orders(as_=supporter, q=spelling(placed["number"]))

    assert [one["number"] for one in found["data"]] == [placed["number"]]


@pytest.mark.parametrize(
    "typed", ["+77012345660", "nobody@example.kz", "Болат", "4829-3017-7563", "%%", "сейтова болат"]
)
def test_what_fits_nothing_finds_nothing(door, supporter, placed, typed):
    assert door.search_orders(as_=supporter, q=typed)["data"] == []


def test_contacts_are_masked_in_lists_and_orders(door, supporter, placed):
    found = door.search_orders(as_=supporter, q=placed["number"])
    seen = door.staff_order(as_=supporter, number=placed["number"])

    for answer in (found, seen):
        body = str(answer.body)
        for secret in ("Сейтова", "Әйгерім", "234 56", "2345667", "aigerim@", "Нұрлан", "Абая"):
            assert secret not in body, secret
    assert found["data"][0]["buyer_phone"] == "+7 701 *** ** 67"
    assert found["data"][0]["total"] == placed["total"]
    assert seen["recipient"]["phone"] == "+7 777 *** ** 33"


def test_every_look_leaves_a_trace_without_what_was_typed(door, supporter, placed):
    door.search_orders(as_=supporter, q="Сейтова")
    door.staff_order(as_=supporter, number=placed["number"])

    looked = AuditRow.objects.filter(actor_id=supporter.id).order_by("at")
    assert [(row.use_case, row.outcome, row.door, row.object_id) for row in looked] == [
        ("search_orders", "done", door.name, ""),
        ("staff_order", "done", door.name, placed["id"]),
    ]
    assert "Сейтова" not in str(list(looked.values()))


def test_a_search_never_stands_in_an_address(client, supporter):
    response = client.get("/api/v1/staff/orders/search?q=x", headers=supporter.headers)

    assert response.status_code in {404, 405}  # there is a POST and nothing else


@pytest.mark.parametrize("q", ["", " ", "x", "x" * 201])
def test_a_search_takes_2_to_200_characters(door, supporter, q):
    assert door.search_orders(as_=supporter, q=q).error == "input.invalid"


def test_delivering_completes_the_order_and_records_the_cash(door, supporter, placed):
    answer = door.deliver_order(as_=supporter, number=placed["number"])

    assert (answer["status"], answer["payment_status"], answer["cash_taken"]) == (
        "completed",
        "paid",
        placed["cash_total"],
    )
    assert [(one["event"], one["by"]) for one in answer["history"]] == [("place", "customer"), ("deliver", "staff")]
    stock = Stock.objects.get(sku="TEAPOT")
    assert (stock.on_hand, stock.reserved) == (99, 0)


def test_an_order_is_delivered_once(door, supporter, placed):
    first = door.deliver_order(as_=supporter, key="d" * 20, number=placed["number"])

    again = door.deliver_order(as_=supporter, key="d" * 20, number=placed["number"])
    twice = door.deliver_order(as_=supporter, number=placed["number"])

    assert (again.is_replay, again["version"]) == (True, first["version"])
    assert twice.error == "orders.not_possible_now"
    assert door.cancel_order_for_customer(as_=supporter, number=placed["number"], reason="customer_asked").error == (
        "orders.not_possible_now"
    )
    assert Stock.objects.get(sku="TEAPOT").on_hand == 99


def test_cancelling_gives_the_stock_back(door, supporter, placed):
    answer = door.cancel_order_for_customer(as_=supporter, number=placed["number"], reason="cannot_deliver")

    assert (answer["status"], answer["payment_status"], answer["cash_taken"]) == ("cancelled", "voided", None)
    stock = Stock.objects.get(sku="TEAPOT")
    assert (stock.on_hand, stock.reserved) == (100, 0)
    assert len(shopping.letters("order_cancelled")) == 1


def test_a_number_that_is_not_there_is_not_found(door, supporter):
    assert door.staff_order(as_=supporter, number="4829-3017-7563").error == "not_found"
    assert door.deliver_order(as_=supporter, number="4829-3017-7563").error == "not_found"
    assert door.reveal_contact(
        as_=supporter, number="4829-3017-7563", fields=["buyer_name"], reason="a good reason"
    ).error == ("not_found")


CALLS = {
    "search_orders": {"q": "Сейтова"},
    "staff_order": {"number": None},
    "reveal_contact": {"number": None, "fields": ["buyer_phone"], "reason": "the courier is lost"},
    "deliver_order": {"number": None},
    "cancel_order_for_customer": {"number": None, "reason": "customer_asked"},
    "staff_threads": {},
}


@pytest.mark.parametrize("who", [Role.MODERATOR, Role.STOCK_KEEPER, None, "customer", "stranger"])
@pytest.mark.parametrize("name", CALLS)
def test_only_support_looks_and_acts(door, placed, name, who):
    callers = {"customer": accounts.customer, "stranger": Caller}
    caller = callers[who]() if isinstance(who, str) and who in callers else factories.caller(who)
    given = {key: placed["number"] if key == "number" else value for key, value in CALLS[name].items()}
    before = rows.snapshot()

    answer = door.call(name, caller, None, {}, given)

    assert answer.error == ("auth.required" if who == "stranger" else "not_found")
    assert rows.left_behind(before) == {}
    assert placed["number"] not in str(answer.body.get("data"))


@pytest.mark.parametrize("count", [2, 20])
def test_a_search_takes_as_many_statements_at_any_size(door, supporter, count):
    for _ in range(count):
        shopping.visitor(door).order()

    with CaptureQueriesContext(connection) as counted:
        found = door.search_orders(as_=supporter, q="Сейтова")

    assert len(found["data"]) == count
    selects = [one for one in counted if one["sql"].startswith("SELECT")]
    assert len(selects) == 4  # who calls; orders; buyers; recipients
