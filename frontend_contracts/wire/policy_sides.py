"""The two sides of a comparison, a text by its clauses and the code by its rows, and what is asked of every text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from frontend_contracts.wire.policy_findings import LOCALES, Finding

Row = Mapping[str, Any]

CONTACTS = ("email",)  # where requests must be able to reach (P10.2, P13.1; law 274-IV art. 42-4)


@dataclass(frozen=True)
class Policy:
    """A document by its clauses. `today` is given for a text in force, which must hold now, not only from its date."""

    document: Row
    today: date | None = None

    @cached_property
    def clauses(self) -> Row:
        return self.document.get("clauses") or {}

    def rows(self, kind: str) -> list[Row]:
        """The clauses of a kind, purposes and switches included."""
        held = self.document if kind in ("purposes", "switches") else self.clauses
        return list(held.get(kind) or ())

    def by_id(self, kind: str) -> dict[str, Row]:
        return {str(row.get("id", "")): row for row in self.rows(kind)}

    @cached_property
    def uses(self) -> set[tuple[str, str]]:
        """The pairs of purpose and data category."""
        return {
            (id_, category) for id_, row in self.by_id("purposes").items() for category in row.get("categories") or ()
        }

    @cached_property
    def effective_on(self) -> date:
        """The day whose rules count: when it takes effect, or today where that is later.

        For a draft without a date: far ahead, when every known rule is valid.
        """
        given = self.document.get("effective_from")
        begins = date.fromisoformat(given) if given else date.max
        return max(begins, self.today or begins)


@dataclass(frozen=True)
class Code:
    """An inventory by its rows."""

    inventory: Row

    def rows(self, kind: str) -> list[Row]:
        return [row if isinstance(row, Mapping) else {"id": row} for row in self.inventory.get(kind) or ()]

    def ids(self, kind: str) -> set[str]:
        return {str(row["id"]) for row in self.rows(kind)}

    def asked(self, kind: str) -> set[str]:
        """The ids that a use case of the shop asks for."""
        return {str(row["id"]) for row in self.rows(kind) if row.get("required_by") or row.get("optional_in")}

    @cached_property
    def uses(self) -> dict[tuple[str, str], list[Row]]:
        """The fields by purpose and category; a switch is asked apart and is no purpose."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows("fields"):
            for purpose in row["purposes"]:
                if purpose not in self.ids("switches"):
                    found.setdefault((purpose, row["category"]), []).append(row)
        return found


def texts(policy: Policy, kinds: Iterable[str]) -> Iterator[Finding]:
    """Ask for title, text and every wording in each language."""
    rendered = policy.document.get("texts") or {}
    for locale in LOCALES:
        text = rendered.get(locale) or {}
        for part in ("title", "text"):
            if not str(text.get(part) or "").strip():
                yield missing_text(f"/texts/{locale}/{part}", part, locale)
    for kind in kinds:
        for row in policy.rows(kind):
            member = "name" if kind == "recipients" else "wording"
            wording = row.get(member) or {}
            # An address for machines needs no words; where it has some, it has them in each language.
            if kind == "contacts" and row.get("value") and not any(map(str.strip, wording.values())):
                continue
            for locale in LOCALES:
                if not str(wording.get(locale) or "").strip():
                    path = f"{place(kind, row)}/{member}/{locale}"
                    yield missing_text(path, str(row.get("id", "")), locale)


def clauses_once(policy: Policy, kinds: Iterable[str]) -> Iterator[Finding]:
    """Ask that no clause stands twice."""
    for kind in kinds:
        seen: set[str] = set()
        for row in policy.rows(kind):
            id_ = str(row.get("id", ""))
            if id_ in seen or not id_:
                yield Finding(code="clause_twice", clause_path=place(kind, row), id=id_ or "?")
            seen.add(id_)


def contacts(policy: Policy) -> Iterator[Finding]:
    """Ask for the contacts that people must have, each with something in it."""
    kinds = {row.get("kind") for row in policy.rows("contacts")}
    for kind in CONTACTS:
        if kind not in kinds:
            yield Finding(code="contact_missing", clause_path="/clauses/contacts", id=kind)
    for row in policy.rows("contacts"):
        if not row.get("value") and not row.get("wording"):
            yield incomplete(f"{place('contacts', row)}/value", str(row.get("id", "")), "value")


def unknown(code: str, place: str, declared: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    """Answer a finding for each id that the other side does not know."""
    for id_ in sorted(set(declared) - set(known)):
        yield Finding(code=code, clause_path=f"/{place}/{id_}", id=id_)


def missing_text(path: str, id_: str, locale: str) -> Finding:
    """Answer that a text is not there in a language."""
    return Finding(code="text_missing", clause_path=path, id=id_, params={"locale": locale})


def incomplete(path: str, id_: str, name: str) -> Finding:
    """Answer that a member of a clause is empty."""
    return Finding(code="incomplete", clause_path=path, id=id_, params={"name": name})


def place(kind: str, row: Row) -> str:
    """Answer where a clause stands in a document."""
    prefix = "" if kind in ("purposes", "switches") else "/clauses"
    return f"{prefix}/{kind}/{row.get('id', '')}"
