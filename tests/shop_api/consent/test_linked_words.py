"""A word counts against what stands for the person, whichever of their subjects said it; and only their own words."""

from datetime import timedelta

import pytest

from shop_api.consent import models, queries, refusals, steps
from shop_api.consent.use_cases.expire_consents import expire_consents
from shop_api.gate import actor as actors
from shop_api.gate import effects
from shop_api.gate.permissions import CLOCK
from shop_api.values.contract import NoCriteria
from shop_api.values.purposes import FLAGS, Purpose
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import factories as consent
from tests.shop_api.consent.test_subjects import NOON, actor, policy, say  # noqa: F401 - policy is in force here too
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db(transaction=True)


def stands(subject_id, flag="support", minutes=60):
    return queries.covers(subject_id, FLAGS[flag], NOON + timedelta(minutes=minutes))


def linked(own, other):
    """A device and an account that said this (or nothing) before they were linked; the device spoke last."""
    device, account = steps.new_subject(actor()), steps.new_subject(actor())
    if own is not None:
        say(account, minutes=1, support=own)
    if other is not None:
        say(device, minutes=2, support=other)
    steps.link_subjects(of=device, to=account, at=NOON + timedelta(minutes=3))
    return device, account


@pytest.mark.parametrize("own", [None, True, False])
@pytest.mark.parametrize("other", [None, True, False])
@pytest.mark.parametrize("now", [True, False])
def test_the_newest_word_of_a_person_holds(own, other, now):
    _, account = linked(own, other)

    say(account, minutes=4, support=now)

    assert stands(account) is now
    newest = models.ConsentEvent.objects.order_by("-event_time", "-seq").first()
    before = other if other is not None else own
    is_new = (own, other) not in ((now, None), (None, None)) or before is not now
    if is_new:  # what a linked subject said is not one's own proof: one's own word is written anew
        assert newest.event_time == NOON + timedelta(minutes=4)
        expected = {(True, True): "renewed", (True, False): "withdrawn", (False, True): "given"}
        assert newest.state == expected.get((bool(before), now), "refused")


def test_a_no_to_what_a_linked_device_gave_is_a_withdrawal_and_is_announced(monkeypatch):
    told = []
    monkeypatch.setattr(effects, "announce", lambda name, **facts: told.append((name, facts["flag"])))
    device, account = linked(None, True)
    told.clear()

    say(account, minutes=4, support=False)

    assert told == [("consent.withdrawn", "support")]
    event = models.ConsentEvent.objects.get(state="withdrawn")
    given = models.ConsentEvent.objects.get(state="given")
    assert event.record.facts == given.record.facts  # what ended is what was given
    assert event.record_id != given.record_id
    assert stands(device) is True  # a device is left its word; the account's is its own


def test_what_a_device_said_before_it_was_linked_is_not_undone_by_its_next_user():
    device, account = linked(True, False)

    say(device, minutes=5, support=True)

    assert (stands(account), stands(device)) == (False, True)
    told = queries.said_by_many([account])[account]
    assert [(one.flag, one.state) for one in told] == [("support", "refused")]


def test_a_yes_after_the_term_is_a_new_consent_though_the_clock_was_late():
    person = steps.new_subject(actor())
    say(person, marketing_email=True)
    ends = models.ConsentEvent.objects.get().valid_until
    late = int((ends - NOON) / timedelta(minutes=1)) + 3

    say(person, minutes=late, marketing_email=True)
    clock = actors.clock(ends + timedelta(minutes=5), permissions=CLOCK, request_id="test")
    expire_consents(actor=clock, command=NoCriteria())

    assert list(models.ConsentEvent.objects.order_by("seq").values_list("seq", "state")) == [(1, "given"), (2, "given")]
    assert queries.covers(person, Purpose.MARKETING_EMAIL, ends + timedelta(minutes=6)) is True


def test_a_claimed_order_holds_a_no_by_form_up(door, transactional_db):
    """Art. 8(2) is not passed by answering a form instead of withdrawing."""
    shopping.open_shop(stock=5)
    account = accounts.customer()
    guest = shopping.visitor(door)
    order = guest.order(buyer={**shopping.BUYER, "email": account.account.email})
    subject = shopping.stored(order).subject_id
    steps.link_subjects(of=subject, to=account.account.subject_id, at=shopping.stored(order).created_at + timedelta(1))
    block = consent.consent_block(door, as_=account, order_fulfilment=False)
    before = models.ConsentEvent.objects.count()

    answer = door.give_or_refuse_consents(as_=account, consent=block)

    assert answer.error == refusals.ObligationOpen.code
    assert models.ConsentEvent.objects.count() == before
