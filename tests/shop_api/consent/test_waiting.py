"""Withdrawals that wait for an obligation, and consents that end by themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from shop_api.consent import models, obligations, tasks
from shop_api.consent.steps import subjects, withdrawals
from shop_api.consent.use_cases.expire_consents import expire_consents
from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.values.contract import NoCriteria
from tests.shop_api.consent.conftest import events_of
from tests.shop_api.consent.test_own import say, states

pytestmark = pytest.mark.django_db(transaction=True)
_DAY = timedelta(days=1)


class Order:
    """An obligation that is open until it is not."""

    def __init__(self) -> None:
        self.is_open = True

    def __call__(self, actor, subject_ids, flag):
        return self.is_open and flag == "order_fulfilment"


@pytest.fixture
def order(monkeypatch):
    made = Order()
    monkeypatch.setitem(obligations._checks, "test", made)
    return made


def end(order, subject_id, at=None):
    order.is_open = False
    with transaction.atomic():
        withdrawals.carry_out(actor=clock(at), subject_id=subject_id)


def clock(at=None):
    return actors.clock(at or datetime.now(UTC), permissions=CLOCK)


def test_a_withdrawal_is_refused_with_its_article_kept_and_carried_out_when_the_order_ends(door, policy, person, order):
    say(door, person, order_fulfilment=True, marketing_email=True)

    refused = door.withdraw_consent(as_=person.caller, flags=["processing"])

    assert refused.error == "consent.obligation_open"
    assert "Art. 8(2)" in str(refused.body)
    assert states(door.own_consents(as_=person.caller)) == {"order_fulfilment": "given", "marketing_email": "withdrawn"}
    end(order, person.subject_id)
    assert states(door.own_consents(as_=person.caller))["order_fulfilment"] == "withdrawn"
    assert events_of("order_fulfilment") == [(1, "given"), (2, "withdrawn")]
    assert models.DeferredWithdrawal.objects.get().outcome == "carried_out"


def test_asking_twice_keeps_one(door, policy, person, order):
    say(door, person, order_fulfilment=True)

    for _ in range(2):
        assert door.withdraw_consent(as_=person.caller, flags=["order_fulfilment"]).error == "consent.obligation_open"

    assert models.DeferredWithdrawal.objects.count() == 1


def test_another_open_order_holds_it_up_still(door, policy, person, order):
    say(door, person, order_fulfilment=True)
    door.withdraw_consent(as_=person.caller, flags=["order_fulfilment"])

    with transaction.atomic():
        withdrawals.carry_out(actor=clock(), subject_id=person.subject_id)

    assert models.DeferredWithdrawal.objects.get().ended_at is None
    assert events_of("order_fulfilment") == [(1, "given")]


def test_who_agreed_anew_after_asking_keeps_their_newer_word(door, policy, person, order):
    say(door, person, order_fulfilment=True)
    door.withdraw_consent(as_=person.caller, flags=["order_fulfilment"])
    say(door, person, order_fulfilment=True)

    end(order, person.subject_id)

    assert models.DeferredWithdrawal.objects.get().outcome == "superseded"
    assert events_of("order_fulfilment") == [(1, "given")]


def test_the_end_of_a_linked_guests_order_frees_the_accounts_withdrawal(door, policy, person, order):
    guest = subjects.new_subject(clock())
    subjects.link_subjects(of=guest, to=person.subject_id, at=datetime.now(UTC))
    say(door, person, order_fulfilment=True)
    door.withdraw_consent(as_=person.caller, flags=["order_fulfilment"])

    end(order, guest)

    assert states(door.own_consents(as_=person.caller)) == {"order_fulfilment": "withdrawn"}


def test_marketing_ends_by_itself_and_the_rest_does_not(door, policy, person):
    say(door, person, marketing_email=True, support=True)
    (listed,) = [one for one in door.own_consents(as_=person.caller)["data"] if one["flag"] == "marketing_email"]
    ends = models.ConsentEvent.objects.get(record__flag="marketing_email").valid_until
    assert datetime.fromisoformat(listed["valid_until"]) == ends

    early = expire_consents(actor=clock(ends - _DAY), command=NoCriteria())
    late = expire_consents(actor=clock(ends), command=NoCriteria())
    again = expire_consents(actor=clock(ends + _DAY), command=NoCriteria())

    assert (early.id, late.id, again.id) == ("0", "1", "0")
    assert states(door.own_consents(as_=person.caller)) == {"support": "given", "marketing_email": "expired"}
    event = models.ConsentEvent.objects.get(state="expired")
    assert (event.indicated_by, event.method, event.seq) == ("operator", "term", 2)


def test_the_worker_looks_every_hour(transactional_db):
    tasks.expire(timestamp=0)


def test_everything_about_oneself_can_be_downloaded(door, policy, person, stranger):
    say(door, person, marketing_email=True, support=True)
    door.withdraw_consent(as_=person.caller, flags=["support"])

    told = door.export_consents(as_=person.caller)

    told_steps = [(one["flag"], one["seq"], one["state"]) for one in told["steps"]]
    assert sorted(told_steps[:2]) == [("marketing_email", 1, "given"), ("support", 1, "given")]
    assert told_steps[2:] == [("support", 2, "withdrawn")]
    assert {one["flag"] for one in told["consents"]} == {"marketing_email", "support"}
    assert door.export_consents(as_=stranger.caller)["steps"] == []
    assert door.export_consents().error == "auth.required"
