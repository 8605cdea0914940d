"""Prices in tenge, attributes in lines: what editors type and what is stored."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.products import attributes, price


@pytest.mark.parametrize(
    ("typed", "stored"), [("1290", 129_000), ("1290.5", 129_050), ("0.01", 1), ("1000000000", 100_000_000_000)]
)
def test_tenge_become_tiyn(typed: str, stored: int) -> None:
    field = price.PriceField().formfield()

    assert field.clean(typed) == stored


@pytest.mark.parametrize("typed", ["1.005", "abc", "", "1e3x", "NaN"])
def test_impossible_prices_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        price.PriceField().formfield().clean(typed)


@pytest.mark.parametrize("minor", [0, -1, price.HIGHEST_MINOR + 1])
def test_prices_outside_the_limits_are_refused(minor: int) -> None:
    with pytest.raises(ValidationError):
        price.PriceField().clean(minor, None)


@pytest.mark.parametrize(("minor", "amount"), [(1, "0.01"), (129_000, "1290.00"), (10**17, "1000000000000000.00")])
def test_prices_on_the_wire_are_exact(minor: int, amount: str) -> None:
    assert price.to_wire(minor) == {"amount": amount, "currency": "KZT"}


def test_an_untouched_price_is_not_a_change() -> None:
    field = price.PriceField().formfield()

    assert field.has_changed(129_050, "1290.50") is False
    assert field.has_changed(129_050, "1290.51") is True


def test_lines_become_attributes_and_lines_again() -> None:
    field = attributes.AttributesField().formfield()
    lines = "weight = 1 кг | 1 кг | 1 kg\ncolour = ақ | белый | white"

    stored = field.clean(lines)

    assert stored["colour"] == {"kk": "ақ", "ru": "белый", "en": "white"}
    assert field.prepare_value(stored) == lines
    assert field.has_changed(stored, lines.replace(" | ", "|")) is False


@pytest.mark.parametrize("lines", ["weight", "weight = 1", "a = 1 | 2 | 3 | 4", "a = 1 | 2 | 3\na = 1 | 2 | 3"])
def test_lines_that_cannot_be_read_are_refused(lines: str) -> None:
    with pytest.raises(ValidationError):
        attributes.AttributesField().formfield().clean(lines)


@pytest.mark.parametrize(
    "value",
    [[], "x", {"a": "x"}, {"a": {"kk": "x", "ru": "x"}}, {"A b": {"kk": "x", "ru": "x", "en": "x"}},
     {"a": {"kk": "x", "ru": "x", "en": ""}}, {"a": {"kk": "x", "ru": "x", "en": "y" * 101}}],
)  # fmt: skip
def test_malformed_attributes_are_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        attributes.check(value)
