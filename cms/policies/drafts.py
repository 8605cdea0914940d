"""Reading a draft out of a page, or out of the cleaned values of its form."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from cms.policies import clause_drafts, clauses, contracts
from cms.policies.contracts import LOCALES


def draft_of(kind: str, field: Callable[[str], Any]) -> contracts.Draft:
    """Return the draft whose values `field(name)` gives: a page's attributes, or a form's cleaned data."""
    return contracts.Draft(
        kind=kind,
        slug=field("slug") or "",
        title={locale: field(f"title_{locale}") or "" for locale in LOCALES},
        sections=tuple(_sections(field("sections"))),
        purposes=tuple(_purposes(field("purposes"))) if kind == contracts.POLICY else (),
        switches=tuple(_switches(field("switches"))) if kind == contracts.POLICY else (),
        notes=tuple(_notes(field("notes"))),
        imported_notes=imported_notes(field("source")),
        authoritative_locale=field("authoritative_locale") or "",
        effective_from=_date(field("effective_from")),
        change_note={locale: field(f"change_note_{locale}") or "" for locale in LOCALES},
        asks_again=bool(field("asks_again")),
        clauses=clause_drafts.clauses_of(field) if kind == contracts.POLICY else clause_drafts.terms_of(field),
    )


def imported_notes(source: dict[str, Any] | None) -> frozenset[str]:
    """Return the ids of the notes that came with imported files."""
    return frozenset(note for imported in (source or {}).values() for note in imported.get("notes", ()))


def _sections(stream: Iterable[Any]) -> Iterable[contracts.Section]:
    for child in stream or ():
        value = child.value
        yield contracts.Section(
            id=child.get_prep_value()["id"],  # a block made in a shell gets its id here
            number=(value.get("number") or "").strip(),
            heading=_texts(value, "heading"),
            body={locale: _source(value.get(f"body_{locale}")) for locale in LOCALES},
        )


def _purposes(stream: Iterable[Any]) -> Iterable[contracts.Purpose]:
    for child in stream or ():
        value = child.value
        yield contracts.Purpose(
            id=value.get("id") or "",
            wording=_texts(value, "wording"),
            legal_basis=value.get("legal_basis") or "",
            required=bool(value.get("required")),
            switches=tuple(value.get("switches") or ()),
            categories=tuple(value.get("categories") or ()),
            state=value.get("state") or clauses.CONFIRMED,
        )


def _switches(stream: Iterable[Any]) -> Iterable[contracts.Switch]:
    for child in stream or ():
        yield contracts.Switch(id=child.value.get("id") or "", wording=_texts(child.value, "wording"))


def _notes(stream: Iterable[Any]) -> Iterable[contracts.Note]:
    for child in stream or ():
        value = child.value
        yield contracts.Note(
            id=child.get_prep_value()["id"],
            locale=value.get("locale") or "",
            certainty=value.get("certainty") or "certain",
            section=value.get("section") or "",
            paragraph=value.get("paragraph") or 0,
            offset=value.get("offset") or 0,
            text=value.get("text") or "",
            is_resolved=bool(value.get("is_resolved")),
        )


def _date(value: date | str | None) -> date | None:
    """Read a date; in a shell it may still be text, which Django would store as well."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _texts(value: Any, name: str) -> dict[str, str]:
    return {locale: (value.get(f"{name}_{locale}") or "").strip() for locale in LOCALES}


def _source(rich_text: Any) -> str:
    return getattr(rich_text, "source", rich_text) or ""
