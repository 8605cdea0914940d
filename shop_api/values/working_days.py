"""Working days in Kazakhstan: weekends, holidays, days moved by the government, and clocks that run on them.

Holidays come from the `holidays` package; `MOVED` holds dated rows that correct it. The first day of Kurban Ait follows
the moon, and days of years to come may still be moved: a clock that rests on such a day says that it is estimated.
Source of holidays: law 267-II of 13.12.2001; of moved days: decisions of the government, one a year.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_ESTIMATED = "(estimated)"  # how the package marks a holiday that follows the moon

#: Up to here the package and `MOVED` hold what was decided; move it with the decision of each year.
KNOWN_UNTIL = date(2026, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDay:
    """A day that was made a working day, or a day off, against the package's calendar; `source` says by what."""

    day: date
    is_working: bool
    source: str


#: Corrections of the package's calendar, oldest first; the last row of a day holds.
MOVED: tuple[MovedDay, ...] = ()

_overriding: list[MovedDay] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last day of a clock, in Almaty; `is_estimated` when a day it rests on may still change."""

    on: date
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class _Year:
    off: frozenset[date]
    worked: frozenset[date]
    estimated: frozenset[date]


def is_working(day: date) -> bool:
    """Whether a day of Almaty is a working day."""
    moved = [row for row in (*MOVED, *_overriding) if row.day == day]
    if moved:
        return moved[-1].is_working
    year = _year(day.year)
    if day in year.worked:
        return True
    return day.weekday() < _SATURDAY and day not in year.off


def due(after: date, working_days: int) -> Due:
    """When a clock of so many working days ends that began on a day; that day itself does not count.

    :raises ValueError: less than one working day
    """
    if working_days < 1:
        raise ValueError("A clock has at least one working day.")
    day, left = after, working_days
    while left:
        day += _ONE_DAY
        left -= is_working(day)
    return Due(on=day, is_estimated=_is_estimated(after, day))


@contextmanager
def overriding(*moved: MovedDay) -> Iterator[None]:
    """Move days for as long as the block runs; for tests."""
    _overriding.extend(moved)
    try:
        yield
    finally:
        del _overriding[-len(moved) :]


def moved_days() -> Sequence[MovedDay]:
    """Every correction, in the order it was made."""
    return (*MOVED, *_overriding)


def _is_estimated(after: date, until: date) -> bool:
    """A moon's day may come a day sooner or later, so its neighbours count too."""
    if until > KNOWN_UNTIL:
        return True
    settled = {row.day for row in moved_days()}
    guessed = _year(after.year).estimated | _year(until.year).estimated
    return any(
        after <= day + step <= until for day in guessed - settled for step in (-_ONE_DAY, 0 * _ONE_DAY, _ONE_DAY)
    )


@lru_cache(maxsize=16)
def _year(year: int) -> _Year:
    named = holidays.country_holidays("KZ", years=year, language="en_US")
    return _Year(
        off=frozenset(named),
        worked=frozenset(day for day in named.weekend_workdays if day.year == year),
        estimated=frozenset(day for day, name in named.items() if _ESTIMATED in name),
    )
