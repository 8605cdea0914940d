"""The compiler for the public offer: does it promise what the law gives and the shop's code serves, and no more?

Pure. Each right of the buyer that the inventory lists (`consumer_rights`) must stand in the terms, and each that stands
there must be served: by the handler that the terms name, counted from the same event, with the clock that the register
of rules sets on the day the terms take effect. Who gives more first adds a row of their own to the register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from frontend_contracts.wire import buyer_clocks, policy_sides
from frontend_contracts.wire.policy_findings import Finding, Findings
from frontend_contracts.wire.policy_sides import Code, Policy, Row, place, unknown

KIND = "terms"
KINDS = ("consumer_rights", "contacts")
LATEST = {"kk": "соңғы", "ru": "последнюю дату", "en": "the latest date"}  # of a draft without a date


def compare(offer: Policy, code: Code) -> Findings:
    """Compare terms with an inventory, in both directions.

    `compared` counts `clauses`, `rights` that the code serves, and `rules` that their clocks come from.
    Comparing nothing is itself an error.
    """
    compared = _counts(offer, code)
    if not offer.rows("consumer_rights") or not compared["rights"]:
        error = Finding(code="offer_not_compared", clause_path="/clauses/consumer_rights", id="")
        return Findings(errors=(error,), compared=compared)
    questions: tuple[Callable[[Policy, Code], Iterator[Finding]], ...] = (_texts, _rights, _clocks)
    errors = [finding for question in questions for finding in question(offer, code)]
    return Findings(errors=(*errors, *policy_sides.contacts(offer)), compared=compared)


def _counts(offer: Policy, code: Code) -> dict[str, int]:
    served = code.rows("consumer_rights")
    return {
        "clauses": sum(len(offer.rows(kind)) for kind in KINDS),
        "rights": len(served),
        "rules": len({row["rule"] for row in served if row.get("rule")}),
    }


def _texts(offer: Policy, _code: Code) -> Iterator[Finding]:
    yield from policy_sides.texts(offer, KINDS)
    yield from policy_sides.clauses_once(offer, KINDS)


def _rights(offer: Policy, code: Code) -> Iterator[Finding]:
    declared, served = offer.by_id("consumer_rights"), _served(code)
    for id_ in sorted(set(served) - set(declared)):
        yield Finding(code="buyer_right_missing", clause_path="/clauses/consumer_rights", id=id_)
    yield from unknown("buyer_right_unknown", "clauses/consumer_rights", declared, served)
    for id_ in sorted(set(served) & set(declared)):
        for name in ("handler", "from_event"):
            said, kept = str(declared[id_].get(name) or "–"), str(served[id_].get(name) or "–")
            if said != kept:
                path = f"{place('consumer_rights', declared[id_])}/{name}"
                params = {"declared": said, "kept": kept}
                yield Finding(code="buyer_right_differs", clause_path=path, id=id_, params=params)


def _clocks(offer: Policy, code: Code) -> Iterator[Finding]:
    served = _served(code)
    for id_, row in offer.by_id("consumer_rights").items():
        if id_ in served:
            yield from _clock(id_, row, served[id_], offer, code)


def _clock(id_: str, row: Row, found: Row, offer: Policy, code: Code) -> Iterator[Finding]:
    """Compare one clock with its rule on the day; a right without a rule has no clock at all."""
    path, rule, given = f"{place('consumer_rights', row)}/clock", found.get("rule"), row.get("clock")
    if not rule:
        if given:
            yield Finding(code="clock_unknown", clause_path=path, id=id_, params={"clock": str(given)})
        return
    day: dict[str, Any] = {"rule": str(rule), "date": _day(offer)}
    try:
        kept = buyer_clocks.of_rule(str(rule), code.rows("rules"), on=offer.effective_on)
    except buyer_clocks.ClockUnknown:
        yield Finding(code="clock_without_rule", clause_path=path, id=id_, params=day)
        return
    words = {**day, "kept": buyer_clocks.described(kept)}
    try:
        said = buyer_clocks.checked(given)
    except buyer_clocks.ClockUnknown:
        yield Finding(code="clock_missing", clause_path=path, id=id_, params=words)
        return
    words["declared"] = buyer_clocks.described(said)
    if buyer_clocks.gives_less(said, kept, str(found.get("from_event"))):
        yield Finding(code="clock_slower", clause_path=path, id=id_, params=words)
    elif buyer_clocks.gives_less(kept, said, str(found.get("from_event"))):
        yield Finding(code="clock_not_kept", clause_path=path, id=id_, params=words)


def _day(offer: Policy) -> str | dict[str, str]:
    return LATEST if offer.effective_on == date.max else offer.effective_on.isoformat()


def _served(code: Code) -> dict[str, Row]:
    return {str(row["id"]): row for row in code.rows("consumer_rights")}
