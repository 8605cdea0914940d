"""Terms of keeping data, compared: is one certainly no longer than another?

A term is `{"days": n}`, `{"months": n}`, `{"years": n}`, `{"until": "withdrawn"}` or `{"until": "erased"}`. In code it
may also name a dated rule (`{"rule": id}`, or both days and rule), which `resolved` turns into a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Term = Mapping[str, Any]

UNTIL = ("withdrawn", "erased")  # erasing a person also withdraws; withdrawing does not erase
MONTHS = {"months": 1, "years": 12, "calendar_months": 1, "calendar_years": 12}
DAYS = {"days": 1, "calendar_days": 1, "weeks": 7}
HOURS_A_DAY = 24
LEAP_CYCLE_MONTHS = 48
WORDS = {
    "days": {"kk": "{} күн", "ru": "{} дн.", "en": "{} days"},
    "working_days": {"kk": "{} жұмыс күні", "ru": "{} раб. дн.", "en": "{} working days"},
    "months": {"kk": "{} ай", "ru": "{} мес.", "en": "{} months"},
    "years": {"kk": "{} жыл", "ru": "{} г.", "en": "{} years"},
    "withdrawn": {"kk": "келісім қайтарылғанша", "ru": "до отзыва согласия", "en": "until consent is withdrawn"},
    "erased": {"kk": "адам туралы дерек жойылғанша", "ru": "до удаления данных", "en": "until the person is erased"},
}


class TermUnknown(ValueError):
    """Not a term, or its rule is not in the register on that day; `args[0]` names the rule or shows the term."""


def resolved(term: Term, rules: Iterable[Mapping[str, Any]], *, on: date) -> dict[str, Any]:
    """Answer a term of the code as one that can be compared, with the row of the rule that is valid on a day.

    A term with days and a rule counts the days, which are the code's own number.

    :raises TermUnknown: no such term, no such rule on that day, or a unit that is no length of time
    """
    if "until" in term or "days" in term or "rule" not in term:
        return checked({name: value for name, value in term.items() if name != "rule"})
    rule = str(term["rule"])
    row = row_in_force(rule, rules, on=on)
    if row is None:
        raise TermUnknown(rule)
    unit, number = str(row.get("unit", "")), row.get("number", row.get("value"))
    if unit == "hours" and isinstance(number, int):
        return checked({"days": -(-number // HOURS_A_DAY)})
    if unit == "until":
        return checked({"until": row.get("until", number)})
    if unit in DAYS and isinstance(number, int):
        return checked({"days": number * DAYS[unit]})
    if unit in MONTHS:
        return checked({unit.removeprefix("calendar_"): number})
    raise TermUnknown(rule)


def row_in_force(rule: str, rules: Iterable[Mapping[str, Any]], *, on: date) -> Mapping[str, Any] | None:
    """Answer the row of a rule that holds on a day, the one that began last; None where there is none."""
    rows = [row for row in rules if row.get("id") == rule and _holds(row, on.isoformat())]
    return max(rows, key=lambda row: str(row.get("valid_from", "")), default=None)


def checked(term: Any) -> dict[str, Any]:
    """Answer the term itself, if it is one.

    :raises TermUnknown: it is none
    """
    if isinstance(term, Mapping) and len(term) == 1:
        unit, value = next(iter(term.items()))
        if unit == "until" and value in UNTIL:
            return {unit: value}
        is_count = isinstance(value, int) and not isinstance(value, bool) and value > 0
        if unit in ("days", "months", "years") and is_count:
            return {unit: value}
    raise TermUnknown(str(term))


def is_within(term: Term, limit: Term) -> bool:
    """Say whether `term` certainly ends no later than `limit`, both counted from the same event.

    A number of days or months and an event (`until`) cannot be compared: nobody knows when the event comes.
    """
    if "until" in term or "until" in limit:
        if "until" not in term or "until" not in limit:
            return False
        return UNTIL.index(term["until"]) <= UNTIL.index(limit["until"])
    months, most = _months(term), _months(limit)
    if months is not None and most is not None:
        return months <= most
    return longest_days(term) <= shortest_days(limit)


def is_same_length(term: Term, other: Term) -> bool:
    """Say whether the two may be the same: neither certainly ends before the other."""
    if "until" in term or "until" in other:
        return dict(term) == dict(other)
    months, others = _months(term), _months(other)
    if months is not None and others is not None:
        return months == others
    return shortest_days(term) <= longest_days(other) and shortest_days(other) <= longest_days(term)


def longest_days(term: Term) -> int:
    """Answer how many days the term can have, in the calendar's longest case: one month has 31."""
    months = _months(term)
    return int(term["days"]) if months is None else max(_spans(months))


def shortest_days(term: Term) -> int:
    """Answer how many days the term has at least: one month has 28."""
    months = _months(term)
    return int(term["days"]) if months is None else min(_spans(months))


def described(term: Term) -> dict[str, str]:
    """Answer the term in words, by language."""
    unit, value = next(iter(term.items()))
    return {locale: text.format(value) for locale, text in WORDS[str(value) if unit == "until" else unit].items()}


def longest(terms: Sequence[Term]) -> Term:
    """Answer the longest of at least one; an event counts as longer than any number."""
    found = terms[0]
    for term in terms[1:]:
        is_longer = is_within(found, term) or ("until" in term and "until" not in found)
        found = term if is_longer else found
    return found


def longer(term: Term) -> dict[str, Any]:
    """Answer a term that is longer than this one by the smallest step; for tests that change terms."""
    if "until" in term:
        return {"until": "erased"} if term["until"] == "withdrawn" else {"years": 99}
    unit, number = next(iter(term.items()))
    return {unit: number + 1}


def _holds(row: Mapping[str, Any], on: str) -> bool:
    """Whether a dated row is in force; `valid_to` is the first day on which it is not."""
    return str(row.get("valid_from") or "") <= on and (not row.get("valid_to") or on < str(row["valid_to"]))


def _months(term: Term) -> int | None:
    for unit in ("months", "years"):
        if unit in term:
            return int(term[unit]) * MONTHS[unit]
    return None


def _spans(months: int) -> list[int]:
    """The lengths in days from the first of each month of a leap cycle; 2000 to 2100 have one every four years."""
    spans = []
    for start in range(LEAP_CYCLE_MONTHS):
        whole_cycles, rest = divmod(months, LEAP_CYCLE_MONTHS)
        days = (_first(start + rest) - _first(start)).days
        spans.append(days + whole_cycles * 1461)  # four years with one leap day
    return spans


def _first(month: int) -> date:
    return date(2024 + month // 12, month % 12 + 1, 1)
