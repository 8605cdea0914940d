"""The table of states, and averages."""

import pytest

from shop_api.reviews import rules
from shop_api.reviews.contracts import ReviewStatus


def test_the_table_knows_the_states_of_the_contract():
    assert rules.MACHINE.states == tuple(status.value for status in ReviewStatus)


@pytest.mark.parametrize(
    ("state", "event", "target"),
    [
        ("pending", "publish", "published"),
        ("pending", "reject", "rejected"),
        ("pending", "hide", None),
        ("published", "publish", None),
        ("published", "reject", None),
        ("published", "hide", "hidden"),
        ("rejected", "publish", None),
        ("rejected", "hide", "hidden"),
        ("hidden", "publish", None),
        ("hidden", "hide", None),
        *[(state.value, "edit", "pending") for state in ReviewStatus],
        *[(state.value, "withdraw", "hidden") for state in ReviewStatus],
        *[(state.value, "consent_withdrawn", "hidden") for state in ReviewStatus],
    ],
)
def test_transitions(state, event, target):
    assert rules.MACHINE.target(state, event) == target


@pytest.mark.parametrize(
    ("counts", "average"),
    [
        ((0, 0, 0, 0, 0), None),
        ((1, 0, 0, 0, 0), 1.0),
        ((0, 0, 0, 0, 7), 5.0),
        ((1, 0, 0, 0, 1), 3.0),
        ((0, 0, 0, 1, 2), 4.67),
        ((0, 0, 0, 2, 1), 4.33),
        ((0, 0, 0, 7, 1), 4.13),  # 4.125: halves go up
    ],
)
def test_averages(counts, average):
    assert rules.average(counts) == average
