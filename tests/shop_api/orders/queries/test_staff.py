"""What staff find, and how little of it they see."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from frontend_contracts.wire.problems import NotFound, PreconditionFailed
from shop_api.catalog.models import Stock
from shop_api.orders import models, problems, queries, steps
from tests.shop_api.orders import shopping
from tests.shop_api.orders.test_whole_way import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(db):
    """These reads stand behind the support desk's own doors; one protocol is enough to place orders."""
    from tests.shop_api.door import Door

    return Door("rest")


@pytest.mark.parametrize(
    "typed",
    [
        "8 701 234-56-67",
        "+77012345667",
        "7012345667",
        "8 777 111 22 33",
        "AIGERIM@example.kz",
        "сейтова",
        "Seitova",
        "әйгер",
        "айгерим сейт",
        "Nurlan",
        "ахм",
        "еито",
        "rlan",
    ],
)
def test_order_is_found_by_phone_address_and_part_of_a_name(visitor, typed):
    placed = visitor.order()

    assert [row.number for row in queries.search(typed).data] == [placed["number"]]


def test_order_is_found_by_number_as_people_say_it(visitor):
    placed = visitor.order()
    bare = placed["number"].replace("-", "")

    for typed in (bare, placed["number"], " ".join(bare), f" {bare[:4]} - {bare[4:]} "):
        [found] = queries.search(typed).data
        assert found.number == placed["number"]
        assert (found.buyer_phone, found.buyer_email) == ("+7 701 *** ** 67", "a***@example.kz")
        assert (found.buyer_name, found.recipient_name) == ("С*** Ә*** Қ***", "Н*** А***")
        assert (found.items, found.total.amount) == (1, "14490.00")


@pytest.mark.parametrize(
    "typed", ["", " ", "с", "%", "_", "нет такого", "сейтова нурсултан", "+7 701 000 00 00", "x@y.kz", "@", "1234"]
)
def test_nothing_else_is_found(visitor, typed):
    visitor.order()

    assert queries.search(typed).data == ()


def test_search_costs_three_statements_at_2_and_at_20_orders(visitor):
    counts = []
    Stock.objects.update(on_hand=100)
    for wanted in (2, 20):
        while models.Order.objects.count() < wanted:
            shopping.visitor(visitor.door).order()
        with CaptureQueriesContext(connection) as statements:
            assert len(queries.search("seitova").data) == wanted
        counts.append(len(statements))

    first = queries.search("seitova", limit=15)
    rest = queries.search("seitova", limit=15, after=first.next)
    assert (len(first.data), len(rest.data), rest.next) == (15, 5, None)
    assert counts == [3, 3]


def test_staff_see_money_in_clear_and_contacts_masked(visitor):
    placed = visitor.order()

    shown = queries.order_for_staff(placed["number"], "en")

    assert (shown.is_guest, shown.total.amount, shown.cash_taken) == (True, "14490.00", None)
    assert shown.lines[0].title == "Teapot in English, white"
    assert shown.recipient is not None
    assert (shown.recipient.street, shown.recipient.postal_code) == ("А***", "A0*****")
    assert [(one.action.value, one.allowed) for one in shown.allowed_actions] == [("cancel", True), ("deliver", True)]
    with pytest.raises(NotFound):
        queries.order_for_staff("4829-3017-7563", "en")


def test_reveal_gives_exactly_the_cells_asked_for(visitor):
    order = shopping.stored(visitor.order())

    assert queries.contact_cells(order.id, ["buyer_phone", "address", "whatsapp"]) == {
        "buyer_phone": "+77012345667",
        "address": "A01P3K4, Алматы, Абая 10, кв. 5",
    }
    with pytest.raises(KeyError):
        queries.contact_cells(order.id, ["password"])
    models.OrderContact.objects.all().delete()
    assert queries.contact_cells(order.id, ["buyer_phone", "buyer_name"]) == {}


def test_facts_for_other_features(visitor):
    order = shopping.stored(visitor.order())

    facts = queries.order_facts(order.number)

    assert facts == queries.facts_by_id(order.id)
    assert (facts.subject_id, facts.account_id, facts.status.value) == (order.subject_id, None, "confirmed")
    with pytest.raises(NotFound):
        queries.facts_by_id(order.cart_id)


def test_staff_cancel_and_the_stock_comes_back(visitor):
    placed = visitor.order(quantity=2)

    with transaction.atomic():
        steps.cancel(staff(), placed["number"], reason="customer_called")

    assert Stock.objects.get().reserved == 0
    assert models.OrderEvent.objects.get(event="cancel").details == {"reason": "customer_called"}


def test_staff_cannot_deliver_twice_or_upon_an_old_version(visitor):
    placed = visitor.order()

    with pytest.raises(PreconditionFailed), transaction.atomic():
        steps.deliver(staff(), placed["number"], expected_version=7)
    with transaction.atomic():
        steps.deliver(staff(), placed["number"], cash_taken_minor=1_450_000)
    with pytest.raises(problems.TransitionRefused), transaction.atomic():
        steps.deliver(staff(), placed["number"])

    assert models.Order.objects.get().cash_taken_minor == 1_450_000
    assert models.OrderEvent.objects.get(event="deliver").details == {"cash_taken_minor": 1_450_000}
    assert (Stock.objects.get().on_hand, Stock.objects.get().reserved) == (9, 0)
