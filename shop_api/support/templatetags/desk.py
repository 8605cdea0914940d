"""Filters of the desk's templates: money, moments and codes as people read them."""

from datetime import datetime
from enum import Enum
from typing import Any

from django import template

from shop_api.values.clock import ALMATY
from shop_api.values.money import Money

register = template.Library()
_NARROW = "\u00a0"  # keeps `12 990,00 ₸` on one line


@register.filter
def money(value: Money | None) -> str:
    """`12990.00 KZT` → `12 990,00 ₸`; a dash for nothing."""
    if value is None:
        return "—"
    whole, _, fraction = value.amount.partition(".")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", _NARROW)
    unit = "₸" if value.currency == "KZT" else value.currency
    return f"{sign}{grouped},{fraction}{_NARROW}{unit}"


@register.filter
def moment(value: datetime) -> str:
    """A moment in Almaty: `23.11.2026, 13:05`."""
    return value.astimezone(ALMATY).strftime("%d.%m.%Y, %H:%M")


@register.filter
def said(code: Any, words: dict[str, str]) -> str:
    """A code in words: `confirmed` → `Подтверждён`; a code without words is shown as it is."""
    plain = str(code.value) if isinstance(code, Enum) else str(code)
    return words.get(plain, plain)


@register.filter
def percent(basis_points: int | None) -> str:
    """A VAT rate: 1600 → `16 %`; a dash where no VAT is paid."""
    if basis_points is None:
        return "—"
    return f"{basis_points / 100:g}{_NARROW}%"


@register.filter
def of_field(revealed: Any, field: str) -> str:
    """The value of a field among revealed ones; empty where it was not asked for or is not there."""
    if not revealed:
        return ""
    return next((one.value or "—" for one in revealed.values if one.field == field), "")


@register.filter
def at(found: Any, key: Any) -> Any:
    """What a mapping holds for a key; None where there is no mapping, or nothing in it."""
    return found.get(key) if found else None


@register.filter
def stars(count: int) -> str:
    """4 → `★★★★☆`."""
    return "★" * count + "☆" * (5 - count)
