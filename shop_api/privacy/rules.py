"""Rules of privacy, pure: the register of rights, and how far a count of people is told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from shop_api.privacy.contracts import Handler, Right
from shop_api.values import law, working_days
from shop_api.values.identifiers import bare_number

FEWEST_TOLD = 10  # people; a smaller count could point at somebody
_DIGITS_TOLD = 2  # 1,234 people are told as 1,200


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow:
    """How a right is carried out today; its clock is a rule of the register, in working days."""

    right: Right
    handler: Handler
    clock: str

    def to_json(self, on: date) -> dict[str, Any]:
        """The row as the inventory shows it."""
        return {
            "id": self.right.value,
            "handler": self.handler.value,
            "clock_working_days": law.number(self.clock, on),
            "rule": self.clock,
        }


#: What runs by itself: withdrawing flags, and correcting one's own profile. The rest is a case at the desk.
RIGHTS: tuple[RightRow, ...] = (
    RightRow(right=Right.INFORMATION, handler=Handler.MANUAL_CASE, clock="right_information"),
    RightRow(right=Right.ACCESS, handler=Handler.MANUAL_CASE, clock="right_access"),
    RightRow(right=Right.CORRECTION, handler=Handler.AUTOMATIC, clock="right_correction"),
    RightRow(right=Right.WITHDRAWAL, handler=Handler.AUTOMATIC, clock="right_withdrawal"),
    RightRow(right=Right.BLOCKING, handler=Handler.MANUAL_CASE, clock="right_blocking"),
    RightRow(right=Right.DELETION, handler=Handler.MANUAL_CASE, clock="right_deletion"),
    RightRow(right=Right.OBJECTION, handler=Handler.MANUAL_CASE, clock="right_objection"),
    RightRow(right=Right.RECIPIENTS, handler=Handler.MANUAL_CASE, clock="right_recipients"),
)


def told_count(people: int) -> int | None:
    """A count of people as it may be told: two digits and zeros, rounded down; None under ten."""
    if people < FEWEST_TOLD:
        return None
    step = 10 ** (len(str(people)) - _DIGITS_TOLD)
    return int(people // step * step)


LETTER = "R"


def due(right: Right, on: date) -> working_days.Due:
    """When the clock of a request that came in on a day of Almaty ends."""
    row = next(row for row in RIGHTS if row.right is right)
    return working_days.due(on, law.number(row.clock, on))


def bare_request_number(typed: str) -> str | None:
    """`r4829 3017 7563` → `R482930177563`; None when it cannot be a request's number."""
    text = typed.strip()
    digits = bare_number(text[1:]) if text[:1].upper() == LETTER else None
    return None if digits is None else LETTER + digits
