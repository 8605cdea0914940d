"""The gate's questions about clauses: each is complete, confirmed by a person, single, and refers to what is there.

Whether they say what the shop's code does is asked elsewhere, of the shop's own inventory.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cms.policies import clause_words, clauses, contracts
from cms.policies.contracts import LOCALES, Failure
from cms.policies.placeholders import placeholders_in


def failures_of(draft: contracts.Draft, *, today: date | None = None) -> list[Failure]:
    """Return what is wrong with the clauses of a draft, in the order of the page."""
    failures = [*_proposed("purposes", draft.purposes), *_reviews_ahead(draft, today)]
    for kind, found in draft.clauses.kinds():
        failures += _proposed(kind, found)
        seen: set[str] = set()
        for place, clause in enumerate(found):
            failures += _repeated(_place(kind, place), clause, seen)
            failures += _CHECKS[kind](_place(kind, place), clause)
    return [*failures, *_references(draft)]


def _reviews_ahead(draft: contracts.Draft, today: date | None) -> list[Failure]:
    """An agreement that will have been read on a day to come has not been read."""
    return [
        Failure(pointer=f"{_place('recipients', place)}/reviewed_on", code="policies.review_ahead")
        for place, recipient in enumerate(draft.clauses.recipients)
        if today is not None and recipient.reviewed_on > today.isoformat()
    ]


def _place(kind: str, place: int) -> str:
    return f"/{kind}/{place}"


def _proposed(kind: str, found: Iterable[Any]) -> list[Failure]:
    return [
        Failure(pointer=f"/{kind}/{place}/state", code="policies.clause_proposed")
        for place, clause in enumerate(found)
        if clause.state == clauses.PROPOSED
    ]


def _repeated(pointer: str, clause: clauses.Clause, seen: set[str]) -> list[Failure]:
    # Retention rules and contacts may repeat: their ids are numbered.
    named_by = "country" if isinstance(clause, clauses.Safeguard) else "id"
    is_repeated = bool(clause.id) and clause.id in seen
    seen.add(clause.id)
    if not is_repeated:
        return []
    return [Failure(pointer=f"{pointer}/{named_by}", code="policies.clause_twice", params={"id": clause.id})]


def _data_category(pointer: str, clause: clauses.DataCategory) -> list[Failure]:
    chosen = {"id": clause.id, "necessity": clause.necessity, "fields": clause.fields}
    return [*_chosen(pointer, chosen), *_worded(pointer, "wording", clause.wording)]


def _recipient(pointer: str, clause: clauses.Recipient) -> list[Failure]:
    chosen = {
        name: getattr(clause, name)
        for name in ("id", "country", "host", "role", "purposes", "categories", "agreement", "reviewed_on")
    }
    found = [*_chosen(pointer, chosen), *_placeholder(f"{pointer}/agreement", clause.agreement)]
    if clause.country and clause.country not in clause_words.COUNTRIES:
        found.append(_unknown(f"{pointer}/country", clause.country))
    return [*found, *_worded(pointer, "name", clause.name)]


def _retention(pointer: str, clause: clauses.Retention) -> list[Failure]:
    found = _chosen(pointer, {"category": clause.category, "purpose": clause.purpose, "then": clause.then})
    if not clause.term:
        found.append(Failure(pointer=f"{pointer}/term_number", code="policies.term_missing"))
    elif "until" not in clause.term:
        found += _chosen(pointer, {"from_event": clause.from_event})
    return [*found, *_worded(pointer, "wording", clause.wording)]


def _safeguard(pointer: str, clause: clauses.Safeguard) -> list[Failure]:
    return [*_chosen(pointer, {"country": clause.country}), *_worded(pointer, "wording", clause.wording)]


def _right(pointer: str, clause: clauses.Right) -> list[Failure]:
    found = _chosen(pointer, {"id": clause.id, "handler": clause.handler})
    if clause.clock_working_days is None:
        found += _chosen(pointer, {"clock_working_days": ""})
    return [*found, *_worded(pointer, "wording", clause.wording)]


def _consumer_right(pointer: str, clause: clauses.ConsumerRight) -> list[Failure]:
    found = _chosen(pointer, {"id": clause.id, "handler": clause.handler})
    # A clock and the event it counts from stand or fall together.
    if not clause.is_clock_whole or (clause.from_event and not clause.clock):
        found.append(Failure(pointer=f"{pointer}/clock_number", code="policies.clock_incomplete"))
    elif clause.clock:
        found += _chosen(pointer, {"from_event": clause.from_event})
    return [*found, *_worded(pointer, "wording", clause.wording)]


def _contact(pointer: str, clause: clauses.Contact) -> list[Failure]:
    found = _chosen(pointer, {"kind": clause.kind})
    if any(clause.wording.values()):
        found += _worded(pointer, "wording", clause.wording)
    elif not clause.value:
        found += _chosen(pointer, {"value": ""})
    is_value = _VALUES.get(clause.kind)
    if clause.value and is_value is not None and not is_value(clause.value.strip()):
        found.append(Failure(pointer=f"{pointer}/value", code="policies.contact_malformed"))
    return [*found, *_placeholder(f"{pointer}/value", clause.value)]


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


_PHONE = re.compile(r"\+?[\d\s()-]{6,24}")
#: What the value of a contact must look like, so that what people write to reaches somebody.
_VALUES: dict[str, Callable[[str], bool]] = {
    "email": _is_email,
    "phone": lambda value: _PHONE.fullmatch(value) is not None,
}
_CHECKS: dict[str, Callable[[str, Any], list[Failure]]] = {
    "data_categories": _data_category,
    "recipients": _recipient,
    "retention": _retention,
    "safeguards": _safeguard,
    "rights": _right,
    "consumer_rights": _consumer_right,
    "contacts": _contact,
}


def _references(draft: contracts.Draft) -> list[Failure]:
    """Categories and purposes that are named must be declared in this policy too."""
    categories = {clause.id for clause in draft.clauses.data_categories}
    declared = {"categories": categories, "category": categories, "purposes": {one.id for one in draft.purposes}}
    declared["purpose"] = declared["purposes"] | {switch.id for switch in draft.switches}
    named = {
        "purposes": (draft.purposes, ("categories",)),
        "recipients": (draft.clauses.recipients, ("purposes", "categories")),
        "retention": (draft.clauses.retention, ("category", "purpose")),
    }
    return [
        Failure(pointer=f"{_place(kind, place)}/{name}", code="policies.reference_missing", params={"id": id_})
        for kind, (found, names) in named.items()
        for place, clause in enumerate(found)
        for name in names
        for id_ in _ids(getattr(clause, name))
        if id_ not in declared[name]
    ]


def _ids(named: str | tuple[str, ...]) -> list[str]:
    return [id_ for id_ in ((named,) if isinstance(named, str) else named) if id_]


def _chosen(pointer: str, values: Mapping[str, Any]) -> list[Failure]:
    return [
        Failure(pointer=f"{pointer}/{name}", code="policies.clause_incomplete")
        for name, value in values.items()
        if not value or isinstance(value, str) and not value.strip()
    ]


def _worded(pointer: str, name: str, texts: contracts.Texts) -> list[Failure]:
    failures: list[Failure] = []
    for locale in LOCALES:
        place, text = f"{pointer}/{name}_{locale}", texts.get(locale, "")
        if not text.strip():
            failures.append(Failure(pointer=place, code="policies.text_missing"))
        failures += _placeholder(place, text)
    return failures


def _placeholder(pointer: str, text: str) -> list[Failure]:
    return [
        Failure(pointer=pointer, code="policies.placeholder", params={"found": found})
        for found in placeholders_in(text)
    ]


def _unknown(pointer: str, id_: str) -> Failure:
    return Failure(pointer=pointer, code="policies.country_unknown", params={"id": id_})
