"""Money, moments and codes as people read them."""

from datetime import UTC, datetime

import pytest

from shop_api.support.templatetags import desk
from shop_api.values.money import Money, of_minor


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (1_299_000, "12\u00a0990,00\u00a0₸"),
        (5, "0,05\u00a0₸"),
        (-100, "−1,00\u00a0₸"),
        (10**11, "1\u00a0000\u00a0000\u00a0000,00\u00a0₸"),
    ],
)
def test_money(minor, text):
    assert desk.money(of_minor(minor)) == text


def test_money_of_others_and_none():
    assert desk.money(Money(amount="1.50", currency="USD")) == "1,50\u00a0USD"
    assert desk.money(None) == "—"


def test_moments_are_almatys():
    assert desk.moment(datetime(2026, 11, 23, 20, 5, tzinfo=UTC)) == "24.11.2026, 01:05"


def test_rates():
    assert [desk.percent(rate) for rate in (1600, 500, 1250, None)] == ["16\u00a0%", "5\u00a0%", "12.5\u00a0%", "—"]


def test_stars():
    assert [desk.stars(count) for count in (1, 5)] == ["★☆☆☆☆", "★★★★★"]


def test_a_code_without_words_is_shown_as_it_is():
    assert desk.said("new_code", {"other": "Другой"}) == "new_code"
