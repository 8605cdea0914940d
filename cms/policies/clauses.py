"""The clauses of a policy or of the terms: what they promise, as data that can be compared with the shop's code.

Nothing here is typed as an id: categories, fields, recipients and rights are chosen from the shop's inventory, and the
ids of the other clauses follow from what they say. In a document each kind is sorted by id.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from frontend_contracts.wire import buyer_clocks

Texts = Mapping[str, str]

PROPOSED = "proposed"
CONFIRMED = "confirmed"
HOME_COUNTRY = "KZ"
UNTIL = ("withdrawn", "erased")  # terms that end with an event instead of a number
UNITS = ("days", "months", "years")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What every clause has. `state` is `proposed` while nobody confirmed what an import proposed."""

    id: str
    state: str = CONFIRMED

    def to_document(self) -> dict[str, Any]:
        """Return the clause as it stands in a document, without what only editors need."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self) if field.name != "state"}


@dataclass(frozen=True, kw_only=True)
class DataCategory(Clause):
    """A kind of data: which fields of the shop belong to it, and whether people must give it."""

    wording: Texts
    necessity: str  # required or optional
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Recipient(Clause):
    """Somebody else who gets data. `country` is a code of two letters, `reviewed_on` a date (YYYY-MM-DD).

    `host` is where the shop's code sends: another host is another recipient until somebody has looked.
    """

    name: Texts
    country: str
    host: str
    role: str
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    agreement: str
    reviewed_on: str


@dataclass(frozen=True, kw_only=True)
class Retention(Clause):
    """How long data of a category are kept for a purpose. `term` is `{unit: number}` or `{"until": event}`."""

    category: str
    purpose: str
    term: Mapping[str, Any]
    from_event: str
    then: str
    wording: Texts


@dataclass(frozen=True, kw_only=True)
class Safeguard(Clause):
    """What protects data in another country."""

    country: str
    wording: Texts


@dataclass(frozen=True, kw_only=True)
class Right(Clause):
    """What a person may ask, who answers, and in how many working days."""

    handler: str
    clock_working_days: int | None
    wording: Texts


@dataclass(frozen=True, kw_only=True)
class ConsumerRight(Clause):
    """What a buyer may do or ask. `clock` is `{unit: number}` from `from_event`; both empty where no number counts.

    `is_clock_whole` is false while an editor has given a number without its unit, or a unit without its number.
    """

    handler: str
    clock: Mapping[str, int]
    from_event: str
    wording: Texts
    is_clock_whole: bool = True

    def to_document(self) -> dict[str, Any]:
        """Return the right, its clock left out where it has none."""
        whole = super().to_document()
        del whole["is_clock_whole"]
        return {name: value for name, value in whole.items() if value or name not in ("clock", "from_event")}


@dataclass(frozen=True, kw_only=True)
class Contact(Clause):
    """Where people turn: an address for machines in `value`, words for people in `wording`."""

    kind: str
    value: str
    wording: Texts

    def to_document(self) -> dict[str, Any]:
        """Return the contact with its address, its words, or both: what is not there is left out."""
        whole = super().to_document()
        left_out = {name for name in ("value", "wording") if not any(self._said(name))}
        return {name: value for name, value in whole.items() if name not in left_out}

    def _said(self, name: str) -> Iterable[str]:
        return (self.value,) if name == "value" else self.wording.values()


@dataclass(frozen=True, kw_only=True)
class Clauses:
    """All clauses of a draft, each kind in the order of the page; the buyer's rights stand in terms only."""

    data_categories: tuple[DataCategory, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    retention: tuple[Retention, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    rights: tuple[Right, ...] = ()
    consumer_rights: tuple[ConsumerRight, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def kinds(self) -> Iterable[tuple[str, tuple[Clause, ...]]]:
        """Return `(kind, clauses)` in the order of the page; the kind names the field of the page as well."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]

    def to_document(self) -> dict[str, list[dict[str, Any]]]:
        """Return the clauses as they stand in a document: each kind sorted by id.

        `consumer_rights` is there only where it holds something: policies, and terms from before, have no such member.
        """
        return {
            kind: [clause.to_document() for clause in sorted(found, key=lambda clause: clause.id)]
            for kind, found in self.kinds()
            if found or kind != "consumer_rights"
        }


KINDS = tuple(field.name for field in fields(Clauses))
KINDS_OF_TERMS = ("consumer_rights", "contacts")
KINDS_OF_POLICIES = tuple(kind for kind in KINDS if kind != "consumer_rights")


def numbered(ids: Iterable[str]) -> list[str]:
    """Return ids in which a repeated one gets its ordinal: `email`, `email.2`."""
    seen: Counter[str] = Counter()
    made: list[str] = []
    for id_ in ids:
        seen[id_] += 1
        made.append(id_ if seen[id_] == 1 else f"{id_}.{seen[id_]}")
    return made


def term_of(number: int | None, unit: str) -> dict[str, Any]:
    """Return a term; an empty one where something is missing."""
    if unit in UNTIL:
        return {"until": unit}
    return {unit: number} if unit in UNITS and number else {}


def clock_of(number: int | None, unit: str) -> dict[str, int]:
    """Return the clock of a buyer's right; an empty one where number or unit is missing, or the unit is `none`."""
    return {unit: number} if unit in buyer_clocks.UNITS and number else {}


def place_in_page(clauses: Clauses, kind: str, clause_id: str) -> int | None:
    """Return at which place of its field a clause of a document stands, or None where the draft has none such."""
    found: tuple[Clause, ...] = getattr(clauses, kind, ())
    return next((place for place, clause in enumerate(found) if clause.id == clause_id), None)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    # Lists of ids are sets to the reader; one order gives one hash.
    return sorted(set(value)) if isinstance(value, tuple) else value
