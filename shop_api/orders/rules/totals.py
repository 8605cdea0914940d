"""What a cart costs: pure arithmetic in tiyn. Prices contain VAT; the sum of lines is the total, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shop_api.orders.contracts.carts import DeliveryMethod
from shop_api.values.money import cash_total, split_by_largest_remainder, vat_included

QUOTE_MINUTES = 15  # how long a quote holds; api.md, "Quote"
DELIVERY_VAT_CLASS = "standard"  # delivery is a service at the standard rate


@dataclass(frozen=True, slots=True)
class DeliveryPrice:
    """What a method costs from a day on, in tiyn, VAT included."""

    method: DeliveryMethod
    from_on: date
    price_minor: int


#: The operator's own prices; the last row that has begun holds.
DELIVERY_PRICES = (
    DeliveryPrice(DeliveryMethod.COURIER_ALMATY, date(2025, 1, 1), 120_000),
    DeliveryPrice(DeliveryMethod.COURIER_ALMATY, date(2026, 1, 1), 150_000),
)


def delivery_price(method: DeliveryMethod, on: date) -> int:
    """What a method costs on a day of Almaty, in tiyn."""
    begun = [row for row in DELIVERY_PRICES if row.method is method and row.from_on <= on]
    return max(begun, key=lambda row: row.from_on).price_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Pieces of a SKU at a price with a rate; `vat_basis_points` is None when no VAT is paid."""

    quantity: int
    unit_price_minor: int
    vat_basis_points: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Amounts of a whole purchase in tiyn. `line_vat_minor` has one entry for each item."""

    line_minor: tuple[int, ...]
    line_vat_minor: tuple[int, ...]
    goods_minor: int
    delivery_minor: int
    delivery_vat_minor: int
    vat_minor: int
    total_minor: int
    cash_minor: int


def totals(items: Sequence[Item], delivery: Item) -> Totals:
    """Add up items and delivery.

    VAT is worked out once for each rate, on the sum, and split over what has that rate by largest remainder: so the
    VAT of lines and delivery sums to what the whole purchase owes, without a tiyn lost to rounding.
    """
    everything = [*items, delivery]
    amounts = [item.quantity * item.unit_price_minor for item in everything]
    vat = [0] * len(everything)
    for rate in {item.vat_basis_points for item in everything} - {None, 0}:
        places = [index for index, item in enumerate(everything) if item.vat_basis_points == rate]
        weights = [amounts[index] for index in places]
        for index, part in zip(
            places, split_by_largest_remainder(vat_included(sum(weights), rate or 0), weights), strict=True
        ):
            vat[index] = part
    total = sum(amounts)
    return Totals(
        line_minor=tuple(amounts[:-1]),
        line_vat_minor=tuple(vat[:-1]),
        goods_minor=total - amounts[-1],
        delivery_minor=amounts[-1],
        delivery_vat_minor=vat[-1],
        vat_minor=sum(vat),
        total_minor=total,
        cash_minor=cash_total(total),
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """What differs between two quotes in their JSON form: line by line, then what concerns the whole."""
    old = {line["sku"]: line for line in before["lines"]}
    new = {line["sku"]: line for line in after["lines"]}
    found = []
    for sku in [*old, *(sku for sku in new if sku not in old)]:
        for what in ("quantity", "unit_price", "total", "vat_basis_points"):
            was = old[sku][what] if sku in old else None
            now = new[sku][what] if sku in new else None
            if was != now:
                found.append({"sku": sku, "what": what, "before": was, "after": now})
    for what in ("delivery", "total", "policy_version", "terms_version"):
        if before[what] != after[what]:
            found.append({"sku": None, "what": what, "before": before[what], "after": after[what]})
    return found
