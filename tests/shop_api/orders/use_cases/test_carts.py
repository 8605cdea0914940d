"""Carts: made, filled, changed, and never anybody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.catalog.models import Stock
from shop_api.orders import models
from tests.shop_api import rows
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db


def test_visitor_gets_a_token_that_is_stored_only_as_a_hash(visitor):
    answer = visitor.create_cart()

    assert len(answer["token"]) == 43
    assert (answer["status"], answer["version"], answer["lines"]) == ("open", 1, [])
    cart = models.Cart.objects.get()
    assert answer["token"].encode() not in bytes(cart.token_hash)
    assert visitor.door.current_cart(as_=visitor.caller)["id"] == answer["id"]
    assert visitor.door.current_cart(as_=visitor.caller)["token"] is None


def test_same_key_answers_the_same_cart_and_token(visitor):
    consent = visitor.block("storefront")

    first = visitor.door.create_cart(key="k" * 20, consent=consent)
    again = visitor.door.create_cart(key="k" * 20, consent=consent)

    assert (first.is_replay, again.is_replay) == (False, True)
    assert again.data == first.data
    assert models.Cart.objects.count() == 1


@pytest.mark.parametrize("flags", [None, {}, {"storefront": False}])
def test_cart_without_consent_is_refused_and_nothing_is_stored(visitor, flags):
    block = None if flags is None else {**visitor.block(), "flags": flags}
    before = rows.snapshot()

    answer = visitor.door.create_cart(consent=block) if block else visitor.door.create_cart()

    assert answer.error == "consent.required"
    assert rows.left_behind(before) == {}


def test_lines_are_added_changed_and_removed(visitor):
    catalog.publish("cup", stock=3, variants=[catalog.variant("CUP", price_minor=50_050)])
    visitor.create_cart()

    visitor.add("CUP", 1)
    grown = visitor.add("CUP", 1)
    assert [(line["sku"], line["quantity"]) for line in grown["lines"]] == [("CUP", 2)]
    assert grown["goods_total"]["amount"] == "1001.00"
    assert grown["can_be_ordered"] is True

    changed = visitor.door.change_cart_line(
        as_=visitor.caller,
        sku="CUP",
        quantity=3,
        expected_version=grown["version"],
        consent=visitor.block("storefront"),
    )
    assert changed["lines"][0]["quantity"] == 3
    assert changed["version"] == grown["version"] + 1

    late = visitor.door.change_cart_line(
        as_=visitor.caller,
        sku="CUP",
        quantity=1,
        expected_version=grown["version"],
        consent=visitor.block("storefront"),
    )
    assert late.error == "precondition.failed"

    emptied = visitor.door.remove_cart_line(as_=visitor.caller, sku="CUP", consent=visitor.block("storefront"))
    assert emptied["lines"] == []
    gone = visitor.door.remove_cart_line(as_=visitor.caller, sku="CUP", consent=visitor.block("storefront"))
    assert gone.error == "not_found"


def test_problems_of_lines_are_flagged(visitor):
    catalog.publish("cup", stock=3, variants=[catalog.variant("CUP", price_minor=50_000)])
    catalog.publish("lamp", stock=3)
    visitor.create_cart()
    for sku in ("TEAPOT", "CUP", "LAMP"):
        visitor.add(sku, 2)

    Stock.objects.filter(sku="TEAPOT").update(on_hand=1)
    catalog.publish("cup", version=2, stock=None, variants=[catalog.variant("CUP", price_minor=60_000)])
    catalog.unpublish("lamp")

    cart = visitor.door.current_cart(as_=visitor.caller)
    assert {line["sku"]: line["problems"] for line in cart["lines"]} == {
        "TEAPOT": ["stock_short"],
        "CUP": ["price_changed"],
        "LAMP": ["sku_gone"],
    }
    cup = next(line for line in cart["lines"] if line["sku"] == "CUP")
    assert (cup["price_seen"]["amount"], cup["unit_price"]["amount"]) == ("500.00", "600.00")
    assert cart["can_be_ordered"] is False


@pytest.mark.parametrize(("sku", "quantity", "error"), [("NEVER", 1, "cart.sku_gone"), ("TEAPOT", 99, "cart.full")])
def test_what_cannot_be_bought_stays_out(visitor, sku, quantity, error):
    visitor.create_cart()
    visitor.add("TEAPOT", 1)

    answer = visitor.add(sku, quantity)

    assert answer.error == error
    assert list(models.CartLine.objects.values_list("sku", "quantity")) == [("TEAPOT", 1)]


@pytest.mark.parametrize("quantity", [0, -1, 100, True, "1", 1.5])
def test_quantity_is_a_number_of_pieces(visitor, quantity):
    visitor.create_cart()

    answer = visitor.add("TEAPOT", quantity)

    assert answer.error in {"input.invalid", "graphql.variables_invalid"}
    assert models.CartLine.objects.exists() is False


def test_wrong_token_is_refused_and_never_ignored(visitor):
    visitor.create_cart()
    wrong = visitor.caller.with_headers(**{"X-Cart-Token": "A" * 43})

    assert visitor.door.current_cart(as_=wrong).error == "auth.required"
    assert visitor.door.current_cart().error == "auth.required"


def test_cart_of_a_visitor_becomes_the_account_s_and_nobody_else_s(visitor, stranger, customer):
    visitor.create_cart()
    visitor.add()
    token = {"X-Cart-Token": visitor.caller.headers["X-Cart-Token"]}
    signed_in = shopping.Shopper(visitor.door, customer.caller.with_headers(**token))

    assert signed_in.add()["lines"][0]["quantity"] == 2

    assert visitor.door.current_cart(as_=customer.caller)["lines"][0]["quantity"] == 2
    thief = shopping.Shopper(visitor.door, stranger.with_headers(**token))
    assert visitor.door.current_cart(as_=thief.caller).error == "not_found"
    assert thief.add().error == "not_found"
    assert models.CartLine.objects.get().quantity == 2


def test_account_gets_its_open_cart_back(customer):
    first = customer.create_cart()
    again = customer.create_cart()

    assert first["id"] == again["id"]
    assert customer.door.current_cart(as_=customer.caller)["id"] == first["id"]


def test_cart_costs_the_same_statements_at_2_and_at_20_lines(visitor):
    visitor.create_cart()
    counts = []
    for wanted in (2, 20):
        for number in range(wanted):
            catalog.publish(f"cup-{number}", version=wanted)
            visitor.add(f"CUP-{number}")
        with CaptureQueriesContext(connection) as statements:
            assert len(visitor.door.current_cart(as_=visitor.caller)["lines"]) == wanted
        counts.append(len(statements))

    assert counts == [4, 4]


def test_a_key_repeated_by_another_stranger_answers_another_cart(visitor):
    asked = {"consent": visitor.block("storefront"), "key": "create-cart-0000001"}

    first = visitor.door.create_cart(as_=visitor.caller.with_headers(**{"User-Agent": "Ours"}), **asked)
    again = visitor.door.create_cart(as_=visitor.caller.with_headers(**{"User-Agent": "Ours"}), **asked)
    other = visitor.door.create_cart(as_=visitor.caller.with_headers(**{"User-Agent": "Theirs"}), **asked)

    assert (again.is_replay, again["token"]) == (True, first["token"])
    assert (other.is_replay, other["token"] != first["token"]) == (False, True)
