"""The table of thread states, numbers, and days of Almaty."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from shop_api.support import rules
from shop_api.support.contracts import ThreadStatus
from shop_api.values import law
from shop_api.values.identifiers import new_number, spoken


def test_every_state_can_be_reached_and_left():
    targets = {row.to for row in rules.MACHINE.transitions}
    sources = {source for row in rules.MACHINE.transitions for source in row.sources}

    assert targets == sources == {status.value for status in ThreadStatus}


@pytest.mark.parametrize(
    ("status", "event"),
    [
        ("open", "write"),
        ("waiting_customer", "reply"),
        ("waiting_staff", "reply"),
        ("resolved", "write"),
        ("closed", "write"),
    ],
)
def test_a_customers_message_is_welcome_in_every_state(status, event):
    assert rules.customers_event(status) == event
    assert rules.MACHINE.target(status, event) is not None


def test_thread_numbers_are_read_as_people_write_them():
    number = "T" + new_number()

    assert rules.bare_thread_number(spoken(number)) == number
    assert rules.bare_thread_number(f" t {number[1:5]} {number[5:]} ") == number
    assert rules.bare_thread_number(number[1:]) is None
    assert rules.bare_thread_number("T123") is None
    assert rules.bare_thread_number("") is None


def test_a_question_is_answered_in_a_complaints_time_counted_in_almaty():
    late = datetime(2026, 11, 23, 18, 59, tzinfo=UTC)  # 23:59 in Almaty
    later = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)  # midnight

    assert rules.answer_due_on(late) == date(2026, 12, 3)
    assert rules.answer_due_on(later) == date(2026, 12, 4)
    assert rules.answer_due_on(None) is None


def test_the_answers_clock_is_the_rule_of_the_day_the_question_came():
    shorter = dataclasses.replace(
        law.rule("complaint_days", date(2026, 11, 23)), number=5, valid_from=date(2026, 11, 24)
    )

    with law.overriding(shorter):
        before, after = (rules.answer_due_on(datetime(2026, 11, day, 9, tzinfo=UTC)) for day in (23, 24))

    assert (before, after) == (date(2026, 12, 3), date(2026, 11, 29))


def test_a_day_begins_in_almaty():
    late = datetime(2026, 11, 23, 18, 59, tzinfo=UTC)  # 23:59 in Almaty
    later = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)  # midnight

    assert rules.day_begins(late) == datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
    assert rules.day_begins(later) == later
    assert rules.seconds_to_next_day(late) == 61
