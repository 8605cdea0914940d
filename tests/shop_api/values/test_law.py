"""P2.1: numbers of law are dated rows; a change at a date changes what is due after it and nothing before."""

from datetime import date, timedelta

import pytest

from shop_api.values import law, working_days
from shop_api.values.law import Rule, Unit

_DAY = timedelta(days=1)


@pytest.mark.parametrize("rule_id", sorted({row.id for row in law.ROWS}))
def test_rows_of_a_rule_do_not_overlap_and_leave_no_gap(rule_id):
    rows = sorted((row for row in law.ROWS if row.id == rule_id), key=lambda row: row.valid_from)

    assert all(before.valid_to == after.valid_from for before, after in zip(rows, rows[1:], strict=False))
    assert rows[-1].valid_to is None
    assert len({row.unit for row in rows}) == 1
    assert all(row.article and row.source for row in rows)


@pytest.mark.parametrize(
    ("rule_id", "on", "number"),
    [
        ("vat_standard", date(2025, 12, 31), 1200),
        ("vat_standard", date(2026, 1, 1), 1600),
        ("vat_reduced", date(2025, 12, 31), 0),
        ("vat_reduced", date(2026, 1, 1), 500),
        ("right_withdrawal", date(2026, 11, 23), 15),
        ("right_access", date(2026, 11, 23), 3),
        ("tax_documents", date(2026, 11, 23), 5),
    ],
)
def test_a_rule_is_asked_by_date(rule_id, on, number):
    assert law.number(rule_id, on) == number


def test_no_row_no_number():
    with pytest.raises(law.NoRule):
        law.number("tax_documents", date(2025, 12, 31))
    with pytest.raises(law.NoRule):
        law.number("nothing", date(2026, 1, 1))


def test_a_change_at_a_date_moves_deadlines_after_it_only():
    changes_on = date(2026, 12, 1)
    change = Rule(
        id="right_withdrawal", number=10, unit=Unit.WORKING_DAYS, article="art. 8(7)", source="test",
        valid_from=changes_on,
    )  # fmt: skip

    def due(asked_on):
        return working_days.due(asked_on, law.number("right_withdrawal", asked_on)).on

    before = due(changes_on - _DAY)
    with law.overriding(change):
        assert due(changes_on - _DAY) == before == date(2026, 12, 22)
        assert due(changes_on) == date(2026, 12, 15)
    assert due(changes_on) == date(2026, 12, 23)
