"""Operators that leave what is promised and what is done as they are."""

import copy
from collections.abc import Iterator
from typing import Any

from tests.frontend_contracts.wire.drift_operators import (
    KINDS,
    LOCALES,
    Json,
    Operator,
    each_clause,
    each_row,
    named,
    rows,
)


def _reissued(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
    yield "build", document, {**inventory, "build": "v9", "issued_at": "2027-01-01T00:00:00Z"}
    yield "people", document, {**inventory, "subjects": {"account": 999_990}}


def _reordered(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
    for kind in ("fields", "purposes", "recipients", "rights", "rules"):
        yield f"inventory {kind}", document, {**inventory, kind: inventory[kind][::-1]}
    for kind in KINDS:
        changed = copy.deepcopy(document)
        rows(changed, kind).reverse()
        yield f"policy {kind}", changed, inventory


def _kept_shorter(row: Json, inventory: Json) -> str | None:
    """Keep one field less long, while another of its category and purposes keeps the declared term alive."""
    twins = [
        found
        for found in inventory["fields"]
        if found is not row and found["category"] == row["category"] and found["terms"] == row["terms"]
    ]
    if not all(any(purpose in twin["purposes"] for twin in twins) for purpose in row["purposes"]):
        return None
    if row["on_erasure"] == "keep" or any(term.get("until") == "withdrawn" for term in row["terms"]):
        return None  # a day from now may come after a withdrawal, or after an erasure that keeps
    row["terms"] = [{"days": 1, "rule": "a_day"}]
    return row["field"]


def reworded(kind: str) -> Any:
    def change(row: Json, _document: Json, _inventory: Json) -> str | None:
        text = row.get("name") or row.get("wording")
        if text is None:
            return None
        for locale in LOCALES:
            text[locale] += " …"
        return f"{kind} {row['id']}"

    return change


def _agreement_renewed(row: Json, _document: Json, _inventory: Json) -> str:
    row["agreement"], row["reviewed_on"] = "No. 9", "2026-11-20"
    return row["id"]


HARMLESS: tuple[Operator, ...] = (
    named("reissued", _reissued),
    named("reordered", _reordered),
    named("kept_shorter", each_row("fields", _kept_shorter)),
    *(named(f"reworded_{kind}", each_clause(kind, reworded(kind))) for kind in KINDS),
    named("agreement_renewed", each_clause("recipients", _agreement_renewed)),
)
