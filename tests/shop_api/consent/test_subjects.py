"""Subjects that are joined later, and what then counts for whom."""

from datetime import UTC, datetime, timedelta

import pytest

from shop_api.consent import contracts, leaves, models, queries, steps
from shop_api.consent.queries import form
from shop_api.consent.steps import checking, recording
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.consent_port import About, ConsentBlock, Declared
from shop_api.values.purposes import FLAGS, Purpose
from tests.shop_api.consent import factories

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def policy(transactional_db):
    return factories.publish_policy()


def actor(minutes: int = 0) -> Actor:
    return Actor(kind=ActorKind.CART, at=NOON + timedelta(minutes=minutes), door="rest")


def say(subject_id, minutes=0, **answers):
    who = actor(minutes)
    shown = form.consent_form(actor=who, criteria=contracts.ConsentFormOf())
    declared = Declared(optional=tuple(FLAGS[name] for name in answers))
    command = contracts.GiveOrRefuseConsents(consent=ConsentBlock(form=shown.token, flags=answers))
    checked = checking.check(who, declared, command)
    return recording.record(who, About(subject_id, "Serikova Aigerim"), checked.payload, f"test:{minutes}")


def test_an_account_is_covered_by_what_its_device_said_before_they_were_linked():
    device, account = steps.new_subject(actor()), steps.new_subject(actor())
    say(device, storefront=True)

    assert queries.covers(account, Purpose.STOREFRONT, NOON) is False
    steps.link_subjects(of=device, to=account, at=NOON + timedelta(minutes=1))

    assert queries.covers(account, Purpose.STOREFRONT, NOON) is True
    assert queries.covers(device, Purpose.STOREFRONT, NOON) is True


def test_what_a_shared_device_says_later_is_not_the_accounts_word():
    device, account = steps.new_subject(actor()), steps.new_subject(actor())
    steps.link_subjects(of=device, to=account, at=NOON + timedelta(minutes=1))

    say(device, minutes=2, storefront=True)

    assert queries.covers(account, Purpose.STOREFRONT, NOON) is False


def test_a_linked_devices_yes_can_be_withdrawn_by_the_account():
    device, account = steps.new_subject(actor()), steps.new_subject(actor())
    say(device, storefront=True)
    steps.link_subjects(of=device, to=account, at=NOON + timedelta(minutes=1))

    recording.withdraw(actor(2), account, [Purpose.STOREFRONT], "test:withdraw")

    assert queries.covers(account, Purpose.STOREFRONT, NOON) is False
    assert queries.covers(device, Purpose.STOREFRONT, NOON) is True
    assert models.ConsentEvent.objects.count() == 2


def test_links_reach_through_a_guests_order_and_stop_at_other_accounts():
    device, order, account, other = (steps.new_subject(actor()) for _ in range(4))
    say(device, storefront=True)
    steps.link_subjects(of=device, to=order, at=NOON + timedelta(minutes=1))
    steps.link_subjects(of=order, to=account, at=NOON + timedelta(minutes=2))
    steps.link_subjects(of=device, to=other, at=NOON + timedelta(minutes=3))
    say(other, minutes=4, marketing_email=True)

    assert queries.covers(account, Purpose.STOREFRONT, NOON) is True
    assert queries.covers(account, Purpose.MARKETING_EMAIL, NOON) is False


def test_linking_twice_keeps_the_first_link():
    device, account = steps.new_subject(actor()), steps.new_subject(actor())

    steps.link_subjects(of=device, to=account, at=NOON)
    steps.link_subjects(of=device, to=account, at=NOON + timedelta(days=1))
    steps.link_subjects(of=account, to=account, at=NOON)

    assert models.SubjectLink.objects.get().linked_at == NOON


def test_a_circle_of_links_ends():
    one, two = steps.new_subject(actor()), steps.new_subject(actor())
    steps.link_subjects(of=one, to=two, at=NOON + timedelta(minutes=1))
    steps.link_subjects(of=two, to=one, at=NOON + timedelta(minutes=1))
    say(one, storefront=True)

    assert queries.covers(two, Purpose.STOREFRONT, NOON) is True


def test_every_write_finds_its_records():
    subject_id = steps.new_subject(actor())

    records = say(subject_id, minutes=5, storefront=True, marketing_email=False)

    assert queries.records_of("test:5") == records
    assert queries.records_of("test:6") == ()


def test_the_name_is_kept_as_evidence_and_the_log_survives_its_erasure():
    say(steps.new_subject(actor()), storefront=True)

    evidence = models.ConsentEvidence.objects.get()
    assert evidence.name == "Serikova Aigerim"
    evidence.delete()

    event = models.ConsentEvent.objects.get()
    assert leaves.leaf_of(event, event.record.facts_sha256, event.presentation) == bytes(event.leaf)


def test_the_log_names_no_subject():
    subject_id = steps.new_subject(actor())
    say(subject_id, storefront=True)

    assert bytes(models.ConsentRecord.objects.get().subject_ref) != subject_id.bytes
