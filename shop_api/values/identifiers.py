"""Numbers people say aloud, and internal ids.

An order number is 11 random digits and a Damm check digit, shown as `4829-3017-7563`. The check digit finds every
single wrong digit and every swap of neighbours (H. M. Damm, 2004), so a misheard number is refused before any look-up.
"""

import secrets
from uuid import UUID

from uuid_utils.compat import uuid7

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def new_id() -> UUID:
    """A UUIDv7: unique, and sorted by the time it was made."""
    return uuid7()


def check_digit(digits: str) -> str:
    """The Damm check digit of a string of digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def new_number() -> str:
    """Twelve digits: 11 random, 1 check. Unique only once the database agrees."""
    digits = "".join(secrets.choice("0123456789") for _ in range(11))
    return digits + check_digit(digits)


def spoken(number: str) -> str:
    """`482930177563` → `4829-3017-7563`; a leading letter stays in front."""
    letter, digits = (number[0], number[1:]) if number[:1].isalpha() else ("", number)
    return letter + "-".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def bare_number(typed: str) -> str | None:
    """The twelve digits of a number as typed, spaces and dashes ignored; None when it cannot be one."""
    digits = "".join(ch for ch in typed if not ch.isspace() and ch not in "-–—‑")
    if len(digits) != 12 or not digits.isascii() or not digits.isdigit():
        return None
    return digits if check_digit(digits[:-1]) == digits[-1] else None
