"""Rules of privacy, pure: the registers of rights, and how far a count of people is told."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from frontend_contracts.wire import buyer_clocks
from shop_api.privacy.contracts import ConsumerRight, Handler, Right
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


#: What runs by itself: withdrawing flags, correcting one's own profile, and reading who received one's data. The rest
#: is a case at the desk.
RIGHTS: tuple[RightRow, ...] = (
    RightRow(right=Right.INFORMATION, handler=Handler.MANUAL_CASE, clock="right_information"),
    RightRow(right=Right.ACCESS, handler=Handler.MANUAL_CASE, clock="right_access"),
    RightRow(right=Right.CORRECTION, handler=Handler.AUTOMATIC, clock="right_correction"),
    RightRow(right=Right.WITHDRAWAL, handler=Handler.AUTOMATIC, clock="right_withdrawal"),
    RightRow(right=Right.BLOCKING, handler=Handler.MANUAL_CASE, clock="right_blocking"),
    RightRow(right=Right.DELETION, handler=Handler.MANUAL_CASE, clock="right_deletion"),
    RightRow(right=Right.OBJECTION, handler=Handler.MANUAL_CASE, clock="right_objection"),
    RightRow(right=Right.RECIPIENTS, handler=Handler.AUTOMATIC, clock="right_recipients"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumerRow:
    """How a right of the buyer is carried out today: by these use cases, all of them.

    `clock` is a rule of the register and `from_event` what it counts from (`buyer_clocks.EVENTS`); a right that needs
    no number, such as cancelling before hand-over, has neither.
    """

    right: ConsumerRight
    handler: Handler
    served_by: tuple[str, ...]
    clock: str | None = None
    from_event: str | None = None

    def to_json(self, on: date) -> dict[str, Any]:
        """The row as the inventory shows it, with the clock that holds on a day."""
        rule = None if self.clock is None else law.rule(self.clock, on)
        return {
            "id": self.right.value,
            "handler": self.handler.value,
            "served_by": list(self.served_by),
            "rule": self.clock,
            "clock": None if rule is None else buyer_clocks.checked({rule.unit.value: rule.number}),
            "from_event": self.from_event,
        }


#: A buyer writes about an order and a person at the desk answers: there is no form of its own for these rights yet.
_BY_CORRESPONDENCE = ("answer_thread", "resolve_thread", "write_to_support")

#: What runs by itself: cancelling before hand-over, and writing reviews. No money comes back by code yet, so nothing
#: here speaks of refunds.
CONSUMER_RIGHTS: tuple[ConsumerRow, ...] = (
    ConsumerRow(
        right=ConsumerRight.CANCELLATION,
        handler=Handler.AUTOMATIC,
        served_by=("cancel_order", "cancel_order_for_customer"),
    ),
    ConsumerRow(
        right=ConsumerRight.COMPLAINT,
        handler=Handler.MANUAL_CASE,
        served_by=_BY_CORRESPONDENCE,
        clock="complaint_days",
        from_event="request",
    ),
    ConsumerRow(
        right=ConsumerRight.DEFECT_CLAIM,
        handler=Handler.MANUAL_CASE,
        served_by=_BY_CORRESPONDENCE,
        clock="defect_claim",
        from_event="delivery",
    ),
    ConsumerRow(
        right=ConsumerRight.RETURN,
        handler=Handler.MANUAL_CASE,
        served_by=_BY_CORRESPONDENCE,
        clock="return_days",
        from_event="purchase",
    ),
    ConsumerRow(
        right=ConsumerRight.REVIEW,
        handler=Handler.AUTOMATIC,
        served_by=("edit_review", "submit_review", "withdraw_review"),
    ),
)


def served(use_cases: Container[str]) -> list[ConsumerRow]:
    """The rights of the buyer whose use cases are all there: a right without its code is not served."""
    return [row for row in CONSUMER_RIGHTS if all(name in use_cases for name in row.served_by)]


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
