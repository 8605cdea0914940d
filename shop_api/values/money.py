"""Money in Kazakh tenge. Inside: integer tiyn (1 tenge = 100 tiyn). On the wire: a decimal string with its currency."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import StringConstraints

from shop_api.values.contract import contract

CURRENCY = "KZT"


@contract
class Money:
    """An amount as frontends see it: `{"amount": "12990.00", "currency": "KZT"}`."""

    amount: Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,13}\.[0-9]{2}$")]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = CURRENCY


def of_minor(minor: int, currency: str = CURRENCY) -> Money:
    """Money from tiyn: 1299000 → `12990.00`."""
    sign, rest = ("-", -minor) if minor < 0 else ("", minor)
    return Money(amount=f"{sign}{rest // 100}.{rest % 100:02d}", currency=currency)


def to_minor(money: Money) -> int:
    """Tiyn from money: `12990.00` → 1299000."""
    whole, _, fraction = money.amount.lstrip("-").partition(".")
    minor = int(whole) * 100 + int(fraction)
    return -minor if money.amount.startswith("-") else minor


def vat_included(gross_minor: int, rate_basis_points: int) -> int:
    """The VAT inside a gross price, in tiyn, halves rounded up. 16 % is 1,600 basis points."""
    numerator = gross_minor * rate_basis_points
    denominator = 10_000 + rate_basis_points
    return (2 * numerator + denominator) // (2 * denominator)


def cash_total(minor: int) -> int:
    """What a courier collects in cash: whole tenge, under 50 tiyn down, 50 and over up."""
    return (minor + 50) // 100 * 100


def split_by_largest_remainder(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Split an amount over weights so that the parts sum to it exactly; the largest remainders get the odd tiyn."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total_minor * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total_minor * weights[i] % whole), i))
    for index in by_remainder[: total_minor - sum(parts)]:
        parts[index] += 1
    return parts
