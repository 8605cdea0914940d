"""Withdrawing consent to an order's fulfilment: refused while it is open, kept, and never lost on the way."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from shop_api.consent import models as consent
from shop_api.consent import obligations
from shop_api.consent import tasks as consent_tasks
from shop_api.consent.queries import subjects
from shop_api.orders import models
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.door import Answer, Caller, Door
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db(transaction=True)
FLAG = "order_fulfilment"
_LONG = 30.0
_BLOCKED = 1.5  # seconds; whoever has not come back by then waits for us


@pytest.fixture(autouse=True)
def _shop(transactional_db: None) -> None:
    shopping.open_shop()


@pytest.fixture
def owner() -> accounts.Customer:
    """An account whose confirmed address stands on the orders of these tests."""
    return accounts.customer(email="aigerim@example.kz")


def withdraw(door: Door, caller: Caller) -> Answer:
    answer: Answer = door.withdraw_consent(as_=caller, flags=[FLAG])
    return answer


def own(door: Door, caller: Caller) -> tuple[str, bool]:
    """The state of the flag as its person reads it, and whether a withdrawal waits."""
    [one] = [one for one in door.own_consents(as_=caller)["data"] if one["flag"] == FLAG]
    return one["state"], one["withdrawal_waits"]


def outcomes() -> list[str]:
    return list(consent.DeferredWithdrawal.objects.order_by("asked_at", "id").values_list("outcome", flat=True))


def done(answer: Answer) -> Answer:
    assert answer.error is None, answer.body
    return answer


def test_what_a_guest_asked_is_carried_out_when_the_account_that_claimed_the_order_cancels_it(
    door: Door, owner: accounts.Customer
) -> None:
    guest = shopping.visitor(door)
    placed = guest.order()
    assert withdraw(door, guest.with_receipt(placed)).error == "consent.obligation_open"

    done(door.claim_order(as_=owner, number=placed["number"]))
    assert own(door, owner) == ("given", True)
    done(door.cancel_order(as_=owner, number=placed["number"]))

    assert own(door, owner) == ("withdrawn", False)
    assert outcomes() == ["carried_out"]


def test_what_a_guest_asked_waits_for_the_accounts_other_order_and_yields_to_its_newer_word(
    door: Door, owner: accounts.Customer
) -> None:
    guest = shopping.visitor(door)
    placed = guest.order()
    withdraw(door, guest.with_receipt(placed))
    done(door.claim_order(as_=owner, number=placed["number"]))
    shopping.Shopper(door, owner).order()

    done(door.cancel_order(as_=owner, number=placed["number"]))

    assert own(door, owner) == ("renewed", False)
    assert outcomes() == ["superseded"]


def test_who_agreed_anew_and_asks_again_has_asked_again(door: Door, owner: accounts.Customer) -> None:
    shopper = shopping.Shopper(door, owner)
    first = shopper.order()
    withdraw(door, owner)
    second = shopper.order()
    withdraw(door, owner)

    for placed in (first, second):
        done(door.cancel_order(as_=owner, number=placed["number"]))

    assert own(door, owner) == ("withdrawn", False)
    assert outcomes() == ["superseded", "carried_out"]


def test_an_order_cancelled_while_its_withdrawal_is_being_kept_carries_it_out(
    door: Door, owner: accounts.Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = shopping.Shopper(door, owner).order()
    beside = beside_the_question(monkeypatch, lambda: door.cancel_order(as_=owner, number=placed["number"]))

    asked = withdraw(door, owner)

    done(beside.answer())
    assert asked.error == "consent.obligation_open"
    assert models.Order.objects.get().status == "cancelled"
    assert own(door, owner) == ("withdrawn", False)


def test_an_order_placed_while_a_withdrawal_is_decided_comes_after_it(
    door: Door, owner: accounts.Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopper = shopping.Shopper(door, owner)
    done(door.cancel_order(as_=owner, number=shopper.order()["number"]))
    done(shopper.create_cart())
    done(shopper.add())
    wish = shopper.wish(done(shopper.quote()))
    beside = beside_the_question(monkeypatch, lambda: door.place_order(as_=shopper.caller, **wish))

    asked = withdraw(door, owner)

    done(beside.answer())
    assert asked.error is None, asked.body
    assert own(door, owner) == ("given", False)
    events = consent.ConsentEvent.objects.filter(record__flag=FLAG).order_by("seq")
    assert list(events.values_list("state", flat=True)) == ["given", "withdrawn", "given"]


def test_an_order_claimed_while_its_guest_withdraws_keeps_the_withdrawal_for_the_account(
    door: Door, owner: accounts.Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = shopping.visitor(door)
    placed = guest.order()
    with_receipt = guest.with_receipt(placed)
    beside = beside_the_question(monkeypatch, lambda: door.claim_order(as_=owner, number=placed["number"]))

    asked = withdraw(door, with_receipt)

    done(beside.answer())
    assert asked.error == "consent.obligation_open"
    assert outcomes() == [""]
    done(door.cancel_order(as_=owner, number=placed["number"]))
    assert outcomes() == ["carried_out"]


def test_the_clock_carries_out_what_was_missed(door: Door, owner: accounts.Customer) -> None:
    """A worker's second look: nothing that waits for an order which has ended waits for good."""
    missed, held = shopping.Shopper(door, owner), shopping.Shopper(door, accounts.customer())
    missed.order()
    held.order()
    for shopper in (missed, held):
        withdraw(door, shopper.caller)
    models.Order.objects.filter(account_id=owner.id).update(status="cancelled")

    consent_tasks.carry_out(timestamp=0)

    assert own(door, missed.caller) == ("withdrawn", False)
    assert own(door, held.caller) == ("given", True)
    event = consent.ConsentEvent.objects.get(state="withdrawn")
    assert (event.indicated_by, event.method) == ("subject", "withdrawal:clock")


def test_a_strangers_word_on_a_shared_device_withdraws_nothing_of_whoever_signed_in_before(
    door: Door, owner: accounts.Customer
) -> None:
    guest = shopping.visitor(door)
    placed = guest.order()
    withdraw(door, guest.with_receipt(placed))
    done(door.claim_order(as_=owner, number=placed["number"]))
    later = datetime.now(UTC) + timedelta(minutes=1)
    consent.DeferredWithdrawal.objects.update(asked_at=later)  # as if somebody had asked after the claim

    done(door.cancel_order(as_=owner, number=placed["number"]))

    ended = consent.ConsentEvent.objects.filter(state="withdrawn").select_related("record")
    assert [bytes(one.record.subject_ref) == subjects.subject_ref(owner.subject_id) for one in ended] == [False]


class Beside:
    """What somebody else does in a thread of their own, begun while the first stands at a question."""

    def __init__(self, act: Callable[[], Answer]) -> None:
        self._act = act
        self._told: list[Answer] = []
        self._thread = threading.Thread(target=self._run)

    def begin(self) -> None:
        """Begin, and give it time to finish or to wait for us."""
        self._thread.start()
        self._thread.join(_BLOCKED)

    def answer(self) -> Answer:
        """Its answer, once it has one."""
        self._thread.join(_LONG)
        [told] = self._told
        return told

    def _run(self) -> None:
        try:
            self._told.append(self._act())
        finally:
            connections.close_all()


def beside_the_question(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Answer]) -> Beside:
    """Run `act` right after the first question whether an obligation is open was answered."""
    beside, ask, begun = Beside(act), obligations.is_open, threading.Event()

    def asked(*args: Any) -> bool:
        is_open = ask(*args)
        if not begun.is_set():
            begun.set()
            beside.begin()
        return is_open

    monkeypatch.setattr(obligations, "is_open", asked)
    return beside
