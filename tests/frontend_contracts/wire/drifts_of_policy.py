"""Operators that make a policy say something other than the code does."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from frontend_contracts.wire import policy_compiler, policy_sides, policy_terms
from tests.frontend_contracts.wire.drift_operators import (
    KINDS,
    LOCALES,
    Json,
    Operator,
    each_clause,
    named,
    rows,
)


def clause_removed(kind: str) -> Any:
    def change(row: Json, document: Json, _inventory: Json) -> str | None:
        if kind == "contacts" and row["kind"] not in policy_sides.CONTACTS:
            return None  # one way to be reached is enough; the others are the operator's choice
        if kind == "switches" and not is_needed(row["id"], document, _inventory):
            return None  # nobody is asked for it
        if kind == "retention" and _is_covered(row, document, _inventory):
            return None  # what it was for ends within another rule, so the policy still promises no more than is kept
        rows(document, kind).remove(row)
        return f"{kind} {row['id']}"

    return change


def _is_covered(row: Json, document: Json, inventory: Json) -> bool:
    """Whether every field that this rule is for ends within another rule for the same purpose and category."""
    others = [
        other["term"]
        for other in document["clauses"]["retention"]
        if other is not row and (other["purpose"], other["category"]) == (row["purpose"], row["category"])
    ]
    kept = [
        (policy_terms.resolved(term, inventory["rules"], on=policy_compiler.Policy(document).effective_on), found)
        for found in inventory["fields"]
        if found["category"] == row["category"] and row["purpose"] in found["purposes"]
        for term in found["terms"]
    ]
    return all(
        any(
            policy_terms.is_within(term, other)
            or (other == {"until": "erased"} and "until" not in term and found["on_erasure"] != "keep")
            for other in others
        )
        for term, found in kept
    )


def is_needed(switch: str, document: Json, inventory: Json) -> bool:
    named = any(switch in row["switches"] for row in document["purposes"])
    used = any(switch in row["purposes"] for row in inventory["fields"])
    asked = any(
        row.get("required_by") or row.get("optional_in") for row in inventory["switches"] if row["id"] == switch
    )
    return named or used or asked


def clause_twice(kind: str) -> Any:
    def change(row: Json, document: Json, _inventory: Json) -> str:
        rows(document, kind).append(copy.deepcopy(row))
        return f"{kind} {row['id']}"

    return change


def clause_renamed(kind: str) -> Any:
    def change(row: Json, _document: Json, _inventory: Json) -> str | None:
        if kind in ("retention", "safeguards", "contacts"):
            return None  # their ids are the editor's own; they say what they are about in other members
        row["id"] += "_2"
        return f"{kind} {row['id']}"

    return change


def language_missing(kind: str, locale: str) -> Any:
    def change(row: Json, _document: Json, _inventory: Json) -> str | None:
        text = row.get("name") if kind == "recipients" else row.get("wording")
        if text is None:
            return None
        text[locale] = "  "
        return f"{kind} {row['id']} {locale}"

    return change


def value_changed(name: str, values: Callable[[Json, Json, Json], Any]) -> Any:
    def change(row: Json, document: Json, inventory: Json) -> str | None:
        value = values(row, document, inventory)
        if value is None:
            return None
        row[name] = value
        return f"{row['id']} {name}"

    return change


def _without_last(name: str) -> Any:
    return value_changed(name, lambda row, _d, _i: row[name][:-1] if row[name] else None)


def _shorter(row: Json, _document: Json, _inventory: Json) -> Json:
    if "until" in row["term"]:
        return {"until": "withdrawn"} if row["term"]["until"] == "erased" else {"days": 30}
    unit, number = next(iter(row["term"].items()))
    return {unit: number - 1} if number > 1 else {"days": 1} if unit != "days" else {"days": 0}


def _said_twice(row: Json, document: Json, _inventory: Json) -> str | None:
    """The same term in other units, counted from another event."""
    if "years" not in row["term"]:
        return None
    twin = {**copy.deepcopy(row), "id": f"{row['id']}.9", "term": {"months": row["term"]["years"] * 12}}
    rows(document, "retention").append({**twin, "from_event": "collected"})
    return str(row["id"])


def _no_event(row: Json, _document: Json, _inventory: Json) -> str | None:
    return None if "until" in row["term"] else ""  # such a term names its event itself


def title_missing(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
    for locale in LOCALES:
        for part in ("title", "text"):
            changed = copy.deepcopy(document)
            changed["texts"][locale][part] = ""
            yield f"{part} {locale}", changed, inventory
        changed = copy.deepcopy(document)
        del changed["texts"][locale]
        yield locale, changed, inventory


def _clauses_emptied(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
    for kind in ("data_categories", "retention", "rights", "recipients", "contacts"):
        if document["clauses"][kind]:
            changed = copy.deepcopy(document)
            changed["clauses"][kind] = []
            yield kind, changed, inventory
    yield "all", {**document, "clauses": {}}, inventory
    yield "no inventory", document, {**inventory, "fields": []}


def _added(name: str, of: str) -> Any:
    """Declare one thing more than the code has in a list of ids."""

    def values(row: Json, _document: Json, inventory: Json) -> list[str] | None:
        known = [found["id"] if isinstance(found, dict) else found for found in inventory[of]]
        free = [id_ for id_ in known if id_ not in row[name]]
        return [*row[name], free[0]] if free else None

    return value_changed(name, values)


OF_THE_POLICY: tuple[Operator, ...] = (
    *(named(f"clause_removed_{kind}", each_clause(kind, clause_removed(kind))) for kind in KINDS),
    *(named(f"clause_twice_{kind}", each_clause(kind, clause_twice(kind))) for kind in KINDS),
    *(named(f"clause_renamed_{kind}", each_clause(kind, clause_renamed(kind))) for kind in KINDS),
    *(
        named(f"language_missing_{kind}", each_clause(kind, language_missing(kind, locale)))
        for kind in KINDS
        for locale in LOCALES
    ),
    named("text_missing", title_missing),
    named("clauses_emptied", _clauses_emptied),
    named("field_forgotten", each_clause("data_categories", _without_last("fields"))),
    named(
        "field_invented",
        each_clause("data_categories", value_changed("fields", lambda r, _d, _i: [*r["fields"], "x.Y.z"])),
    ),
    named("category_forgotten", each_clause("purposes", _without_last("categories"))),
    named("category_invented", each_clause("purposes", _added("categories", "categories"))),
    named("basis_missing", each_clause("purposes", value_changed("legal_basis", lambda *_: ""))),
    named(
        "switch_unknown",
        each_clause("purposes", value_changed("switches", lambda r, _d, _i: [*r["switches"], "sale"])),
    ),
    named("term_shorter", each_clause("retention", value_changed("term", _shorter))),
    named(
        "term_longer",
        each_clause("retention", value_changed("term", lambda r, _d, _i: policy_terms.longer(r["term"]))),
    ),
    named("term_malformed", each_clause("retention", value_changed("term", lambda *_: {"days": 30, "years": 1}))),
    named("event_missing", each_clause("retention", value_changed("from_event", _no_event))),
    named("then_unknown", each_clause("retention", value_changed("then", lambda *_: "bogus"))),
    named("required_flipped", each_clause("purposes", value_changed("required", lambda r, _d, _i: not r["required"]))),
    named("term_said_twice", each_clause("retention", _said_twice)),
    named("clock_is_a_flag", each_clause("rights", value_changed("clock_working_days", lambda *_: True))),
    named(
        "clock_slower",
        each_clause("rights", value_changed("clock_working_days", lambda r, _d, _i: r["clock_working_days"] + 1)),
    ),
    named("retention_elsewhere", each_clause("retention", value_changed("category", lambda *_: "biometric"))),
    *(
        named(f"recipient_without_{name}", each_clause("recipients", value_changed(name, lambda *_: "")))
        for name in ("country", "host", "role", "agreement", "reviewed_on")
    ),
    named(
        "country_declared",
        each_clause("recipients", value_changed("country", lambda r, _d, _i: "US" if r["country"] != "US" else "CN")),
    ),
    named("purpose_undeclared", each_clause("recipients", _without_last("purposes"))),
    named("recipient_purpose_invented", each_clause("recipients", _added("purposes", "purposes"))),
    named("category_undeclared", each_clause("recipients", _without_last("categories"))),
    named("recipient_category_invented", each_clause("recipients", _added("categories", "categories"))),
    named("safeguard_elsewhere", each_clause("safeguards", value_changed("country", lambda *_: "AQ"))),
    named(
        "clock_faster",
        each_clause("rights", value_changed("clock_working_days", lambda r, _d, _i: r["clock_working_days"] - 1)),
    ),
    named(
        "handler_declared",
        each_clause(
            "rights",
            value_changed("handler", lambda r, _d, _i: "manual_case" if r["handler"] == "automatic" else "automatic"),
        ),
    ),
)
