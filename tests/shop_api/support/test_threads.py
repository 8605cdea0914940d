"""Conversations about an order."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.support import models
from shop_api.support.use_cases.close_resolved_threads import close_resolved_threads
from shop_api.values import law
from shop_api.values.clock import day_in_almaty
from shop_api.values.contract import NoCriteria
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_customer_asks_and_reads_the_answer(door, customer, placed, supporter, write):
    asked = write(customer, placed)
    assert asked.error is None
    assert asked["number"][0] == "T"
    assert (asked["status"], asked["order_number"]) == ("open", placed["number"])
    assert len(asked.consent_records) == 1

    answered = door.answer_thread(as_=supporter, thread=asked["number"], text="Завтра до полудня.")

    assert answered["status"] == "waiting_customer"
    assert [(one["author"], one["staff_name"]) for one in answered["messages"]] == [
        ("customer", None),
        ("staff", "Данияр Оспанов"),
    ]
    (mine,) = door.own_threads(as_=customer.caller)["data"]
    assert [(one["author"], one["text"]) for one in mine["messages"]] == [
        ("customer", "Когда привезут?"),
        ("staff", "Завтра до полудня."),
    ]
    assert "Данияр" not in str(mine)


def test_a_letter_says_that_an_answer_waits_and_not_what_it_is(door, customer, placed, supporter, write):
    asked = write(customer, placed)

    door.answer_thread(as_=supporter, thread=asked["number"], text="Завтра до полудня.")

    (letter,) = shopping.letters("support_answer")
    assert letter["to"].lower() == "aigerim@example.kz"
    assert letter["parameters"] == {"thread": asked["number"], "number": placed["number"]}


def test_a_guest_asks_with_the_orders_token(door, guest, supporter, write):
    who, order = guest

    asked = write(who, order)

    assert asked.error is None
    assert [one["number"] for one in door.own_threads(as_=who.caller)["data"]] == [asked["number"]]
    assert models.Thread.objects.get().account_id is None


def test_states_follow_the_messages(door, customer, placed, supporter, write):
    asked = write(customer, placed)
    thread = asked["number"]

    def status() -> str:
        return models.Thread.objects.get().status

    door.answer_thread(as_=supporter, thread=thread, text="Уточняем.")
    assert status() == "waiting_customer"
    write(customer, placed, "Жду.", thread=thread)
    assert status() == "waiting_staff"
    door.resolve_thread(as_=supporter, thread=thread)
    assert status() == "resolved"
    assert door.resolve_thread(as_=supporter, thread=thread).error == "support.transition_refused"
    write(customer, placed, "Всё ещё жду.", thread=thread)
    assert status() == "open"
    events = models.ThreadEvent.objects.order_by("version").values_list("event", "to_status")
    assert list(events) == [
        ("write", "open"),
        ("answer", "waiting_customer"),
        ("reply", "waiting_staff"),
        ("resolve", "resolved"),
        ("write", "open"),
    ]


def test_an_answer_is_due_until_it_is_given(door, customer, placed, supporter, write):
    asked = write(customer, placed)
    thread = asked["number"]
    due = (day_in_almaty(models.Thread.objects.get().created_at) + timedelta(days=10)).isoformat()

    def told() -> tuple[str | None, str | None, bool]:
        (ours,), (theirs,) = door.staff_threads(as_=supporter)["data"], door.own_threads(as_=customer.caller)["data"]
        return ours["answer_due_on"], theirs["answer_due_on"], ours["overdue"]

    assert asked["answer_due_on"] == due
    assert told() == (due, due, False)
    write(customer, placed, "И ещё вопрос.", thread=thread)
    assert told() == (due, due, False)
    door.answer_thread(as_=supporter, thread=thread, text="Завтра.")
    assert told() == (None, None, False)
    write(customer, placed, "Не привезли.", thread=thread)
    assert told() == (due, due, False)
    door.resolve_thread(as_=supporter, thread=thread)
    assert told() == (None, None, False)


def test_a_second_message_does_not_begin_the_wait_anew_and_a_late_answer_shows(
    door, customer, placed, supporter, write
):
    asked = write(customer, placed)
    long_ago = models.Thread.objects.get().created_at - timedelta(days=11)
    models.Thread.objects.update(waiting_since=long_ago)

    write(customer, placed, "Жду.", thread=asked["number"])

    (waiting,) = door.staff_threads(as_=supporter)["data"]
    assert waiting["overdue"] is True
    assert waiting["answer_due_on"] == (day_in_almaty(long_ago) + timedelta(days=10)).isoformat()
    models.Thread.objects.update(waiting_since=long_ago + timedelta(days=1))
    (waiting,) = door.staff_threads(as_=supporter)["data"]
    assert waiting["overdue"] is False  # today is the last day


def test_silence_closes_what_was_resolved(door, customer, placed, supporter, write):
    asked = write(customer, placed)
    door.resolve_thread(as_=supporter, thread=asked["number"])

    def night(days: int) -> str:
        at = datetime.now(UTC) + timedelta(days=days)
        return close_resolved_threads(actor=actors.clock(at, permissions=CLOCK), command=NoCriteria()).id

    days = law.number("thread_closing_days", datetime.now(UTC).date())
    assert night(days - 1) == "0"
    assert night(days) == "1"
    assert models.Thread.objects.get().status == "closed"
    write(customer, placed, "Спасибо!", thread=asked["number"])
    assert models.Thread.objects.get().status == "open"


def test_what_was_written_meanwhile_is_not_resolved_unread(door, customer, placed, supporter, write):
    asked = write(customer, placed)
    write(customer, placed, "И ещё вопрос.", thread=asked["number"])

    answer = door.resolve_thread(as_=supporter, thread=asked["number"], expected_version=asked["version"])

    assert answer.error == "precondition.failed"
    assert models.Thread.objects.get().status == "open"


def test_without_consent_nothing_is_stored(door, customer, placed, write):
    refused = customer.block(support=False)
    before = rows.snapshot()

    assert write(customer, placed, consent=None).error == "consent.required"
    assert write(customer, placed, consent=refused).error == "consent.required"

    assert rows.left_behind(before) == {}


def test_other_peoples_orders_and_threads_are_not_there(door, customer, placed, guest, write):
    asked = write(customer, placed)
    stranger = shopping.Shopper(door, accounts.customer())
    other, others_order = guest
    block, other_block = stranger.block("support"), other.block("support")
    before = rows.snapshot()

    assert write(stranger, placed, consent=block).error == "not_found"
    assert write(other, placed, consent=other_block).error == "not_found"
    assert write(other, others_order, consent=other_block, thread=asked["number"]).error == "not_found"
    assert door.own_threads(as_=stranger.caller)["data"] == []
    assert door.own_threads(as_=stranger.caller, order=placed["number"]).error == "not_found"
    assert door.own_threads().error == "auth.required"

    assert rows.left_behind(before) == {}


def test_customers_do_not_answer(door, customer, placed, write):
    asked = write(customer, placed)

    assert door.answer_thread(as_=customer.caller, thread=asked["number"], text="Я сам.").error == "not_found"
    assert door.resolve_thread(as_=customer.caller, thread=asked["number"]).error == "not_found"
    assert models.ThreadMessage.objects.count() == 1


def test_after_withdrawing_support_nobody_answers(door, customer, placed, supporter, write):
    asked = write(customer, placed)
    assert door.withdraw_consent(as_=customer.caller, flags=["support"]).error is None

    answer = door.answer_thread(as_=supporter, thread=asked["number"], text="Завтра.")

    assert answer.error == "consent.not_standing"
    assert models.ThreadMessage.objects.count() == 1
    assert door.resolve_thread(as_=supporter, thread=asked["number"]).error is None


def test_a_key_is_required_and_replays(door, customer, placed, write):
    block = customer.block("support")
    assert write(customer, placed, consent=block, key="").error == "idempotency.key_missing"

    first = write(customer, placed, consent=block, key="m" * 20)
    again = write(customer, placed, consent=block, key="m" * 20)

    assert (again["number"], again.is_replay) == (first["number"], True)
    assert models.ThreadMessage.objects.count() == 1


def test_staff_see_what_waits_longest_first(door, customer, placed, supporter, write):
    first, second = write(customer, placed), write(customer, placed, "И второе.")
    door.answer_thread(as_=supporter, thread=second["number"], text="Ответ.")

    everything = door.staff_threads(as_=supporter)["data"]
    waiting = door.staff_threads(as_=supporter, status="open")["data"]
    of_order = door.staff_threads(as_=supporter, order=placed["number"].replace("-", " "))["data"]

    assert [one["number"] for one in everything] == [first["number"], second["number"]]
    assert [one["number"] for one in waiting] == [first["number"]]
    assert len(of_order) == 2


@pytest.mark.parametrize("count", [2, 20])
def test_lists_take_as_many_statements_at_any_size(door, customer, placed, supporter, write, count):
    for _ in range(count):
        asked = write(customer, placed)
        door.answer_thread(as_=supporter, thread=asked["number"], text="Ответ.")

    with CaptureQueriesContext(connection) as own:
        assert len(door.own_threads(as_=customer.caller)["data"]) == count
    with CaptureQueriesContext(connection) as staff:
        assert len(door.staff_threads(as_=supporter)["data"]) == count

    assert len([one for one in own if 'FROM "support_thread' in one["sql"]]) == 2  # threads; messages
    assert len(own) == 4  # and who calls: the account and their cart
    reads = [one for one in staff if one["sql"].startswith("SELECT")]
    assert len(reads) == 4  # who calls; threads; messages; names of staff


def test_claimed_order_brings_its_conversations_and_withdrawal_reaches_them(door, guest, write, supporter):
    who, order = guest
    thread = write(who, order)
    owner = shopping.Shopper(door, accounts.customer(email=shopping.BUYER["email"].lower()))
    assert door.claim_order(as_=owner.caller, number=order["number"]).error is None

    [own] = door.own_threads(as_=owner.caller)["data"]
    withdrawn = door.withdraw_consent(as_=owner.caller, flags=["support"])
    answered = door.answer_thread(as_=supporter, thread=thread["number"], text="Завтра.")

    assert own["number"] == thread["number"]
    assert withdrawn.error is None
    assert answered.error == "consent.not_standing"
