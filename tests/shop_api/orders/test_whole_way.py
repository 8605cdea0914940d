"""From an empty cart to a delivered order, as frontends and staff see it."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop_api.catalog.models import Stock, StockMovement
from shop_api.gate import throttle
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.models import AuditRow, OutboxEvent
from shop_api.gate.permissions import STAFF, Role
from shop_api.orders import models, queries, steps
from shop_api.orders.steps import letters as order_letters
from shop_api.values.identifiers import bare_number, new_id
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db

#: What a whole order may cost: consent, key, audit, stock, letter and outbox included (performance.md).
STATEMENTS_OF_AN_ORDER = 60


def staff() -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        at=catalog.NOON,
        door="rest",
        permissions=STAFF[Role.SUPPORT],
        id=new_id(),
        principal="staff",
    )


def test_guest_orders_and_reads_the_order_by_the_receipt_link(visitor):
    placed = visitor.order(quantity=2)

    assert placed.status in {200, 201}
    assert bare_number(placed["number"]) is not None
    assert (placed["status"], placed["payment_status"]) == ("confirmed", "due")
    assert placed["goods_total"]["amount"] == "25980.00"
    assert placed["delivery_price"]["amount"] == "1500.00"
    assert placed["total"] == {"amount": "27480.00", "currency": "KZT"}
    assert placed["vat_total"]["amount"] == "3790.34"
    assert placed["terms_version"] == 1
    [line] = placed["lines"]
    assert (line["sku"], line["quantity"], line["vat_basis_points"]) == ("TEAPOT", 2, 1_600)
    assert line["title"] == "Teapot по-русски, белый"
    assert placed["is_masked"] is True
    assert placed["buyer"] == {"name": "С*** Ә*** Қ***", "email": "a***@example.kz", "phone": "+7 701 *** ** 67"}
    assert placed["recipient"]["phone"] == "+7 777 *** ** 33"
    assert len(placed.consent_records) >= 1

    shown = visitor.door.own_order(as_=visitor.with_receipt(placed), number=placed["number"])
    assert {**shown.data, "receipt": placed["receipt"]} == placed.data

    stock = Stock.objects.get(sku="TEAPOT")
    assert (stock.on_hand, stock.reserved) == (10, 2)
    assert [event.type for event in OutboxEvent.objects.all()] == ["order.placed"]
    [letter] = shopping.letters("order_placed")
    assert letter["to"] == "aigerim@example.kz"
    assert letter["parameters"]["link"] == placed["receipt"]["url"]
    outcomes = AuditRow.objects.order_by("id").values_list("use_case", "outcome")
    assert [outcome for outcome in outcomes if outcome[0] == "place_order"] == [("place_order", "done")]


def test_cart_is_empty_and_closed_afterwards(visitor):
    visitor.order()

    cart = visitor.door.current_cart(as_=visitor.caller)
    refused = visitor.add()

    assert (cart["status"], cart["lines"], cart["can_be_ordered"]) == ("ordered", [], False)
    assert refused.error == "cart.closed"


def test_customer_sees_own_contacts_in_clear(customer):
    placed = customer.order()

    shown = customer.door.own_order(as_=customer.caller, number=placed["number"].replace("-", " "))

    assert shown["is_masked"] is False
    assert shown["buyer"]["email"] == "aigerim@example.kz"
    assert shown["recipient"]["postal_code"] == "A01P3K4"
    assert [row["number"] for row in customer.door.own_orders(as_=customer.caller)["data"]] == [placed["number"]]


def test_contacts_lie_sealed_and_the_money_facts_outlive_them(customer):
    """Proves P9.1 (money facts outlive contacts) and P3.2 (the recipient is stored apart)."""
    placed = customer.order()
    order = shopping.stored(placed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(c)::text, row_to_json(r)::text FROM orders_ordercontact c, orders_orderrecipient r"
        )
        cells = "".join(cursor.fetchone())
    for clear in ("Сейтова", "aigerim", "77012345667", "Абая", "77771112233"):
        assert clear not in cells

    models.OrderContact.objects.all().delete()
    models.OrderRecipient.objects.all().delete()
    models.NameToken.objects.all().delete()

    shown = customer.door.own_order(as_=customer.caller, number=placed["number"])
    assert (shown["buyer"], shown["recipient"]) == (None, None)
    assert shown["total"] == placed["total"]
    assert shown["lines"] == placed["lines"]
    assert queries.order_for_staff(order.number, "ru").buyer is None
    assert queries.search(order.number).data[0].buyer_name is None


def test_staff_deliver_and_the_stock_leaves_the_shelf(customer):
    placed = customer.order(quantity=3)
    order = shopping.stored(placed)
    assert queries.has_bought(order.account_id, "TEAPOT") is False

    with transaction.atomic():
        steps.deliver(staff(), placed["number"], expected_version=1)

    shown = customer.door.own_order(as_=customer.caller, number=placed["number"])
    assert (shown["status"], shown["payment_status"], shown["version"]) == ("completed", "paid", 2)
    assert [(one["event"], one["by"]) for one in shown["history"]] == [("place", "customer"), ("deliver", "staff")]
    assert shown["allowed_actions"] == [{"action": "cancel", "allowed": False, "reason_code": "order_is_completed"}]
    stock = Stock.objects.get(sku="TEAPOT")
    assert (stock.on_hand, stock.reserved) == (7, 0)
    assert models.Order.objects.get().cash_taken_minor == order.cash_minor == 4_047_000
    assert list(StockMovement.objects.order_by("id").values_list("kind", flat=True)) == ["reserve", "consume"]
    assert queries.has_bought(order.account_id, ["OTHER", "TEAPOT"]) is True
    assert queries.has_bought(new_id(), "TEAPOT") is False


def test_whole_order_keeps_within_its_statements(visitor, record_property):
    visitor.create_cart()
    visitor.add()
    quote = visitor.quote()
    wish = visitor.wish(quote)

    with CaptureQueriesContext(connection) as statements:
        placed = visitor.door.place_order(as_=visitor.caller, **wish)

    assert placed.error is None
    record_property("statements", len(statements))
    print(f"{len(statements)} statements for an order")
    assert len(statements) <= STATEMENTS_OF_AN_ORDER


def test_letters_to_an_address_end_where_a_flood_begins(visitor, monkeypatch):
    monkeypatch.setattr(order_letters, "LETTERS_TO_ONE", throttle.Limit(2, 86_400))

    placed = [shopping.visitor(visitor.door).order() for _ in range(3)]

    assert all(one.error is None for one in placed)
    assert len(shopping.letters("order_placed")) == 2
