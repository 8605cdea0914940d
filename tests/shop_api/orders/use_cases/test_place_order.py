"""Placing: what is refused, and that a refusal leaves nothing half-written."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from shop_api.catalog.models import Stock
from shop_api.orders import models
from shop_api.orders.rules.totals import QUOTE_MINUTES
from shop_api.values import identifiers
from tests.shop_api import rows
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Caller
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db

ORDER_TABLES = {
    "orders_order",
    "orders_orderline",
    "orders_orderevent",
    "orders_ordercontact",
    "orders_orderrecipient",
    "orders_nametoken",
    "catalog_stockmovement",
    "gate_outboxevent",
    "gate_outgoingmail",
    "consent_consentevent",
    "consent_subject",
}


@pytest.fixture
def quoted(visitor):
    """A visitor with two teapots and a quote."""
    visitor.create_cart()
    visitor.add(quantity=2)
    return visitor, visitor.quote()


def nothing_ordered(before):
    return not ORDER_TABLES & set(rows.changed(before)) and Stock.objects.get(sku="TEAPOT").reserved == 0


def test_quote_says_what_it_costs_and_how_long(quoted):
    _, quote = quoted

    assert quote["id"] == quote["quote_id"]
    assert quote["goods_total"]["amount"] == "25980.00"
    assert quote["delivery"]["price"]["amount"] == "1500.00"
    assert quote["delivery"]["method"] == "courier_almaty"
    assert quote["total"]["amount"] == quote["cash_total"]["amount"] == "27480.00"
    assert quote["payment_methods"] == ["cash_on_delivery"]
    assert (quote["policy_version"], quote["terms_version"]) == (1, 1)
    row = models.Quote.objects.get()
    assert row.valid_until - row.created_at == timedelta(minutes=QUOTE_MINUTES)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda: models.CartLine.objects.all().delete(), "cart.empty"),
        (lambda: catalog.unpublish("teapot"), "cart.sku_gone"),
        (lambda: Stock.objects.update(on_hand=1), "stock.gone"),
    ],
)
def test_quote_names_what_is_in_the_way(visitor, spoil, error):
    visitor.create_cart()
    visitor.add(quantity=2)

    spoil()

    assert visitor.quote().error == error
    assert models.Quote.objects.exists() is False


def test_price_that_changed_is_shown_before_it_is_paid(quoted):
    visitor, quote = quoted
    catalog.publish("teapot", version=2, stock=None, variants=[catalog.variant("TEAPOT", price_minor=1_400_000)])
    before = rows.snapshot()

    answer = visitor.place(quote)

    assert answer.error == "checkout.totals_changed"
    details = answer.body["params"] if visitor.door.name == "rest" else _details(answer)
    assert [(c["sku"], c["what"], c["before"]["amount"], c["after"]["amount"]) for c in details["changes"]] == [
        ("TEAPOT", "unit_price", "12990.00", "14000.00"),
        ("TEAPOT", "total", "25980.00", "28000.00"),
        (None, "total", "27480.00", "29500.00"),
    ]
    assert nothing_ordered(before)

    fresh = details["quote"]
    wish = visitor.wish(quote, quote_id=fresh["quote_id"], expected_total=fresh["total"])
    placed = visitor.door.place_order(as_=visitor.caller, **wish)
    assert placed["total"]["amount"] == "29500.00"


def _details(answer):
    return answer.body["data"]["answer"]["errors"][0]["details"]


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"expected_total": {"amount": "1.00", "currency": "KZT"}}, "expected_total")],
)
def test_total_that_was_never_quoted_is_refused(quoted, changes, what):
    visitor, quote = quoted
    before = rows.snapshot()

    answer = visitor.place(quote, **changes)

    assert answer.error == "checkout.totals_changed"
    assert nothing_ordered(before)


def test_quote_ends(quoted):
    visitor, quote = quoted
    row = models.Quote.objects.get()
    models.Quote.objects.update(valid_until=row.created_at)

    answer = visitor.place(quote)

    assert answer.error == "checkout.totals_changed"
    assert models.Quote.objects.count() == 2


def test_cart_that_changed_after_the_quote_is_shown_again(quoted):
    visitor, quote = quoted
    visitor.add(quantity=1)

    assert visitor.place(quote).error == "checkout.totals_changed"


def test_last_piece_taken_by_somebody_else_is_named(quoted):
    visitor, quote = quoted
    Stock.objects.filter(sku="TEAPOT").update(reserved=9)
    before = rows.snapshot()

    answer = visitor.place(quote)

    assert answer.error == "stock.gone"
    details = answer.body["params"] if visitor.door.name == "rest" else _details(answer)
    assert details == {"sku": "TEAPOT", "available": 1}
    assert not ORDER_TABLES & set(rows.changed(before))
    assert Stock.objects.get(sku="TEAPOT").reserved == 9


def test_sku_that_is_gone_is_named(quoted):
    visitor, quote = quoted
    catalog.unpublish("teapot")
    before = rows.snapshot()

    assert visitor.place(quote).error == "cart.sku_gone"
    assert nothing_ordered(before)


def test_other_version_of_the_offer_than_in_force_is_refused(quoted):
    visitor, quote = quoted
    before = rows.snapshot()

    assert visitor.place(quote, accepted_terms_version=2).error == "checkout.terms_changed"
    assert nothing_ordered(before)


def test_without_an_offer_in_force_nothing_is_sold(door):
    consent.publish_policy()
    catalog.publish("teapot")
    visitor = shopping.visitor(door)
    visitor.create_cart()
    visitor.add()

    assert visitor.quote().error == "checkout.terms_not_in_force"


def test_refusing_marketing_stops_no_order(quoted):
    """Proves P14: the offer is accepted apart from consent, and its version stands on the order."""
    visitor, quote = quoted

    placed = visitor.place(quote, consent=visitor.block("order_fulfilment", marketing_email=False))

    assert (placed.error, placed["terms_version"]) == (None, quote["terms_version"])


@pytest.mark.parametrize(
    ("flags", "whatsapp", "error"),
    [
        ({"order_fulfilment": False}, None, "consent.required"),
        ({}, None, "consent.required"),
        ({"order_fulfilment": True}, "+7 701 000 11 22", "consent.required"),
        ({"order_fulfilment": True, "cross_border_transfer": False}, "+7 701 000 11 22", "consent.required"),
        ({"order_fulfilment": True, "cross_border_transfer": True}, "+7 701 000 11 22", "consent.required"),
        ({"order_fulfilment": True, "third_party_transfer": True}, "+7 701 000 11 22", "consent.required"),
        (
            {"order_fulfilment": True, "third_party_transfer": True, "cross_border_transfer": True},
            "+7 701 000 11 22",
            None,
        ),
    ],
)
def test_consent_stands_before_the_order(quoted, flags, whatsapp, error):
    """Proves P2.2 (no consent, nothing stored) and P3.2 and P7.1 (WhatsApp needs its flags)."""
    visitor, quote = quoted
    block = {**visitor.block(), "flags": flags}
    before = rows.snapshot()

    answer = visitor.place(quote, consent=block, recipient={**shopping.RECIPIENT, "whatsapp": whatsapp})

    assert answer.error == error
    if error:
        assert rows.left_behind(before) == {}
    else:
        assert answer["recipient"]["whatsapp"] == "+7 701 *** ** 22"


@pytest.mark.parametrize(
    ("part", "changes", "fields"),
    [
        ("buyer", {"email": "nobody", "phone": "1234567"}, ["/buyer/email", "/buyer/phone"]),
        ("buyer", {"email": None, "phone": None}, ["/buyer"]),
        ("recipient", {"phone": "+7 999", "postal_code": "12345678"}, ["/recipient/phone", "/recipient/postal_code"]),
    ],
)
def test_contacts_that_cannot_be_used_are_named(quoted, part, changes, fields):
    """Proves P3.2: Kazakh phones and both postal forms are checked."""
    visitor, quote = quoted
    given = {"buyer": shopping.BUYER, "recipient": shopping.RECIPIENT}[part]
    before = rows.snapshot()

    answer = visitor.place(quote, **{part: {**given, **changes}})

    assert (answer.error, answer.fields) == ("input.invalid", fields)
    assert nothing_ordered(before)


def test_other_city_is_refused_at_its_place(quoted):
    visitor, quote = quoted

    answer = visitor.place(quote, recipient={**shopping.RECIPIENT, "city": "Астана"})

    assert (answer.error, answer.fields) == ("delivery.city_not_served", ["/recipient/city"])


def test_quote_of_another_cart_does_not_exist(quoted, door):
    _, quote = quoted
    other = shopping.visitor(door)
    other.create_cart()
    other.add()
    before = rows.snapshot()

    assert other.place(quote).error == "not_found"
    assert nothing_ordered(before)


def test_placing_needs_a_key_and_a_cart(quoted):
    visitor, quote = quoted

    assert visitor.place(quote, key="").error == "idempotency.key_missing"
    assert visitor.door.place_order(as_=Caller(), **visitor.wish(quote)).error == "auth.required"


def test_same_key_answers_the_same_order(quoted):
    visitor, quote = quoted
    wish = visitor.wish(quote)

    first = visitor.door.place_order(as_=visitor.caller, key="k" * 16, **wish)
    again = visitor.door.place_order(as_=visitor.caller, key="k" * 16, **wish)

    assert (first.is_replay, again.is_replay) == (False, True)
    assert again.data == first.data
    assert again.consent_records == first.consent_records
    assert (models.Order.objects.count(), Stock.objects.get().reserved) == (1, 2)
    assert len(shopping.letters("order_placed")) == 1


def test_same_key_with_other_input_is_refused(quoted):
    visitor, quote = quoted
    visitor.place(quote, key="k" * 16)

    other = visitor.place(quote, key="k" * 16, recipient={**shopping.RECIPIENT, "street": "Абая 11"})

    assert other.error == "idempotency.key_reused"
    assert models.Order.objects.count() == 1


def test_one_cart_makes_one_order_whatever_the_key(quoted):
    visitor, quote = quoted
    wish = visitor.wish(quote)

    first = visitor.door.place_order(as_=visitor.caller, **wish)
    second = visitor.door.place_order(as_=visitor.caller, **wish)

    assert (first.error, second.error) == (None, "cart.closed")
    assert models.Order.objects.count() == 1


def test_number_that_is_taken_is_drawn_anew(visitor, monkeypatch):
    numbers = iter(["000000000000", "000000000000", "482930177563"])
    monkeypatch.setattr("shop_api.orders.steps.placing.new_number", lambda: next(numbers))
    first = visitor.order()
    other = shopping.visitor(visitor.door)

    second = other.order()

    assert (first["number"], second["number"]) == ("0000-0000-0000", "4829-3017-7563")
    assert identifiers.bare_number("0000-0000-0000") == "000000000000"


@pytest.mark.django_db(transaction=True)
def test_twelve_parallel_posts_make_one_order_and_eleven_replays(visitor):
    visitor.create_cart()
    visitor.add()
    wish = visitor.wish(visitor.quote())

    answers = _in_threads(
        12, lambda number: visitor.door.place_order(as_=Caller(dict(visitor.caller.headers)), key="k" * 16, **wish)
    )

    assert {answer.error for answer in answers} == {None}
    assert sorted(answer.is_replay for answer in answers) == [False] + [True] * 11
    assert len({answer["number"] for answer in answers}) == 1
    assert (models.Order.objects.count(), Stock.objects.get().reserved) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_parallel_posts_with_different_keys_still_make_one_order(visitor):
    visitor.create_cart()
    visitor.add()
    wish = visitor.wish(visitor.quote())

    answers = _in_threads(6, lambda number: visitor.door.place_order(as_=Caller(dict(visitor.caller.headers)), **wish))

    assert sorted(str(answer.error) for answer in answers) == ["None"] + ["cart.closed"] * 5
    assert (models.Order.objects.count(), Stock.objects.get().reserved) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_forty_shoppers_get_twenty_pieces(door):
    shopping.open_shop(stock=20)
    shoppers = [shopping.visitor(door) for _ in range(40)]
    wishes = []
    for shopper in shoppers:
        shopper.create_cart()
        shopper.add()
        wishes.append(shopper.wish(shopper.quote()))

    answers = _in_threads(
        40, lambda number: door.place_order(as_=Caller(dict(shoppers[number].caller.headers)), **wishes[number])
    )

    assert sorted(str(answer.error) for answer in answers) == ["None"] * 20 + ["stock.gone"] * 20
    stock = Stock.objects.get()
    assert (stock.on_hand, stock.reserved) == (20, 20)
    assert models.Order.objects.count() == models.OrderContact.objects.count() == 20


def _in_threads(count, act):
    answers = []

    def run(number):
        try:
            answers.append(act(number))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.ensure_connection()
    return answers


def test_total_in_another_currency_is_another_total(visitor):
    visitor.create_cart()
    visitor.add()
    quote = visitor.quote()

    answer = visitor.place(quote, expected_total={**quote["total"], "currency": "USD"})

    assert answer.error == "checkout.totals_changed"
    assert not models.Order.objects.exists()


def test_digits_of_other_scripts_are_no_amount(visitor):
    visitor.create_cart()
    visitor.add()
    quote = visitor.quote()
    amount = quote["total"]["amount"].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert visitor.place(quote, expected_total={**quote["total"], "amount": amount}).error == "input.invalid"
