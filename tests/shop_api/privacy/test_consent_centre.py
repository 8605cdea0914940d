"""The consent centre of somebody without an account: it lists, withdraws, exports, and follows them on signing in."""

from datetime import timedelta

import pytest
from django.test import Client

from shop_api.consent import models, queries, receipts, rules
from shop_api.consent.use_cases.expire_consents import expire_consents
from shop_api.gate import actor as actors
from shop_api.gate import mail
from shop_api.gate.permissions import CLOCK, Role
from shop_api.values.contract import NoCriteria
from shop_api.values.purposes import FLAGS, Purpose
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.accounts import letters
from tests.shop_api.consent import factories as consent
from tests.shop_api.consent import logs
from tests.shop_api.consent.test_asking_again import another_recipient, version
from tests.shop_api.door import Door
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


def log_of():
    """Every event, byte for byte: whatever is done later, it must not change."""
    rows = models.ConsentEvent.objects.order_by("id")
    return [(str(row.id), row.seq, row.state, bytes(row.leaf), str(row.record_id)) for row in rows]


def test_a_device_has_all_of_the_centre_without_an_account(door, transactional_db):
    shopping.open_shop(stock=5)
    visitor = shopping.visitor(door)
    visitor.create_cart()
    block = consent.consent_block(door, as_=visitor.caller, marketing_email=True, support=False)
    given = door.give_or_refuse_consents(as_=visitor.caller, consent=block)

    ended = door.withdraw_consent(as_=visitor.caller, flags=["marketing_email"])

    assert {one["flag"]: one["state"] for one in ended["consents"]} == {
        "storefront": "given",
        "support": "refused",
        "marketing_email": "withdrawn",
    }
    told = [
        receipts.verified(
            door.consent_receipt(as_=visitor.caller, id=record)["receipt"],
            receipts.public_key(),
        )
        for record in given.consent_records
    ]
    assert {one["record"]["flag"]: one["record"]["state"] for one in told} == {
        "marketing_email": "withdrawn",
        "support": "refused",
    }
    steps = [(one["flag"], one["state"]) for one in door.export_consents(as_=visitor.caller)["steps"]]
    assert steps[-1] == ("marketing_email", "withdrawn")
    assert len(steps) == 4
    other = shopping.visitor(door)
    other.create_cart()
    assert states(door.own_consents(as_=other.caller)) == {"storefront": "given"}
    assert door.consent_receipt(as_=other.caller, id=given.consent_records[0]).error == "not_found"


@pytest.mark.parametrize("way", ["sign_in", "sign_up"])
def test_it_follows_a_device_into_the_account_and_changes_no_event(door, transactional_db, way):
    shopping.open_shop(stock=5)
    visitor = shopping.visitor(door)
    visitor.create_cart()
    block = consent.consent_block(door, as_=visitor.caller, support=True, marketing_email=False)
    record = door.give_or_refuse_consents(as_=visitor.caller, consent=block).consent_records[0]
    before = log_of()
    assert len(before) == 3

    if way == "sign_in":
        account = accounts.account()
        opened = door.sign_in(as_=visitor.caller, email=account.email, password=accounts.PASSWORD)
    else:
        facts = {"email": "new@example.kz", "password": accounts.PASSWORD, "surname": "Нур", "first_name": "Дана"}
        agreed = consent.consent_block(door, "account", as_=visitor.caller)
        started = door.sign_up(as_=visitor.caller, **facts, language="kk", age_band="adult", consent=agreed)
        code = letters.last_code("new@example.kz")
        opened = door.verify_email(as_=visitor.caller, sign_up_id=started["id"], code=code)
    assert opened.error is None, opened.body

    customer = accounts.Customer(headers={"X-Session-Token": opened["session_token"]})
    listed = states(door.own_consents(as_=customer))
    assert (listed["storefront"], listed["support"]) == ("given", "given")
    assert listed["marketing_email"] == "refused"
    assert log_of()[:3] == before
    assert len(log_of()) == (3 if way == "sign_in" else len(door.export_consents(as_=customer)["steps"]))
    assert door.consent_receipt(as_=customer, id=record).error is None
    withdrawn = door.withdraw_consent(as_=customer, flags=["support"])
    assert {one["flag"]: one["state"] for one in withdrawn["consents"]}["support"] == "withdrawn"
    assert log_of()[:3] == before
    assert logs.damages() == set()


@pytest.mark.parametrize("flag", FLAGS)
def test_each_purpose_and_each_switch_is_withdrawn_by_itself(door, transactional_db, flag):
    shopping.open_shop(stock=5)
    customer = accounts.customer()
    block = consent.consent_block(door, *FLAGS, as_=customer)
    assert door.give_or_refuse_consents(as_=customer, consent=block).error is None

    door.withdraw_consent(as_=customer, flags=[flag])

    assert states(door.own_consents(as_=customer)) == dict.fromkeys(FLAGS, "given") | {flag: "withdrawn"}


def test_a_term_that_is_over_ends_as_expired_and_what_needs_it_is_refused_from_that_moment(
    door, transactional_db, monkeypatch
):
    """The clock comes by the hour; the write is refused without waiting for it."""
    monkeypatch.setattr(rules, "ENDS_BY_RULE", {Purpose.SUPPORT: "marketing_consent_years"})
    shopping.open_shop(stock=5)
    shopper = shopping.Shopper(door, accounts.customer())
    order = shopper.order()
    thread = door.write_to_support(
        as_=shopper.caller, number=order["number"], text="Когда?", consent=shopper.block("support")
    )
    supporter = support.caller(Role.SUPPORT)
    assert door.answer_thread(as_=supporter, thread=thread["number"], text="Завтра.").error is None
    event = models.ConsentEvent.objects.get(record__flag="support")
    over = event.valid_until + timedelta(seconds=1)
    subject = shopping.stored(order).subject_id
    assert queries.covers(subject, Purpose.SUPPORT, event.valid_until - timedelta(seconds=1)) is True
    assert queries.covers(subject, Purpose.SUPPORT, over) is False

    clock = actors.clock(over, permissions=CLOCK)
    assert expire_consents(actor=clock, command=NoCriteria()).id == "1"

    assert states(door.own_consents(as_=shopper.caller))["support"] == "expired"
    refused = door.answer_thread(as_=supporter, thread=thread["number"], text="Ещё раз.")
    assert refused.error == "consent.not_standing"
    messages = door.own_threads(as_=shopper.caller)["data"][0]["messages"]
    assert [one["text"] for one in messages] == ["Когда?", "Завтра."]


def test_after_a_change_the_old_form_works_for_what_did_not_change(door, transactional_db):
    """409 names what changed; the same form still opens an account without the flag that did."""
    version(1)
    old = consent.consent_block(door, "account")
    version(2, another_recipient)
    facts = {"email": "new@example.kz", "password": accounts.PASSWORD, "surname": "Нур", "first_name": "Дана"}
    wanted = {**facts, "language": "kk", "age_band": "adult"}

    flags = {"account": True, "marketing_email": True}
    refused = door.sign_up(**wanted, consent={"form": old["form"], "flags": flags})
    passed = door.sign_up(**wanted, consent=old)

    assert refused.error == "consent.outdated"
    if door.name == "rest":
        assert refused.status == 409
    assert "crm" in str(refused.body)
    assert passed.error is None, passed.body


def test_a_withdrawal_waits_for_the_customers_own_cancelling_too(door, transactional_db):
    shopping.open_shop(stock=5)
    shopper = shopping.Shopper(door, accounts.customer())
    order = shopper.order()
    refused = door.withdraw_consent(as_=shopper.caller, flags=["order_fulfilment"])
    assert refused.error == "consent.obligation_open"
    assert "Art. 8(2)" in str(refused.body)
    assert door.own_consents(as_=shopper.caller)["data"][1]["withdrawal_waits"] is True

    assert door.cancel_order(as_=shopper.caller, number=order["number"]).error is None

    assert states(door.own_consents(as_=shopper.caller))["order_fulfilment"] == "withdrawn"


def test_what_is_asked_again_stands_at_the_address_of_oneself_too(transactional_db):
    door = Door("rest")
    shopping.open_shop(stock=5)
    visitor = shopping.visitor(door)
    visitor.create_cart()

    told, again = (Client(headers=visitor.caller.headers).get(f"/api/v1/{one}") for one in ("consents", "me/consents"))

    assert (told.status_code, again.status_code) == (200, 200)
    assert told.json() == again.json()
    assert [(one["flag"], one["ask_again"]) for one in again.json()["data"]] == [("storefront", False)]
    assert again.headers["Cache-Control"] == "no-store"
    assert Client().get("/api/v1/me/consents").status_code == 401
    assert Client().post("/api/v1/me/consents").status_code == 405
