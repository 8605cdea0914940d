"""The consent centre of somebody without an account: it lists, withdraws, exports, and follows them on signing in."""

import pytest

from shop_api.gate import mail
from shop_api.gate.permissions import Role
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import factories as consent
from tests.shop_api.orders import shopping
from tests.shop_api.support import factories as support

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch):
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


def states(answer):
    return {one["flag"]: one["state"] for one in answer["data"]}


def test_a_device_has_it_and_it_follows_on_signing_in(door, transactional_db):
    shopping.open_shop(stock=5)
    visitor = shopping.visitor(door)
    visitor.create_cart()
    block = consent.consent_block(door, as_=visitor.caller, support=True)
    gpc = visitor.caller.with_headers(**{"Sec-GPC": "1"})
    told = {**block, "flags": {"support": True, "marketing_email": True}}
    assert door.give_or_refuse_consents(as_=gpc, consent=told).error is None

    listed = states(door.own_consents(as_=visitor.caller))

    # A browser that asks not to be tracked refuses marketing, whatever a script has ticked.
    assert listed == {"storefront": "given", "support": "given", "marketing_email": "refused"}
    assert len(door.export_consents(as_=visitor.caller)["steps"]) == 3
    door.withdraw_consent(as_=visitor.caller, flags=["support"])

    account = accounts.account()
    signed_in = door.sign_in(as_=visitor.caller, email=account.email, password=accounts.PASSWORD)
    assert signed_in.error is None, signed_in.body
    customer = accounts.Customer(headers={"X-Session-Token": signed_in["session_token"]})
    listed = states(door.own_consents(as_=customer))
    assert listed == {"storefront": "given", "support": "withdrawn", "marketing_email": "refused"}
    assert len(door.export_consents(as_=customer)["steps"]) == 4


@pytest.mark.parametrize("way", ["deliver", "cancel"])
def test_a_withdrawal_during_an_order_is_carried_out_when_the_order_ends(door, transactional_db, way):
    shopping.open_shop(stock=5)
    shopper = shopping.Shopper(door, accounts.customer())
    order = shopper.order()
    supporter = support.caller(Role.SUPPORT)

    refused = door.withdraw_consent(as_=shopper.caller, flags=["order_fulfilment", "storefront"])

    assert refused.error == "consent.obligation_open"
    listed = states(door.own_consents(as_=shopper.caller))
    assert (listed["order_fulfilment"], listed["storefront"]) == ("given", "withdrawn")
    if way == "deliver":
        done = door.deliver_order(as_=supporter, number=order["number"])
    else:
        done = door.cancel_order_for_customer(as_=supporter, number=order["number"], reason="customer_asked")
    assert done.error is None, done.body
    assert states(door.own_consents(as_=shopper.caller))["order_fulfilment"] == "withdrawn"
