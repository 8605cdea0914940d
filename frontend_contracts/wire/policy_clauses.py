"""A policy document by its clauses, and which clauses two documents do not share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from frontend_contracts.wire.policy_typography import is_typographic

Row = Mapping[str, Any]

KINDS = (
    "purposes",
    "switches",
    "data_categories",
    "recipients",
    "retention",
    "safeguards",
    "rights",
    "consumer_rights",
    "contacts",
)
LOCALES = ("kk", "ru", "en")
TEXTS = ("wording", "name")  # members with one text a language
SILENT = ("host", "reviewed_on")  # the operator's own upkeep; readers are not told of it


@dataclass(frozen=True, kw_only=True)
class ClauseChange:
    """A clause that was `added`, `removed` or `changed`, with the old and new value of each member that differs."""

    kind: str
    id: str
    change: str
    fields: tuple[tuple[str, Any, Any], ...]
    is_typographic: bool

    def to_json(self) -> dict[str, Any]:
        """Answer it as JSON-able data."""
        fields = [{"field": name, "before": before, "after": after} for name, before, after in self.fields]
        return {"kind": self.kind, "id": self.id, "change": self.change, "fields": fields}


@dataclass(frozen=True)
class View:
    """A document of either schema version, by its clauses."""

    document: Row

    @cached_property
    def clauses(self) -> Row:
        return self.document.get("clauses") or {}

    @property
    def has_clauses(self) -> bool:
        return any(self.clauses.values())

    def rows(self, kind: str) -> list[Row]:
        held = self.document if kind in ("purposes", "switches") else self.clauses
        return list(held.get(kind) or ())

    def by_id(self, kind: str) -> dict[str, Row]:
        return {str(row.get("id", "")): row for row in self.rows(kind)}

    @cached_property
    def flags(self) -> list[str]:
        """The ids people answer: purposes and switches."""
        return [*self.by_id("purposes"), *self.by_id("switches")]

    def categories_of(self, purpose: str) -> list[str]:
        return list(self.by_id("purposes").get(purpose, {}).get("categories") or ())

    def fields_of(self, categories: Iterable[str]) -> set[str]:
        known = self.by_id("data_categories")
        return {field for category in categories for field in known.get(category, {}).get("fields") or ()}

    @cached_property
    def all_fields(self) -> set[str]:
        return self.fields_of(self.by_id("data_categories"))

    @cached_property
    def uses(self) -> set[tuple[str, str]]:
        """The pairs of purpose and data category."""
        return {(purpose, category) for purpose in self.by_id("purposes") for category in self.categories_of(purpose)}

    @cached_property
    def retention(self) -> dict[tuple[str, str], list[Row]]:
        """The retention rules by purpose and data category."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows("retention"):
            found.setdefault((str(row.get("purpose", "")), str(row.get("category", ""))), []).append(row)
        return found


def clause_changes(old: View, new: View) -> tuple[ClauseChange, ...]:
    """Return the clauses that differ, by kind and id."""
    found: list[ClauseChange] = []
    for kind in KINDS:
        before, after = old.by_id(kind), new.by_id(kind)
        for id_ in sorted({*before, *after}):
            change = _change(kind, id_, before.get(id_), after.get(id_))
            if change is not None:
                found.append(change)
    return tuple(found)


def _change(kind: str, id_: str, before: Row | None, after: Row | None) -> ClauseChange | None:
    was, now = before or {}, after or {}
    names = [name for name in sorted({*was, *now} - {"id"}) if _value(was.get(name)) != _value(now.get(name))]
    if before is not None and after is not None and not names:
        return None
    return ClauseChange(
        kind=kind,
        id=id_,
        change="added" if before is None else "removed" if after is None else "changed",
        fields=tuple((name, was.get(name), now.get(name)) for name in names),
        is_typographic=before is not None
        and after is not None
        and all(name in SILENT or (name in TEXTS and is_same_text(was.get(name), now.get(name))) for name in names),
    )


def is_same_text(before: Any, after: Any) -> bool:
    """Say whether two texts of three languages each differ in spelling only."""
    was, now = before or {}, after or {}
    return all(is_typographic(str(was.get(locale) or ""), str(now.get(locale) or "")) for locale in LOCALES)


def _value(value: Any) -> Any:
    """Lists in documents are sets: their order says nothing."""
    return sorted(value) if isinstance(value, list) else value
