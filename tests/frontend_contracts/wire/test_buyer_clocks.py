"""Clocks of the buyer's rights: what is one, what the register says on a day, which gives less."""

from datetime import date

import pytest

from frontend_contracts.wire import buyer_clocks

RULES = [
    {"id": "complaint", "number": 15, "unit": "days", "valid_from": "2010-01-01", "valid_to": "2026-01-01"},
    {"id": "complaint", "number": 10, "unit": "days", "valid_from": "2026-01-01", "valid_to": None},
    {"id": "refund", "number": 3, "unit": "working_days", "valid_from": "2010-01-01", "valid_to": None},
    {"id": "rate", "number": 1600, "unit": "basis_points", "valid_from": "2010-01-01", "valid_to": None},
]


@pytest.mark.parametrize("clock", [{"days": 1}, {"working_days": 3}, {"months": 6}, {"years": 2}])
def test_a_clock_has_one_unit_and_a_number(clock):
    assert buyer_clocks.checked(clock) == clock


@pytest.mark.parametrize(
    "clock", [{}, None, [], 14, {"days": 0}, {"days": True}, {"days": "14"}, {"hours": 3}, {"days": 1, "years": 1}]
)
def test_no_clock(clock):
    with pytest.raises(buyer_clocks.ClockUnknown):
        buyer_clocks.checked(clock)


@pytest.mark.parametrize(
    ("rule", "on", "expected"),
    [
        ("complaint", date(2025, 12, 31), {"days": 15}),
        ("complaint", date(2026, 1, 1), {"days": 10}),
        ("complaint", date.max, {"days": 10}),
        ("refund", date(2026, 1, 1), {"working_days": 3}),
    ],
)
def test_a_rule_is_its_row_of_the_day(rule, on, expected):
    assert buyer_clocks.of_rule(rule, RULES, on=on) == expected


@pytest.mark.parametrize(("rule", "on"), [("complaint", date(2009, 1, 1)), ("none", date.max), ("rate", date.max)])
def test_a_rule_that_is_no_clock_that_day_is_named(rule, on):
    with pytest.raises(buyer_clocks.ClockUnknown) as unknown:
        buyer_clocks.of_rule(rule, RULES, on=on)

    assert unknown.value.args == (rule,)


@pytest.mark.parametrize(
    ("clock", "than", "event", "expected"),
    [
        ({"days": 13}, {"days": 14}, "purchase", True),
        ({"days": 15}, {"days": 14}, "purchase", False),
        ({"days": 14}, {"days": 14}, "delivery", False),
        ({"days": 9}, {"days": 10}, "request", False),
        ({"days": 11}, {"days": 10}, "request", True),
        ({"working_days": 2}, {"working_days": 3}, "request", False),
        ({"working_days": 3}, {"days": 3}, "request", True),
        ({"days": 3}, {"working_days": 3}, "request", True),
        ({"months": 24}, {"years": 2}, "delivery", False),
        ({"days": 730}, {"years": 2}, "delivery", True),
        ({"days": 731}, {"years": 2}, "delivery", False),
    ],
)
def test_what_gives_the_buyer_less(clock, than, event, expected):
    assert buyer_clocks.gives_less(clock, than, event) is expected
