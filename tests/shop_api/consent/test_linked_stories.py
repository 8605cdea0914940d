"""Receipts and exports of somebody whose device or guest's order was linked: one story, and nobody else's words."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from shop_api.consent import models, receipts, steps
from shop_api.consent.queries import checks, subjects
from shop_api.doors import caller
from tests.shop_api.consent import factories, logs
from tests.shop_api.consent.conftest import Person
from tests.shop_api.door import Door

pytestmark = pytest.mark.django_db(transaction=True)


def say(door: Door, person: Person, **answers: bool) -> str:
    """Answer a form; returns the id of the first record the answer names."""
    block = factories.consent_block(door, as_=person.caller, **answers)
    answer = door.give_or_refuse_consents(as_=person.caller, consent=block)
    assert answer.error is None, answer.body
    return answer.consent_records[0]


def link(of: Person, to: Person) -> None:
    """What a sign-in on a device does, or the claim of a guest's order."""
    steps.link_subjects(of=of.subject_id, to=to.subject_id, at=timezone.now())


def told(door: Door, person: Person, record: str) -> dict:
    """What the receipt of a record says."""
    answer = door.consent_receipt(as_=person.caller, id=record)
    assert answer.error is None, answer.body
    return receipts.verified(answer["receipt"], receipts.public_key())


def ref(person: Person) -> str:
    return subjects.subject_ref(person.subject_id).hex()


def story_of(receipt: dict) -> list[tuple[int, str, str]]:
    """Each event with whose word it was: the reference it names, else the receipt's own."""
    own = receipt["elements"]["subject"]["reference"]
    return [(one["seq"], one["state"], one.get("under", {}).get("reference", own)) for one in receipt["events"]]


def test_a_receipt_of_a_claimed_record_says_what_the_account_said_since(door, policy, person, stranger):
    given = say(door, stranger, marketing_email=True)
    link(of=stranger, to=person)
    assert told(door, person, given)["record"]["state"] == "given"

    assert door.withdraw_consent(as_=person.caller, flags=["marketing_email"]).error is None

    story = [(1, "given", ref(stranger)), (1, "withdrawn", ref(person))]
    receipt = told(door, person, given)
    assert receipt["elements"]["subject"]["reference"] == ref(stranger)
    assert story_of(receipt) == story
    assert receipt["record"]["state"] == "withdrawn"
    own = door.own_consents(as_=person.caller)["data"][0]["id"]
    assert own != given
    assert story_of(told(door, person, own)) == story
    assert receipt["events"][1]["under"] == {"version": 1, "locale": "ru", "reference": ref(person)}
    logs.seal()
    assert logs.damages() == set()


def test_an_accounts_own_receipt_mentions_the_yes_that_came_with_a_device(door, policy, person, stranger):
    refused = say(door, person, marketing_email=False)
    say(door, stranger, marketing_email=True)
    link(of=stranger, to=person)
    assert door.withdraw_consent(as_=person.caller, flags=["marketing_email"]).error is None

    receipt = told(door, person, refused)

    assert story_of(receipt) == [
        (1, "refused", ref(person)),
        (1, "given", ref(stranger)),
        (2, "withdrawn", ref(person)),
    ]
    assert "under" not in receipt["events"][0]


def test_a_receipt_names_the_transfers_that_stand_for_the_person(door, policy, person, stranger):
    switches = {"third_party_transfer": True, "cross_border_transfer": True}
    records = say(door, stranger, order_fulfilment=True, **switches)
    link(of=stranger, to=person)
    assert told(door, person, records)["elements"]["third_party_transfer"] == "given"

    door.withdraw_consent(as_=person.caller, flags=["third_party_transfer"])

    elements = told(door, person, records)["elements"]
    assert (elements["third_party_transfer"], elements["cross_border_transfer"]) == ("withdrawn", "given")


def test_what_others_say_later_on_a_shared_device_is_in_no_export_and_no_receipt(door, policy, person, stranger):
    before = say(door, stranger, storefront=True)
    link(of=stranger, to=person)
    say(door, stranger, storefront=False)
    later = say(door, stranger, marketing_email=True)

    export = door.export_consents(as_=person.caller)

    assert [(one["flag"], one["state"]) for one in export["steps"]] == [("storefront", "given")]
    assert story_of(told(door, person, before)) == [(1, "given", ref(stranger))]
    assert door.consent_receipt(as_=person.caller, id=later).error == "not_found"
    assert story_of(told(door, stranger, before)) == [(1, "given", ref(stranger)), (2, "withdrawn", ref(stranger))]
    assert told(door, stranger, later)["record"]["state"] == "given"


def test_a_word_torn_out_of_a_linked_story_leaves_no_receipt(door, policy, person, stranger, owner_connection):
    given = say(door, stranger, support=True)
    link(of=stranger, to=person)
    door.withdraw_consent(as_=person.caller, flags=["support"])
    assert told(door, person, given)["record"]["state"] == "withdrawn"

    logs.tamper(owner_connection, "DELETE FROM consent_consentevent WHERE state = 'withdrawn'")

    assert door.consent_receipt(as_=person.caller, id=given).error == "consent.log_damaged"


def test_an_answer_that_comes_while_a_receipt_is_made_is_no_damage(door, policy, person, monkeypatch, caplog):
    """Each statement sees its own moment: between two of them the person may say something else."""
    given = say(door, person, support=True)
    proofs_of = checks.log.proofs_of

    def and_meanwhile(events):
        monkeypatch.setattr(checks.log, "proofs_of", proofs_of)
        say(Door("rest"), person, support=False)
        return proofs_of(events)

    monkeypatch.setattr(checks.log, "proofs_of", and_meanwhile)

    receipt = told(door, person, given)

    assert models.ConsentCurrent.objects.get().state == "withdrawn"
    assert receipt["record"]["state"] == "given"
    assert [one for one in caplog.records if one.name == "shop_api.consent.queries.checks"] == []
    assert told(door, person, given)["record"]["state"] == "withdrawn"


def test_steps_of_a_flag_stand_in_their_order_whatever_times_they_say(door, policy, person, monkeypatch):
    """Of two answers at once the one that waited for its turn may have come first."""
    now = timezone.now()
    forms = [factories.consent_block(door, as_=person.caller, support=yes) for yes in (True, False, True)]
    other = factories.consent_block(door, as_=person.caller, marketing_email=True)
    for seconds, block in ((10, forms[0]), (30, forms[1]), (20, forms[2]), (25, other)):
        at = now + timedelta(seconds=seconds)
        monkeypatch.setattr(caller, "timezone", SimpleNamespace(now=lambda at=at: at))
        assert door.give_or_refuse_consents(as_=person.caller, consent=block).error is None

    steps_told = door.export_consents(as_=person.caller)["steps"]

    assert [(one["flag"], one["seq"]) for one in steps_told] == [
        ("support", 1),
        ("support", 2),
        ("support", 3),
        ("marketing_email", 1),
    ]
