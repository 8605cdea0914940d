"""The responsible person revokes a consent that was not the person's to give."""

import threading

import pytest
from django.db import connection

from shop_api.consent import models as consent_models
from shop_api.consent.queries import subjects
from shop_api.gate.permissions import Role
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.accounts import letters
from tests.shop_api.consent import factories as consent
from tests.shop_api.consent import logs
from tests.shop_api.orders import shopping
from tests.shop_api.reviews import buyers
from tests.shop_api.support import factories

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Согласие дал ребёнок без представителя."


@pytest.fixture
def responsible(shop):
    """The responsible person for personal data."""
    return factories.caller(Role.RESPONSIBLE)


def standing(door, caller):
    return {one["flag"]: one for one in door.own_consents(as_=caller)["data"]}


def revoke(door, staff, subject, record, **changes):
    return door.revoke_consent(as_=staff, **{"subject_id": str(subject), "id": record, "reason": REASON, **changes})


def agreed(door, customer, flag="support", locale="ru"):
    """A consent of a customer; returns its record's id."""
    block = consent.consent_block(door, flag, as_=customer.caller, locale=locale)
    (record,) = door.give_or_refuse_consents(as_=customer.caller, consent=block).consent_records
    return record


def signed_in_on_a_device(door):
    """A visitor who said yes to `storefront`, and the account they then signed in to on that device."""
    visitor = shopping.visitor(door)
    visitor.create_cart()
    account = accounts.account()
    signed_in = door.sign_in(as_=visitor.caller, email=account.email, password=accounts.PASSWORD)
    return visitor, account, accounts.Customer(headers={"X-Session-Token": signed_in["session_token"]})


def test_a_revoked_consent_is_shown_as_revoked_told_by_letter_and_can_be_given_anew(door, responsible, customer):
    record = agreed(door, customer, locale="kk")
    letters.forget()

    answer = revoke(door, responsible, customer.caller.subject_id, record)

    assert (answer["record"], answer["flag"], answer["state"]) == (record, "support", "revoked")
    shown = standing(door, customer.caller)["support"]
    assert (shown["id"], shown["state"], shown["is_standing"], shown["withdraw_at"]) == (record, "revoked", False, None)
    event = consent_models.ConsentEvent.objects.get(state="revoked")
    assert (event.seq, event.indicated_by, event.method) == (2, "operator", f"revocation:{door.name}")
    evidence = consent_models.ConsentEvidence.objects.get(commitment=event.evidence_commitment)
    assert (evidence.name, evidence.address, evidence.user_agent) == ("", "", "")
    (letter,) = letters.posted()
    assert (letter.kind, letter.to, letter.locale) == ("consent_revoked", customer.caller.email, "ru")
    assert letter.parameters["reason"] == REASON
    row = consent_models.ConsentRevocation.objects.get()
    assert (str(row.id), row.event_id, row.staff_id, row.reason) == (answer["id"], event.id, responsible.id, REASON)
    logs.seal()
    assert logs.damages() == set()

    agreed(door, customer)
    assert standing(door, customer.caller)["support"]["state"] == "given"


def test_what_a_withdrawal_ends_a_revocation_ends_at_once(door, responsible):
    buyer = buyers.buyer(door)
    buyers.published(door, factories.caller(Role.MODERATOR), buyer.submit())
    assert door.reviews_of(sku="TEAPOT", locale="ru")["data"][0]["is_anonymous"] is False
    record = standing(door, buyer.caller)["publication"]["id"]

    assert revoke(door, responsible, buyer.caller.subject_id, record).error is None

    assert door.reviews_of(sku="TEAPOT", locale="ru")["data"][0]["is_anonymous"] is True


def test_an_open_order_does_not_hold_it_up(door, responsible, customer, placed):
    record = standing(door, customer.caller)["order_fulfilment"]["id"]

    assert revoke(door, responsible, shopping.stored(placed).subject_id, record).error is None

    assert standing(door, customer.caller)["order_fulfilment"]["state"] == "revoked"
    supporter = factories.caller(Role.SUPPORT)
    revealed = door.reveal_contact(as_=supporter, number=placed["number"], fields=["buyer_name"], reason=REASON)
    assert revealed.error == "consent.not_standing"


def test_revoking_twice_changes_nothing_and_writes_no_second_letter(door, responsible, customer):
    record = agreed(door, customer)
    first = revoke(door, responsible, customer.caller.subject_id, record)
    before = rows.snapshot()

    again = revoke(door, responsible, customer.caller.subject_id, record, reason="Another reason, later.")

    assert (again["id"], again["at"]) == (first["id"], first["at"])
    assert rows.left_behind(before) == {"gate_idempotencykey": 1}
    replay = revoke(door, responsible, customer.caller.subject_id, record, key="")
    assert replay.error == "idempotency.key_missing"


def test_a_repeated_key_answers_the_same_revocation(door, responsible, customer):
    record = agreed(door, customer)

    first = revoke(door, responsible, customer.caller.subject_id, record, key="v" * 20)
    again = revoke(door, responsible, customer.caller.subject_id, record, key="v" * 20)

    assert (again.is_replay, again.data) == (True, first.data)


def test_a_linked_devices_consent_is_revoked_for_the_account(door, responsible):
    _, account, customer = signed_in_on_a_device(door)
    record = standing(door, customer)["storefront"]["id"]

    first = revoke(door, responsible, account.subject_id, record)
    again = revoke(door, responsible, account.subject_id, record)

    assert standing(door, customer)["storefront"]["state"] == "revoked"
    assert again["id"] == first["id"]
    assert consent_models.ConsentEvent.objects.filter(state="revoked").count() == 1


@pytest.mark.parametrize("end", ["withdrawn", "revoked"])
def test_a_linked_devices_record_is_opened_as_what_stands_for_the_person(door, responsible, end):
    _, account, customer = signed_in_on_a_device(door)
    named = {"subject_id": str(account.subject_id), "id": standing(door, customer)["storefront"]["id"]}
    before = door.staff_consent_record(as_=responsible, **named)
    assert (before["state"], before["is_revocable"]) == ("given", True)

    if end == "withdrawn":
        assert door.withdraw_consent(as_=customer, flags=["storefront"]).error is None
    else:
        assert revoke(door, responsible, account.subject_id, named["id"]).error is None

    told = door.staff_consent_record(as_=responsible, **named)
    assert (told["state"], told["is_revocable"], told["damage"]) == (end, False, [])
    assert [(one["seq"], one["state"]) for one in told["events"]] == [(1, "given"), (1, end)]
    account_ref = subjects.subject_ref(account.subject_id).hex()
    assert [one["reference"] for one in told["events"]] == [None, account_ref]
    if end == "withdrawn":
        assert revoke(door, responsible, account.subject_id, named["id"]).error == "consent.nothing_to_revoke"


def test_the_desk_shows_nothing_of_what_others_say_later_on_the_device(door, responsible):
    visitor, account, _ = signed_in_on_a_device(door)
    block = consent.consent_block(door, as_=visitor.caller, storefront=False, marketing_email=True)
    assert door.give_or_refuse_consents(as_=visitor.caller, consent=block).error is None
    later = consent_models.ConsentRecord.objects.get(flag="marketing_email")

    told = door.staff_consents(as_=responsible, subject_id=str(account.subject_id))

    assert [(one["flag"], one["state"]) for one in told["steps"]] == [("storefront", "given")]
    named = {"subject_id": str(account.subject_id), "id": str(later.id)}
    assert door.staff_consent_record(as_=responsible, **named).error == "not_found"
    assert revoke(door, responsible, account.subject_id, str(later.id)).error == "not_found"


def test_a_guest_is_written_to_at_the_address_on_the_order(door, responsible, guest):
    shopper, order = guest
    subject = shopping.stored(order).subject_id
    record = standing(door, shopper.caller)["order_fulfilment"]["id"]
    letters.forget()

    assert revoke(door, responsible, subject, record).error is None

    assert letters.kinds() == [("consent_revoked_guest", shopping.BUYER["email"].lower())]


def test_a_device_nobody_can_reach_gets_no_letter(door, responsible):
    visitor = shopping.visitor(door)
    visitor.create_cart()
    record = standing(door, visitor.caller)["storefront"]["id"]
    subject = consent_models.Subject.objects.get().id

    assert revoke(door, responsible, subject, record).error is None

    assert standing(door, visitor.caller)["storefront"]["state"] == "revoked"
    assert letters.posted() == []


@pytest.mark.parametrize("end", ["withdrawn", "renewed"])
def test_what_does_not_stand_cannot_be_revoked(door, responsible, customer, end):
    record = agreed(door, customer, locale="kk")
    if end == "withdrawn":
        door.withdraw_consent(as_=customer.caller, flags=["support"])
    else:
        agreed(door, customer, locale="ru")
    before = rows.snapshot()

    answer = revoke(door, responsible, customer.caller.subject_id, record)

    assert answer.error == "consent.nothing_to_revoke"
    assert rows.left_behind(before) == {"gate_idempotencykey": 1}


@pytest.mark.parametrize("reason", ["", "too short", " " * 40])
def test_a_reason_has_ten_characters(door, responsible, customer, reason):
    record = agreed(door, customer)
    before = rows.snapshot()

    answer = revoke(door, responsible, customer.caller.subject_id, record, reason=reason)

    assert (answer.error, answer.fields) == ("input.invalid", ["/reason"])
    assert rows.left_behind(before) == {}


def test_the_support_desk_may_not_revoke(door, supporter, customer):
    record = agreed(door, customer)
    before = rows.snapshot()

    assert revoke(door, supporter, customer.caller.subject_id, record).error == "not_found"

    assert rows.left_behind(before) == {}


def test_two_at_once_revoke_once(door, responsible, customer):
    record = agreed(door, customer)
    letters.forget()
    answers = []

    def run():
        try:
            from tests.shop_api.door import Caller

            answers.append(revoke(door, Caller(responsible.headers), customer.caller.subject_id, record))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one.error for one in answers] == [None] * 3
    assert len({one["id"] for one in answers}) == 1
    assert consent_models.ConsentEvent.objects.filter(state="revoked").count() == 1
    assert len(letters.posted()) == 1
