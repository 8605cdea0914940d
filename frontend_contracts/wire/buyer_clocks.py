"""Clocks of the buyer's rights: how long the buyer may ask, or how soon the shop acts; which of two gives them less.

A clock is `{"days": n}`, `{"working_days": n}`, `{"months": n}` or `{"years": n}`, counted from an event. The event
says whose time it is: what counts from a purchase is the buyer's and may not be shorter than the law gives; what counts
from a request is the shop's and may not be longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from frontend_contracts.wire import policy_terms

Clock = Mapping[str, Any]

UNITS = ("days", "working_days", "months", "years")
BUYER, SHOP = "buyer", "shop"
#: Whose time runs from each event.
EVENTS = {"purchase": BUYER, "delivery": BUYER, "request": SHOP}


class ClockUnknown(ValueError):
    """Not a clock, or its rule has no row on that day; `args[0]` names the rule or shows the clock."""


def checked(clock: Any) -> dict[str, int]:
    """Answer the clock itself, if it is one.

    :raises ClockUnknown: it is none
    """
    if isinstance(clock, Mapping) and len(clock) == 1:
        unit, number = next(iter(clock.items()))
        if unit in UNITS and isinstance(number, int) and not isinstance(number, bool) and number > 0:
            return {unit: number}
    raise ClockUnknown(str(clock))


def of_rule(rule: str, rules: Iterable[Mapping[str, Any]], *, on: date) -> dict[str, int]:
    """Answer the clock that a rule of the register sets on a day.

    :raises ClockUnknown: it has no row on that day, or the row is no clock
    """
    row = policy_terms.row_in_force(rule, rules, on=on)
    if row is None:
        raise ClockUnknown(rule)
    try:
        return checked({str(row.get("unit", "")): row.get("number")})
    except ClockUnknown:
        raise ClockUnknown(rule) from None


def is_within(clock: Clock, limit: Clock) -> bool:
    """Say whether `clock` certainly ends no later than `limit`. Working days compare with working days only."""
    if "working_days" in clock or "working_days" in limit:
        both = clock.get("working_days"), limit.get("working_days")
        return None not in both and int(clock["working_days"]) <= int(limit["working_days"])
    return policy_terms.is_within(clock, limit)


def gives_less(clock: Clock, than: Clock, event: str) -> bool:
    """Say whether the buyer may have less of this clock than of the other; where it is not certain, they may."""
    return not (is_within(than, clock) if EVENTS.get(event) == BUYER else is_within(clock, than))


described = policy_terms.described
