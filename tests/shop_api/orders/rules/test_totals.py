"""Money: exact sums, VAT by rate, cash in whole tenge."""

from datetime import date

import pytest

from shop_api.orders.contracts.carts import DeliveryMethod
from shop_api.orders.rules import totals

FREE = totals.Item(quantity=1, unit_price_minor=0, vat_basis_points=1_600)


def item(quantity, unit_price_minor, rate=1_600):
    return totals.Item(quantity=quantity, unit_price_minor=unit_price_minor, vat_basis_points=rate)


@pytest.mark.parametrize(
    ("items", "delivery", "total", "cash", "vat", "line_vat", "delivery_vat"),
    [
        # 12,990.00 at 16 %: 1,791.72 inside
        ([item(1, 1_299_000)], FREE, 1_299_000, 1_299_000, 179_172, (179_172,), 0),
        # the same before 2026, at 12 %
        ([item(1, 1_299_000, 1_200)], FREE, 1_299_000, 1_299_000, 139_179, (139_179,), 0),
        # three lines whose own VAT would round to 14 each; together they owe 41, and the odd tiyn goes to the first
        ([item(1, 100), item(1, 100), item(1, 100)], FREE, 300, 300, 41, (14, 14, 13), 0),
        # two rates never mix; delivery has its share of its own rate
        ([item(2, 1_000), item(1, 1_050, 500)], item(1, 1_000), 4_050, 4_100, 464, (276, 50), 138),
        # no VAT payer: null stays null and nothing is owed
        ([item(3, 333, None)], item(1, 100, None), 1_099, 1_100, 0, (0,), 0),
        # exempt goods beside taxed delivery
        ([item(1, 10_049, 0)], item(1, 1_160), 11_209, 11_200, 160, (0,), 160),
    ],
)
def test_amounts_add_up_exactly(items, delivery, total, cash, vat, line_vat, delivery_vat):
    found = totals.totals(items, delivery)

    assert (found.total_minor, found.cash_minor, found.vat_minor) == (total, cash, vat)
    assert found.line_vat_minor == line_vat
    assert found.delivery_vat_minor == delivery_vat
    assert sum(found.line_minor) + found.delivery_minor == found.total_minor
    assert sum(found.line_vat_minor) + found.delivery_vat_minor == found.vat_minor
    assert found.goods_minor == sum(found.line_minor)


@pytest.mark.parametrize(("total", "cash"), [(149, 100), (150, 200), (100, 100), (49, 0), (50, 100)])
def test_cash_is_whole_tenge_and_under_fifty_tiyn_falls(total, cash):
    assert totals.totals([item(1, total, None)], item(1, 0, None)).cash_minor == cash


@pytest.mark.parametrize(
    ("on", "price_minor"),
    [(date(2025, 12, 31), 120_000), (date(2026, 1, 1), 150_000), (date(2026, 11, 23), 150_000)],
)
def test_delivery_price_follows_its_dated_row(on, price_minor):
    assert totals.delivery_price(DeliveryMethod.COURIER_ALMATY, on) == price_minor


def quote(**changes):
    line = {"sku": "A", "quantity": 1, "unit_price": "1.00", "total": "1.00", "vat_basis_points": 1_600}
    whole = {"lines": [line], "delivery": "2.00", "total": "3.00", "policy_version": 1, "terms_version": 1}
    return {**whole, **changes}


def test_equal_quotes_have_no_difference():
    assert totals.changes(quote(), quote()) == []


def test_difference_is_told_line_by_line():
    line = {"sku": "B", "quantity": 2, "unit_price": "1.00", "total": "2.00", "vat_basis_points": None}

    found = totals.changes(quote(), quote(lines=[line], total="4.00", terms_version=2))

    assert [(one["sku"], one["what"], one["before"], one["after"]) for one in found] == [
        ("A", "quantity", 1, None),
        ("A", "unit_price", "1.00", None),
        ("A", "total", "1.00", None),
        ("A", "vat_basis_points", 1_600, None),
        ("B", "quantity", None, 2),
        ("B", "unit_price", None, "1.00"),
        ("B", "total", None, "2.00"),
        (None, "total", "3.00", "4.00"),
        (None, "terms_version", 1, 2),
    ]
