"""What an answered form leaves behind, and what it does not."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.consent import leaves, models
from shop_api.consent.queries import subjects
from tests.shop_api import rows
from tests.shop_api.consent import factories
from tests.shop_api.consent.conftest import Person, events_of
from tests.shop_api.door import Door

pytestmark = pytest.mark.django_db(transaction=True)


def say(door: Door, person: Person, **answers: bool) -> Any:
    block = factories.consent_block(door, as_=person.caller, **answers)
    return door.give_or_refuse_consents(as_=person.caller, consent=block)


def test_given_and_refused_flags_are_recorded_with_what_was_shown(door, policy, person):
    block = factories.consent_block(door, as_=person.caller, locale="kk", support=True, marketing_email=False)

    answer = door.give_or_refuse_consents(
        as_=person.caller.with_headers(**{"User-Agent": "Test browser"}), consent=block
    )

    assert answer.error is None
    assert len(answer.consent_records) == 2
    assert events_of("support") == [(1, "given")]
    assert events_of("marketing_email") == [(1, "refused")]
    record = models.ConsentRecord.objects.get(flag="support")
    assert bytes(record.subject_ref) == subjects.subject_ref(person.subject_id)
    assert record.facts["other"]["wording"] == policy["purposes"][3]["wording"]["kk"]
    assert record.facts["other"]["policy"]["text_sha256"] == policy["texts"]["kk"]["sha256"]
    shown = models.Presentation.objects.get()
    assert (shown.locale, shown.version, shown.token) == ("kk", 1, block["form"])
    evidence = models.ConsentEvidence.objects.get()
    assert (evidence.address, evidence.user_agent) == ("127.0.0.0", "Test browser")


def test_the_eight_elements_stand_in_each_record(door, policy, person):
    say(door, person, order_fulfilment=True, third_party_transfer=False)

    facts = models.ConsentRecord.objects.get(flag="order_fulfilment").facts

    assert facts["operator"] == {"bin": "180140023215", "legal_name": policy["operator"]["legal_name"]}
    assert facts["subject"] == {"name": "in evidence, committed to by hash"}
    assert facts["term"] == {"from": "the time of the event", "until": "withdrawal"}
    assert facts["third_party_transfer"] == "asked apart"
    assert facts["cross_border_transfer"] == "asked apart"
    assert facts["publication"] == "no"
    assert facts["data"] != {}
    assert facts["other"]["law"] == "law 94-V of 21.05.2013"


def test_saying_the_same_again_adds_no_event_but_leaves_its_trace(door, policy, person):
    first = say(door, person, support=True)
    before = rows.snapshot()

    second = say(door, person, support=True)

    assert rows.left_behind(before) == {
        "consent_presentation": 1,
        "consent_consentuse": 1,
        "gate_idempotencykey": 1,
    }
    assert second.consent_records == first.consent_records
    assert events_of("support") == [(1, "given")]


def test_one_form_serves_many_writes_and_is_kept_once(door, policy, person):
    block = factories.consent_block(door, as_=person.caller, support=True)

    for _ in range(3):
        assert door.give_or_refuse_consents(as_=person.caller, consent=block).error is None

    assert models.Presentation.objects.count() == 1
    assert models.ConsentUse.objects.count() == 3


def test_no_to_what_stands_is_a_withdrawal(door, policy, person):
    say(door, person, marketing_email=True)

    say(door, person, marketing_email=False)

    assert events_of("marketing_email") == [(1, "given"), (2, "withdrawn")]
    assert models.ConsentCurrent.objects.get().state == "withdrawn"


def test_consent_under_a_new_version_is_renewed(door, policy, person):
    say(door, person, support=True)
    factories.publish_policy(2)

    say(door, person, support=True)

    assert events_of("support") == [(1, "given"), (2, "renewed")]
    assert models.ConsentCurrent.objects.get().version == 2


def test_global_privacy_control_refuses_marketing(door, policy, person):
    block = factories.consent_block(door, as_=person.caller, support=True, marketing_email=True)

    door.give_or_refuse_consents(as_=person.caller.with_headers(**{"Sec-GPC": "1"}), consent=block)

    assert events_of("marketing_email") == [(1, "refused")]
    assert events_of("support") == [(1, "given")]


def test_a_replay_shows_the_same_records_and_writes_nothing(door, policy, person):
    block = factories.consent_block(door, as_=person.caller, support=True)
    first = door.give_or_refuse_consents(as_=person.caller, consent=block, key="replay-" + "0" * 16)
    before = rows.snapshot()

    again = door.give_or_refuse_consents(as_=person.caller, consent=block, key="replay-" + "0" * 16)

    assert again.is_replay is True
    assert again.consent_records == first.consent_records
    assert rows.left_behind(before) == {}


def test_consent_costs_no_more_than_twelve_statements(door, policy, person):
    block = factories.consent_block(
        door, "order_fulfilment", "third_party_transfer", as_=person.caller, marketing_email=False
    )

    with CaptureQueriesContext(
        connection,
    ) as captured:
        door.give_or_refuse_consents(as_=person.caller, consent=block)

    ours = [one["sql"] for one in captured if "consent_" in one["sql"] or "advisory" in one["sql"]]
    assert len(ours) == 12


def test_leaves_can_be_made_again_from_what_is_stored(door, policy, person):

    say(door, person, support=True, marketing_email=False)

    for event in models.ConsentEvent.objects.select_related("record", "presentation"):
        assert leaves.leaf_of(event, event.record.facts_sha256, event.presentation) == bytes(event.leaf)


def test_parallel_answers_of_one_person_are_told_in_order(policy, person):
    door = Door("rest")
    blocks = [factories.consent_block(door, as_=person.caller, marketing_email=yes) for yes in [True, False] * 4]
    errors: list[str | None] = []

    def send(block: dict[str, Any]) -> None:
        from tests.shop_api.door import Caller

        apart = Caller(person.caller.headers)
        errors.append(door.give_or_refuse_consents(as_=apart, consent=block).error)
        connection.close()

    threads = [threading.Thread(target=send, args=[block]) for block in blocks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == [None] * 8
    events = models.ConsentEvent.objects.order_by("seq")
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    states = [event.state for event in events]
    assert all(one != other for one, other in zip(states, states[1:], strict=False))
    assert models.ConsentCurrent.objects.get().state == states[-1]
