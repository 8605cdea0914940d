"""Tokens of carts and orders that belong to an account: they open the cart or the order, and nothing of the person."""

import pytest

from shop_api.consent.models import SubjectLink
from shop_api.gate import mail
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.door import Caller
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db


def _with_link(placed, **headers):
    return Caller({"X-Order-Token": placed["receipt"]["token"], **headers})


def test_cart_token_left_behind_tells_no_consents(customer):
    customer.create_cart()
    left_behind = Caller({"X-Cart-Token": customer.caller.headers["X-Cart-Token"]})

    listed = customer.door.own_consents(as_=left_behind)
    withdrawn = customer.door.withdraw_consent(as_=left_behind, flags=["storefront"])

    assert listed["data"] == []
    assert withdrawn.error == "consent.not_given"
    assert customer.door.current_cart(as_=left_behind).error == "not_found"
    [own] = customer.door.own_consents(as_=customer.caller)["data"]
    assert own["is_standing"]


def test_signing_in_with_somebodys_cart_token_joins_nothing(customer):
    customer.create_cart()
    other = accounts.account()

    answer = customer.door.sign_in(
        as_=Caller({"X-Cart-Token": customer.caller.headers["X-Cart-Token"]}),
        email=other.email,
        password=accounts.PASSWORD,
    )

    assert answer.error is None
    assert not SubjectLink.objects.filter(to_id=other.subject_id).exists()
    asking = Caller({"X-Session-Token": answer["session_token"]})
    assert customer.door.own_consents(as_=asking)["data"] == []


def test_link_of_an_accounts_order_opens_the_order_and_no_consents(customer):
    placed = customer.order()
    record = customer.door.own_consents(as_=customer.caller)["data"][0]
    guest = _with_link(placed)

    assert customer.door.own_order(as_=guest, number=placed["number"])["is_masked"]
    assert customer.door.own_consents(as_=guest)["data"] == []
    assert customer.door.consent_receipt(as_=guest, id=record["id"]).error == "not_found"
    assert customer.door.withdraw_consent(as_=guest, flags=["processing"]).error == "consent.not_given"


def test_link_beside_a_cart_of_ones_own_opens_no_more(customer):
    placed = customer.order()
    stranger = shopping.visitor(customer.door)
    stranger.create_cart()
    both = _with_link(placed, **stranger.caller.headers)

    flags = {one["flag"] for one in customer.door.own_consents(as_=both)["data"]}

    assert flags == {"storefront"}


def test_link_of_a_claimed_order_forgets_whose_it_became(visitor):
    placed = visitor.order()
    owner = accounts.customer(email=shopping.BUYER["email"].lower())
    assert visitor.door.claim_order(as_=owner, number=placed["number"]).error is None

    assert visitor.door.own_consents(as_=_with_link(placed))["data"] == []


def test_link_of_an_accounts_order_still_writes_to_support(customer, monkeypatch):
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)
    placed = customer.order()
    guest = shopping.Shopper(customer.door, _with_link(placed))

    answer = customer.door.write_to_support(
        as_=guest.caller, number=placed["number"], text="Когда привезут?", consent=guest.block("support")
    )

    assert answer.error is None, answer.body
    flags = {one["flag"] for one in customer.door.own_consents(as_=customer.caller)["data"]}
    assert "support" in flags
