"""VAT by date, from the register."""

from datetime import date

import pytest

from shop_api.catalog import rules
from shop_api.values import law

ALWAYS = [rules.PayerPeriod(date(2018, 1, 1), True)]
FROM_2027 = [rules.PayerPeriod(date(2018, 1, 1), False), rules.PayerPeriod(date(2027, 1, 1), True)]


@pytest.mark.parametrize(
    ("vat_class", "on", "payer", "basis_points"),
    [
        ("standard", date(2025, 12, 31), ALWAYS, 1_200),
        ("standard", date(2026, 1, 1), ALWAYS, 1_600),
        ("reduced", date(2025, 12, 31), ALWAYS, 0),
        ("reduced", date(2026, 1, 1), ALWAYS, 500),
        ("exempt", date(2026, 6, 1), ALWAYS, 0),
        ("standard", date(2026, 12, 31), FROM_2027, None),
        ("standard", date(2027, 1, 1), FROM_2027, 1_600),
        ("standard", date(2026, 1, 1), [], None),
    ],
)
def test_rate_follows_class_day_and_status_of_the_operator(vat_class, on, payer, basis_points):
    assert rules.vat_basis_points(vat_class, on, payer) == basis_points


def test_unknown_class_is_a_mistake_and_not_zero():
    with pytest.raises(law.NoRule):
        rules.vat_basis_points("luxury", date(2026, 1, 1), ALWAYS)


@pytest.mark.parametrize(("typed", "pattern"), [("cup", "%cup%"), ("5%_\\", "%5\\%\\_\\\\%")])
def test_signs_of_like_are_taken_literally(typed, pattern):
    assert rules.like_pattern(typed) == pattern
