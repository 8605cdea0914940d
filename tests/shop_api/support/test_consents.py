"""A person's consents at the desk: found, listed, opened with a check, revealed for a reason."""

import logging

import pytest

from shop_api.consent import models as consent_models
from shop_api.gate.models import AuditRow
from shop_api.gate.permissions import Role
from shop_api.support import models, rules
from shop_api.values.identifiers import new_id
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import logs
from tests.shop_api.orders import shopping
from tests.shop_api.support import factories

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "The person says they never agreed."


def find(door, staff, **what):
    return door.find_subject(as_=staff, **what)


def opened(door, staff, subject, flag):
    """The record that stands for a flag, opened."""
    listed = door.staff_consents(as_=staff, subject_id=subject)["consents"]
    record = next(one["id"] for one in listed if one["flag"] == flag)
    answer = door.staff_consent_record(as_=staff, subject_id=subject, id=record)
    assert answer.error is None, answer.body
    return answer.data


def test_an_order_a_conversation_and_an_account_lead_to_one_person(door, supporter, write):
    buyer = accounts.customer()
    shopper = shopping.Shopper(door, buyer)
    order = shopper.order()
    thread = write(shopper, order)

    ways = [{"order": order["number"]}, {"thread": thread["number"]}, {"email": buyer.email.upper()}]
    found = [find(door, supporter, **way) for way in ways]

    assert [one["id"] for one in found] == [str(buyer.subject_id)] * 3
    audited = AuditRow.objects.filter(use_case="find_subject").values_list("actor_id", "outcome", "object_id")
    assert set(audited) == {(supporter.id, "done", str(buyer.subject_id))}


@pytest.mark.parametrize("criteria", [{}, {"order": "1", "email": "a@b.kz"}], ids=["nothing", "two things"])
def test_exactly_one_way_leads_to_somebody(door, supporter, criteria):
    assert find(door, supporter, **criteria).error == "input.invalid"


@pytest.mark.parametrize("criteria", [{"order": "48293017756"}, {"thread": "T1"}, {"email": "nobody@example.kz"}])
def test_what_leads_to_nobody_is_not_found(door, supporter, criteria):
    assert find(door, supporter, **criteria).error == "not_found"


def test_the_page_says_what_stands_to_which_text_since_when_and_what_was_said(door, supporter, customer, placed):
    subject = find(door, supporter, order=placed["number"])["id"]
    door.withdraw_consent(as_=customer.caller, flags=["storefront"])

    told = door.staff_consents(as_=supporter, subject_id=subject)

    assert told["id"] == subject
    by_flag = {one["flag"]: one for one in told["consents"]}
    assert (by_flag["storefront"]["state"], by_flag["storefront"]["is_standing"]) == ("withdrawn", False)
    order = by_flag["order_fulfilment"]
    assert (order["state"], order["policy"]["version"], order["policy"]["locale"]) == ("given", 1, "ru")
    newest = told["steps"][0]
    assert (newest["flag"], newest["state"], newest["locale"]) == ("storefront", "withdrawn", "ru")
    assert told["has_more"] is False
    assert AuditRow.objects.get(use_case="staff_consents").object_id == subject


def test_a_guests_order_leads_to_the_guests_consents(door, supporter, guest):
    _, order = guest
    subject = find(door, supporter, order=order["number"])["id"]

    flags = {one["flag"] for one in door.staff_consents(as_=supporter, subject_id=subject)["consents"]}

    assert {"storefront", "order_fulfilment"} <= flags


def test_opening_says_that_the_newest_event_waits_for_its_seal_and_then_in_which_it_stands(door, supporter, placed):
    subject = find(door, supporter, order=placed["number"])["id"]

    waiting = opened(door, supporter, subject, "order_fulfilment")
    logs.seal()
    intact = opened(door, supporter, subject, "order_fulfilment")

    assert (waiting["verdict"], waiting["seal"], waiting["damage"]) == ("waiting", None, [])
    assert (intact["verdict"], intact["seal"]["number"], intact["damage"]) == ("intact", 1, [])
    assert [(one["seq"], one["state"], one["seal"]["number"]) for one in intact["events"]] == [(1, "given", 1)]
    assert AuditRow.objects.filter(use_case="verify_consent_record").count() == 0
    assert AuditRow.objects.filter(use_case="staff_consent_record", object_id=intact["id"]).count() == 2


DAMAGES = {
    "facts_changed": "UPDATE consent_consentrecord SET facts = '[]' WHERE id = '{record}'",
    "record_moved": "UPDATE consent_consentrecord SET locale = 'kk' WHERE id = '{record}'",
    "event_changed": "UPDATE consent_consentevent SET method = 'form:else' WHERE id = '{event}'",
    "out_of_order": "UPDATE consent_consentevent SET seq = 9 WHERE id = '{event}'",
    "not_in_seal": "UPDATE consent_sealedevent SET leaf = sha256(leaf) WHERE event_id = '{event}'",
    "events_gone": "DELETE FROM consent_consentevent WHERE id = '{event}'",
    "evidence_changed": "UPDATE consent_consentevidence SET salt = sha256(salt)",
    "evidence_shut": "UPDATE consent_consentevidence SET name = address WHERE address <> ''",
    "stands_missing": "DELETE FROM consent_consentcurrent WHERE event_id = '{event}'",
    "stands_otherwise": "UPDATE consent_consentcurrent SET state = 'refused' WHERE event_id = '{event}'",
    "never_sealed": "DELETE FROM consent_sealedevent;"
    "UPDATE consent_consentevent SET recorded_at = recorded_at - interval '2 hours' WHERE id = '{event}'",
}


@pytest.mark.parametrize("fault", DAMAGES)
def test_opening_a_damaged_record_names_the_damage_and_calls_somebody(
    door, supporter, placed, owner_connection, caplog, fault
):
    subject = find(door, supporter, order=placed["number"])["id"]
    logs.seal()
    event = consent_models.ConsentEvent.objects.get(record__flag="order_fulfilment")
    for statement in DAMAGES[fault].format(record=event.record_id, event=event.id).split(";"):
        logs.tamper(owner_connection, statement)

    with caplog.at_level(logging.ERROR):
        answer = door.staff_consent_record(as_=supporter, subject_id=subject, id=str(event.record_id))

    assert answer.error is None, answer.body
    assert answer["verdict"] == "damaged"
    assert fault in {one["fault"] for one in answer["damage"]}
    row = AuditRow.objects.get(use_case="verify_consent_record")
    assert (row.outcome, row.object_id, row.actor_id) == ("consent.log_damaged", str(event.record_id), supporter.id)
    assert row.details == {"damages": len(answer["damage"])}
    (line,) = [one.getMessage() for one in caplog.records if one.name == "shop_api.consent.queries.checks"]
    assert line.startswith(f"Consent record {event.record_id} is damaged: ")


def test_evidence_is_masked_until_it_is_revealed_for_a_reason(door, supporter, placed):
    subject = find(door, supporter, order=placed["number"])["id"]
    record = opened(door, supporter, subject, "order_fulfilment")
    (event,) = record["events"]
    assert event["evidence"] == {"name": "С*** Ә*** Қ***", "address": "***", "user_agent": None}

    answer = door.reveal_evidence(as_=supporter, subject_id=subject, id=record["id"], reason=REASON)

    assert answer["values"] == [
        {"event": event["id"], "name": "Сейтова Әйгерім Қанатқызы", "address": "127.0.0.0", "user_agent": None}
    ]
    assert answer["left_today"] == rules.REVEALS_A_DAY - 1
    row = models.Reveal.objects.get()
    assert (row.staff_id, str(row.record_id), row.order_id, str(row.subject_id), row.reason) == (
        supporter.id,
        record["id"],
        None,
        subject,
        REASON,
    )


def test_a_repeated_reveal_tells_no_values_and_contacts_share_the_budget(door, supporter, placed):
    subject = find(door, supporter, order=placed["number"])["id"]
    record = opened(door, supporter, subject, "order_fulfilment")["id"]
    wanted = {"subject_id": subject, "id": record, "reason": REASON}
    first = door.reveal_evidence(as_=supporter, key="e" * 20, **wanted)

    again = door.reveal_evidence(as_=supporter, key="e" * 20, **wanted)

    assert (again["id"], again["values"], again.is_replay) == (first["id"], [], True)
    contact = door.reveal_contact(as_=supporter, number=placed["number"], fields=["buyer_name"], reason=REASON)
    assert contact["left_today"] == rules.REVEALS_A_DAY - 2


def test_erased_evidence_is_told_as_gone_and_is_no_damage(door, supporter, placed):
    consent_models.ConsentEvidence.objects.all().delete()
    subject = find(door, supporter, order=placed["number"])["id"]

    record = opened(door, supporter, subject, "order_fulfilment")

    assert (record["verdict"], record["events"][0]["evidence"]) == ("waiting", None)


@pytest.mark.parametrize("reason", ["", "too short"])
def test_a_reveal_without_a_reason_is_refused(door, supporter, placed, reason):
    subject = find(door, supporter, order=placed["number"])["id"]
    record = opened(door, supporter, subject, "order_fulfilment")["id"]
    before = rows.snapshot()

    answer = door.reveal_evidence(as_=supporter, subject_id=subject, id=record, reason=reason)

    assert (answer.error, answer.fields) == ("input.invalid", ["/reason"])
    assert rows.left_behind(before) == {}


def test_a_record_of_somebody_else_is_not_there(door, supporter, placed):
    other = door.find_subject(as_=supporter, order=placed["number"])["id"]
    record = opened(door, supporter, other, "order_fulfilment")["id"]

    stranger = new_id()

    assert door.staff_consents(as_=supporter, subject_id=stranger).error == "not_found"
    assert door.staff_consent_record(as_=supporter, subject_id=stranger, id=record).error == "not_found"
    answer = door.reveal_evidence(as_=supporter, subject_id=stranger, id=record, reason=REASON)
    assert answer.error == "not_found"
    assert models.Reveal.objects.exists() is False


def test_moderators_open_nobodys_consents(door, shop, placed):
    moderator = factories.caller(Role.MODERATOR)

    assert door.find_subject(as_=moderator, order=placed["number"]).error == "not_found"
