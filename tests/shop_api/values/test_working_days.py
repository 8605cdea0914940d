"""Clocks over weekends, holidays, moved days; and which of them are estimated."""

from datetime import date

import pytest

from shop_api.values import working_days
from shop_api.values.working_days import MovedDay

CASES = [
    # after, working days, due
    ("a plain day", date(2026, 11, 23), 1, date(2026, 11, 24)),
    ("over a weekend", date(2026, 11, 20), 1, date(2026, 11, 23)),
    ("asked on a Saturday", date(2026, 11, 21), 1, date(2026, 11, 23)),
    ("asked on a Sunday", date(2026, 11, 22), 3, date(2026, 11, 25)),
    ("fifteen days, one holiday", date(2026, 11, 30), 15, date(2026, 12, 22)),
    ("over Nauryz and the weekend in it", date(2026, 3, 20), 1, date(2026, 3, 26)),
    ("a holiday on Sunday moves to Monday", date(2026, 3, 6), 1, date(2026, 3, 10)),
    ("over New Year", date(2025, 12, 31), 1, date(2026, 1, 5)),
    ("a Sunday that the government made a working day", date(2025, 1, 4), 1, date(2025, 1, 5)),
    ("the Friday it was worked for", date(2025, 1, 2), 1, date(2025, 1, 5)),
]


@pytest.mark.parametrize(("label", "after", "days", "due"), CASES, ids=[case[0] for case in CASES])
def test_clocks(label, after, days, due):
    assert working_days.due(after, days).on == due


@pytest.mark.parametrize(
    ("after", "days", "is_estimated"),
    [
        (date(2026, 11, 23), 15, False),
        (date(2026, 5, 18), 3, False),  # ends on the 21st, well before Kurban Ait
        (date(2026, 5, 22), 2, True),  # ends on the 26th, which the moon may make a holiday
        (date(2026, 5, 26), 1, True),
        (date(2026, 5, 29), 1, False),
        (date(2026, 12, 28), 3, False),
        (date(2026, 12, 28), 4, True),  # ends in a year whose moved days are not decided
    ],
)
def test_a_clock_says_when_it_is_estimated(after, days, is_estimated):
    assert working_days.due(after, days).is_estimated is is_estimated


def test_a_moved_day_holds_and_settles_an_estimate():
    with working_days.overriding(
        MovedDay(day=date(2026, 5, 27), is_working=True, source="test"),
        MovedDay(day=date(2026, 5, 28), is_working=False, source="test"),
    ):
        assert working_days.due(date(2026, 5, 26), 2) == working_days.Due(on=date(2026, 5, 29), is_estimated=False)
    assert working_days.due(date(2026, 5, 26), 2).on == date(2026, 5, 29)
    assert working_days.is_working(date(2026, 5, 27)) is False


def test_no_clock_without_a_day():
    with pytest.raises(ValueError, match="at least one"):
        working_days.due(date(2026, 11, 23), 0)
