"""Own orders: read, listed, cancelled and claimed; other people's do not exist."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shop_api.catalog.models import Stock
from shop_api.consent import linked_data, obligations, receipts
from shop_api.consent.refusals import ObligationOpen
from shop_api.orders import credentials, models, steps
from shop_api.orders.contracts.orders import OrderStatus
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.orders import shopping
from tests.shop_api.orders.test_whole_way import staff

pytestmark = pytest.mark.django_db


def test_customer_cancels_and_the_stock_comes_back(customer):
    placed = customer.order(quantity=2)

    answer = customer.door.cancel_order(as_=customer.caller, number=placed["number"], reason="Передумала")

    assert (answer["status"], answer["payment_status"], answer["version"]) == ("cancelled", "voided", 2)
    assert answer["allowed_actions"] == [{"action": "cancel", "allowed": False, "reason_code": "order_is_cancelled"}]
    stock = Stock.objects.get()
    assert (stock.on_hand, stock.reserved) == (10, 0)
    [letter] = shopping.letters("order_cancelled")
    assert (letter["to"], letter["parameters"]) == ("aigerim@example.kz", {"number": placed["number"]})
    event = models.OrderEvent.objects.get(event="cancel")
    assert event.details == {"has_reason": True}


def test_guest_cancels_by_the_receipt_link(visitor):
    placed = visitor.order()

    answer = visitor.door.cancel_order(as_=visitor.with_receipt(placed), number=placed["number"])

    assert (answer["status"], answer["is_masked"]) == ("cancelled", True)
    assert Stock.objects.get().reserved == 0


def test_second_cancelling_says_why_not_and_a_replay_answers_again(customer):
    placed = customer.order()
    call = {"as_": customer.caller, "number": placed["number"]}

    first = customer.door.cancel_order(key="k" * 16, **call)
    again = customer.door.cancel_order(key="k" * 16, **call)
    other = customer.door.cancel_order(**call)

    assert (again.is_replay, again.data) == (True, first.data)
    assert other.error == "orders.not_possible_now"
    assert Stock.objects.get().reserved == 0


def test_delivered_order_cannot_be_cancelled(customer):
    placed = customer.order()
    with transaction.atomic():
        steps.deliver(staff(), placed["number"])

    answer = customer.door.cancel_order(as_=customer.caller, number=placed["number"])

    assert answer.error == "orders.not_possible_now"
    assert models.Order.objects.get().status == OrderStatus.COMPLETED.value


def test_cancelling_upon_an_old_version_is_refused(customer):
    placed = customer.order()
    models.Order.objects.update(version=5)

    answer = customer.door.cancel_order(as_=customer.caller, number=placed["number"], expected_version=1)

    assert answer.error == "precondition.failed"


def test_order_of_somebody_else_does_not_exist_and_stays_as_it_is(customer, stranger, visitor):
    """Proves P8.2: customer A never reads B."""
    placed, guests = customer.order(), visitor.order()
    other_guest = visitor.with_receipt(guests)
    before = rows.snapshot()

    for who in (stranger, other_guest):
        for number in (placed["number"], "4829-3017-7563", "nonsense"):
            assert customer.door.own_order(as_=who, number=number).error == "not_found"
            assert customer.door.cancel_order(as_=who, number=number).error == "not_found"
    assert customer.door.own_orders(as_=stranger)["data"] == []
    assert [row["number"] for row in customer.door.own_orders(as_=other_guest)["data"]] == [guests["number"]]
    assert customer.door.claim_order(as_=stranger, number=guests["number"]).error == "not_found"

    assert rows.left_behind(before) == {}
    assert set(models.Order.objects.values_list("status", "version")) == {("confirmed", 1)}


def test_nobody_reads_orders_without_a_credential(door, shop):
    assert door.own_orders().error == "auth.required"
    assert door.own_order(number="4829-3017-7563").error == "auth.required"
    assert door.cancel_order(number="4829-3017-7563").error == "auth.required"


def test_cart_token_alone_reads_no_order(visitor):
    placed = visitor.order()

    assert visitor.door.own_order(as_=visitor.caller, number=placed["number"]).error == "auth.required"


def test_list_and_detail_cost_the_same_at_2_and_at_20_rows(customer):
    counts = {}
    Stock.objects.update(on_hand=100)
    for number in range(20):
        catalog.publish(f"cup-{number}")
    for wanted in (2, 20):
        while models.Order.objects.count() < wanted - 1:
            customer.order()
        customer.create_cart()
        for number in range(wanted):
            customer.add(f"CUP-{number}")
        placed = customer.place(customer.quote())
        with CaptureQueriesContext(connection) as listed:
            assert len(customer.door.own_orders(as_=customer.caller)["data"]) == wanted
        with CaptureQueriesContext(connection) as shown:
            assert len(customer.door.own_order(as_=customer.caller, number=placed["number"])["lines"]) == wanted
        counts[wanted] = (len(listed), len(shown))

    assert counts[2] == counts[20]
    # Two of them say who calls: the session, and the cart whose token the caller sends along.
    assert counts[2] == (4, 7)


def test_pages_of_own_orders_follow_each_other(customer):
    placed = [customer.order()["number"] for _ in range(3)]

    first = customer.door.own_orders(as_=customer.caller, limit=2)
    second = customer.door.own_orders(as_=customer.caller, limit=2, after=first["page"]["next"])

    assert [row["number"] for row in first["data"] + second["data"]] == placed[::-1]
    assert second["page"]["has_more"] is False
    assert first["data"][0]["items"] == 1
    assert first["data"][0]["title"] == "Teapot по-русски, белый"


def test_open_order_holds_the_consent_it_rests_on(visitor):
    """Proves P10.1 in part: while an order is open, withdrawal is refused under Art. 8(2)."""
    placed = visitor.order()
    order = shopping.stored(placed)
    guest = [order.subject_id]

    with pytest.raises(ObligationOpen):
        obligations.refuse_if_open(staff(), guest, "order_fulfilment")
    obligations.refuse_if_open(staff(), guest, "marketing_email")

    visitor.door.cancel_order(as_=visitor.with_receipt(placed), number=placed["number"])
    obligations.refuse_if_open(staff(), guest, "order_fulfilment")


def test_receipt_link_is_no_proof_for_a_claim(visitor, customer):
    placed = visitor.order()
    both = customer.caller.with_headers(**{"X-Order-Token": placed["receipt"]["token"]})

    answer = visitor.door.claim_order(as_=both, number=placed["number"])

    assert answer.error == "orders.claim_not_proved"
    assert models.Order.objects.get().account_id is None


def test_confirmed_address_that_stands_on_the_order_proves_a_claim(visitor):
    placed = visitor.order()
    owner = accounts.customer(email="aigerim@example.kz")
    other = accounts.customer(email="somebody@example.kz", phone="+77012345667")

    refused = visitor.door.claim_order(as_=other, number=placed["number"])
    claimed = visitor.door.claim_order(as_=owner, number=placed["number"])
    late = visitor.door.claim_order(as_=other, number=placed["number"])

    assert (refused.error, claimed.error, late.error) == ("not_found", None, "not_found")
    assert models.Order.objects.get().account_id == owner.id


def test_code_s_token_proves_a_claim(visitor, customer):
    placed = visitor.order()
    order = shopping.stored(placed)
    token = credentials.order_token(
        order.id, credentials.Way.CODE, order.created_at + credentials.timedelta(minutes=15)
    )
    both = customer.caller.with_headers(**{"X-Order-Token": token})

    answer = visitor.door.claim_order(as_=both, number=placed["number"])

    assert (answer.error, answer["is_masked"]) == (None, False)
    claimed = models.Order.objects.get()
    assert claimed.account_id is not None
    assert claimed.subject_id != order.subject_id
    assert [one["event"] for one in answer["history"]] == ["place", "claim"]
    listed = visitor.door.own_orders(as_=customer.caller)
    assert [row["number"] for row in listed["data"]] == [placed["number"]]


def test_who_holds_an_orders_token_reads_its_buyers_name_in_no_receipt(visitor):
    """A link can be passed on: what the order masks, a receipt leaves out. The account reads its own name."""
    placed = visitor.order()
    guest, door = visitor.with_receipt(placed), visitor.door
    [given] = [one for one in door.own_consents(as_=guest)["data"] if one["flag"] == "order_fulfilment"]

    receipt = door.consent_receipt(as_=guest, id=given["id"])

    told = receipts.verified(receipt["receipt"], receipts.public_key())
    assert linked_data.verified(receipt["json_ld"], receipts.public_key()) == told
    assert told["elements"]["subject"]["name"] is None
    assert "Сейтова" not in str(told)
    owner = accounts.customer(email="aigerim@example.kz")
    assert door.claim_order(as_=owner, number=placed["number"]).error is None
    own = door.consent_receipt(as_=owner, id=given["id"])
    told = receipts.verified(own["receipt"], receipts.public_key())
    assert told["elements"]["subject"]["name"] == "Сейтова Әйгерім Қанатқызы"
