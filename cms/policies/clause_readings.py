"""The clauses of a version as a reader of one language gets them; both doors answer the same members."""

from collections.abc import Mapping
from typing import Any

from cms.policies.clauses import KINDS, UNITS
from frontend_contracts.wire import buyer_clocks

LOCALES = frozenset(("kk", "ru", "en"))
TERM = dict.fromkeys((*UNITS, "until"))
CLOCK = dict.fromkeys(buyer_clocks.UNITS)
CONTACT = dict.fromkeys(("value", "wording"))


def in_language(facts: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """Return the same facts with each text in one language."""
    return {
        name: value[locale] if isinstance(value, dict) and set(value) == LOCALES else value
        for name, value in facts.items()
    }


def purposes(document: Mapping[str, Any], locale: str) -> tuple[dict[str, Any], ...]:
    """Return the purposes; those of a document of the first form name no data."""
    return tuple({"categories": [], **in_language(purpose, locale)} for purpose in document["purposes"])


def clauses(document: Mapping[str, Any], locale: str) -> dict[str, Any] | None:
    """Return the clauses, members that are not there as None; None for a document of the first form."""
    declared = document.get("clauses")
    if declared is None:
        return None
    return {kind: [_clause(kind, row, locale) for row in declared.get(kind, ())] for kind in KINDS}


def _clause(kind: str, row: Mapping[str, Any], locale: str) -> dict[str, Any]:
    shown = in_language(row, locale)
    if kind == "retention":
        return {**shown, "term": {**TERM, **row["term"]}}
    if kind == "consumer_rights":
        clock = row.get("clock")
        return {**shown, "clock": {**CLOCK, **clock} if clock else None, "from_event": row.get("from_event")}
    return {**CONTACT, **shown} if kind == "contacts" else shown
