"""Reading the clauses out of a page, or out of the cleaned values of its form."""

from collections.abc import Callable
from typing import Any

from cms.policies import clauses
from cms.policies.clauses import Clauses

LOCALES = ("kk", "ru", "en")


def clauses_of(field: Callable[[str], Any]) -> Clauses:
    """Return the clauses whose stream values `field(name)` gives."""
    return Clauses(
        data_categories=tuple(
            clauses.DataCategory(
                id=_text(value, "id"),
                state=_state(value),
                wording=_texts(value, "wording"),
                necessity=_text(value, "necessity"),
                fields=tuple(value.get("fields") or ()),
            )
            for value in _values(field("data_categories"))
        ),
        recipients=tuple(_recipient(value) for value in _values(field("recipients"))),
        retention=_retention(_values(field("retention"))),
        safeguards=tuple(
            clauses.Safeguard(
                id=_text(value, "country").lower(),
                state=_state(value),
                country=_text(value, "country"),
                wording=_texts(value, "wording"),
            )
            for value in _values(field("safeguards"))
        ),
        rights=tuple(
            clauses.Right(
                id=_text(value, "id"),
                state=_state(value),
                handler=_text(value, "handler"),
                clock_working_days=value.get("clock_working_days"),
                wording=_texts(value, "wording"),
            )
            for value in _values(field("rights"))
        ),
        contacts=_contacts(_values(field("contacts"))),
    )


def terms_of(field: Callable[[str], Any]) -> Clauses:
    """Return the clauses of terms: what a buyer may ask, and where they turn."""
    return Clauses(
        consumer_rights=tuple(
            clauses.ConsumerRight(
                id=_text(value, "id"),
                state=_state(value),
                handler=_text(value, "handler"),
                clock=clauses.clock_of(value.get("clock_number"), _text(value, "clock_unit")),
                from_event=_text(value, "from_event"),
                wording=_texts(value, "wording"),
                is_clock_whole=bool(value.get("clock_number")) == bool(_text(value, "clock_unit")),
            )
            for value in _values(field("consumer_rights"))
        ),
        contacts=_contacts(_values(field("contacts"))),
    )


def _recipient(value: Any) -> clauses.Recipient:
    reviewed_on = value.get("reviewed_on")
    return clauses.Recipient(
        id=_text(value, "id"),
        state=_state(value),
        name=_texts(value, "name"),
        country=_text(value, "country"),
        host=_text(value, "host"),
        role=_text(value, "role"),
        purposes=tuple(value.get("purposes") or ()),
        categories=tuple(value.get("categories") or ()),
        agreement=_text(value, "agreement"),
        reviewed_on=str(reviewed_on) if reviewed_on else "",  # a date, or its text where a shell wrote it
    )


def _retention(values: list[Any]) -> tuple[clauses.Retention, ...]:
    pairs = [f"{_text(value, 'category')}.{_text(value, 'purpose')}" for value in values]
    return tuple(
        clauses.Retention(
            id=id_,
            state=_state(value),
            category=_text(value, "category"),
            purpose=_text(value, "purpose"),
            term=clauses.term_of(value.get("term_number"), _text(value, "term_unit")),
            from_event=_text(value, "from_event"),
            then=_text(value, "then"),
            wording=_texts(value, "wording"),
        )
        for id_, value in zip(clauses.numbered(pairs), values, strict=True)
    )


def _contacts(values: list[Any]) -> tuple[clauses.Contact, ...]:
    return tuple(
        clauses.Contact(
            id=id_,
            state=_state(value),
            kind=_text(value, "kind"),
            value=_text(value, "value"),
            wording=_texts(value, "wording"),
        )
        for id_, value in zip(clauses.numbered(_text(value, "kind") for value in values), values, strict=True)
    )


def _values(stream: Any) -> list[Any]:
    return [child.value for child in stream or ()]


def _text(value: Any, name: str) -> str:
    return str(value.get(name) or "").strip()


def _state(value: Any) -> str:
    return _text(value, "state") or clauses.CONFIRMED


def _texts(value: Any, name: str) -> dict[str, str]:
    return {locale: _text(value, f"{name}_{locale}") for locale in LOCALES}
