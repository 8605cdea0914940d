"""Money is integer tiyn inside and a decimal string outside; sums are exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shop_api.values import money

MINOR = some.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("minor", "amount"),
    [(1_299_000, "12990.00"), (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-100, "-1.00"), (2_147_483_648, "21474836.48")],
)
def test_amounts_are_decimal_strings(minor, amount):
    assert money.of_minor(minor) == money.Money(amount=amount, currency="KZT")
    assert money.to_minor(money.Money(amount=amount)) == minor


@given(MINOR)
def test_nothing_is_lost_on_the_wire(minor):
    assert money.to_minor(money.of_minor(minor)) == minor


@pytest.mark.parametrize(
    ("gross", "basis_points", "vat"),
    [(11_600, 1_600, 1_600), (11_200, 1_200, 1_200), (1_299_000, 1_600, 179_172), (1, 1_600, 0), (0, 1_600, 0)],
)
def test_vat_lies_inside_the_price(gross, basis_points, vat):
    assert money.vat_included(gross, basis_points) == vat


@pytest.mark.parametrize(("minor", "cash"), [(149, 100), (150, 200), (100, 100), (49, 0), (50, 100)])
def test_cash_is_whole_tenge(minor, cash):
    assert money.cash_total(minor) == cash


@given(some.integers(0, 10**12), some.lists(some.integers(0, 10**9), min_size=1, max_size=50))
def test_parts_sum_to_the_whole(total, weights):
    parts = money.split_by_largest_remainder(total, weights)

    whole = sum(weights)
    assert sum(parts) == (total if whole else 0)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True) if whole)
