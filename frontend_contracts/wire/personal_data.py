"""Marks on database fields: personal or not, why kept, how long, and what erasure does.

A mark hangs on the field object and nowhere else: no migration, no change of type. Export, erasure, retention and the
public inventory all read these marks, so a field without one is an error (`wire.E001`), and so is a check that finds
nothing to check. Fields of other people's apps are declared in one table per service (`third_party_table`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar

from django.apps import apps
from django.core import checks
from django.db import models

_ATTRIBUTE = "personal_data_mark"
NOT_PERSONAL = "not personal"  # as it stands in the inventory

Field = TypeVar("Field", bound="models.Field[Any, Any]")


class Erasure(Enum):
    """What erasing a person does to this cell."""

    DELETE = "delete"  # the row goes
    BLANK = "blank"  # the row stays, the cell is emptied
    ANONYMISE = "anonymise"  # the cell gets a value that stands for nobody
    KEEP = "keep"  # a law or an open obligation keeps it; `keep` says which and until when


@dataclasses.dataclass(frozen=True)
class UntilWithdrawn:
    """Kept until the consent that it was given under is withdrawn."""

    def to_json(self) -> dict[str, Any]:
        return {"until": "withdrawn"}


@dataclasses.dataclass(frozen=True)
class UntilErased:
    """Kept until the person, or the account it belongs to, is erased."""

    def to_json(self) -> dict[str, Any]:
        return {"until": "erased"}


@dataclasses.dataclass(frozen=True)
class Days:
    """Kept for `count` calendar days from the event that the rule of the register with this id names."""

    count: int
    rule: str = dataclasses.field(kw_only=True)

    def __post_init__(self) -> None:
        if self.count < 1 or not self.rule:
            raise ValueError("A term has at least one day and names its rule.")

    def to_json(self) -> dict[str, Any]:
        return {"days": self.count, "rule": _text(self.rule)}


@dataclasses.dataclass(frozen=True)
class ByRule:
    """Kept as long as a dated rule of the register says: for terms that law can change."""

    rule: str

    def to_json(self) -> dict[str, Any]:
        return {"rule": _text(self.rule)}


Term = UntilWithdrawn | UntilErased | Days | ByRule


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonalMark:
    """The field tells something about a person. `why` holds purpose ids; `keep` at least one term, the longest wins."""

    category: str
    why: tuple[str, ...]
    keep: tuple[Term, ...]
    on_erasure: Erasure

    def to_json(self) -> dict[str, Any]:
        return {
            "category": self.category,
            "why": sorted(self.why),
            "keep": sorted((term.to_json() for term in self.keep), key=repr),
            "on_erasure": self.on_erasure.value,
        }


@dataclasses.dataclass(frozen=True)
class NotPersonalMark:
    """The field tells nothing about a person."""

    def to_json(self) -> str:
        return NOT_PERSONAL


Mark = PersonalMark | NotPersonalMark


class MarkMissing(Exception):
    """Fields without a mark: no inventory can be made."""


def personal_mark(
    *, category: str, why: Iterable[str], keep: Term | Iterable[Term], on_erasure: Erasure
) -> PersonalMark:
    """Make the mark of a personal field, for `third_party_table`; `why` takes purpose ids, as text or str enums.

    :raises ValueError: no category, no purpose, no term, or `why` is one text instead of a list
    """
    if isinstance(why, str):
        raise ValueError("why is a list of purpose ids.")
    purposes = tuple(_text(purpose) for purpose in why)
    terms = (keep,) if isinstance(keep, Term) else tuple(keep)
    if not category or not purposes or not all(purposes) or not terms:
        raise ValueError("A personal field names its category, at least one purpose and at least one term.")
    return PersonalMark(category=_text(category), why=purposes, keep=terms, on_erasure=Erasure(on_erasure))


def not_personal_mark() -> NotPersonalMark:
    """Make the mark of a field that tells nothing about a person, for `third_party_table`."""
    return NotPersonalMark()


def personal(
    field: Field, *, category: str, why: Iterable[str], keep: Term | Iterable[Term], on_erasure: Erasure
) -> Field:
    """Mark a field as personal and answer the field itself. Arguments as for `personal_mark`."""
    return _marked(field, personal_mark(category=category, why=why, keep=keep, on_erasure=on_erasure))


def not_personal(field: Field) -> Field:
    """Mark a field as telling nothing about a person and answer the field itself."""
    return _marked(field, NotPersonalMark())


_third_party: dict[str, dict[str, Mark]] = {}


def third_party_table(table: Mapping[str, Mapping[str, Mark]]) -> None:
    """Declare fields of installed apps that are not ours: {"app_label.Model": {"field": mark}}.

    `"*"` stands for the fields of the model that are not named, and takes `not_personal_mark()` only; the inventory
    still lists each of them, so a field that an upgrade brings shows in review. Declaring the same again is harmless.

    :raises ValueError: a model was declared before in another way, or `"*"` is declared personal
    """
    for label, marks in table.items():
        if isinstance(marks.get("*"), PersonalMark):
            raise ValueError(f"{label}: '*' cannot be personal; name the fields.")
        if _third_party.setdefault(label.lower(), dict(marks)) != dict(marks):
            raise ValueError(f"{label} is declared twice.")


def mark_of(model: type[models.Model], field: models.Field[Any, Any]) -> Mark | None:
    """Answer the mark of a model's field: its own, or the third-party table's; None when it has none."""
    own: Mark | None = getattr(field, _ATTRIBUTE, None)
    if own is not None:
        return own
    declared = _third_party.get(model._meta.label_lower, {})
    named = declared.get(field.name, declared.get("*"))
    if named is not None:
        return named
    if model._meta.auto_created:
        return _mark_of_relation(model)
    # Django makes these itself (an implicit key, the pointer to a parent table); they cannot be marked.
    return NotPersonalMark() if field.auto_created else None


def marked_fields(
    app_labels: Iterable[str] | None = None,
) -> Iterator[tuple[type[models.Model], models.Field[Any, Any], Mark | None]]:
    """Walk each column and many-to-many relation of the installed models (or of `app_labels`) with its mark."""
    labels = None if app_labels is None else set(app_labels)
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
        options = model._meta
        if options.proxy or (labels is not None and options.app_label not in labels):
            continue
        for field in sorted((*options.local_fields, *options.local_many_to_many), key=lambda field: field.name):
            yield model, field, mark_of(model, field)


def unmarked_fields(app_labels: Iterable[str] | None = None) -> list[str]:
    """Answer each field without a mark as "app_label.Model.field", sorted."""
    return [f"{model._meta.label}.{field.name}" for model, field, mark in marked_fields(app_labels) if mark is None]


def stale_declarations() -> list[str]:
    """Answer entries of the third-party table that name a model or field which does not exist, sorted."""
    fields = {model._meta.label_lower: {field.name for field in _local_fields(model)} for model in _all_models()}
    stale: list[str] = []
    for label, marks in _third_party.items():
        if label not in fields:
            stale.append(label)
            continue
        stale += [f"{label}.{name}" for name in marks if name != "*" and name not in fields[label]]
    return sorted(stale)


def inventory(app_labels: Iterable[str] | None = None) -> dict[str, Any]:
    """Answer what is kept about people, as JSON-able data, the same at each run.

    {"counts": {"models", "fields", "personal", "not_personal"},
     "models": {"app_label.Model": {"field": {"category", "why", "keep", "on_erasure"} or "not personal"}}}

    :raises MarkMissing: a field has no mark, or there is no field at all
    """
    entries: dict[str, dict[str, Any]] = {}
    counts = {"models": 0, "fields": 0, "personal": 0, "not_personal": 0}
    for model, field, mark in marked_fields(app_labels):
        if mark is None:
            raise MarkMissing(f"{model._meta.label}.{field.name} has no mark.")
        entries.setdefault(model._meta.label, {})[field.name] = mark.to_json()
        counts["fields"] += 1
        counts["personal" if isinstance(mark, PersonalMark) else "not_personal"] += 1
    if not entries:
        raise MarkMissing("There is no field to list.")
    counts["models"] = len(entries)
    return {"counts": counts, "models": entries}


@checks.register("personal_data")
def check_marks(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """System check: each field is marked (E001), declarations fit (E002), something was there to check (E003)."""
    labels = None if app_configs is None else [config.label for config in app_configs]
    found: list[checks.CheckMessage] = [
        checks.Error(f"{name} is not marked personal or not.", hint="personal(…) or not_personal(…)", id="wire.E001")
        for name in unmarked_fields(labels)
    ]
    found += [checks.Error(f"{name} is declared and does not exist.", id="wire.E002") for name in stale_declarations()]
    if labels is None and not any(True for _ in marked_fields()):
        found.append(checks.Error("No field was found to check.", id="wire.E003"))
    return found


def _marked(field: Field, mark: Mark) -> Field:
    if getattr(field, _ATTRIBUTE, None) is not None:
        raise ValueError("The field is marked already.")
    setattr(field, _ATTRIBUTE, mark)
    return field


def _mark_of_relation(through: type[models.Model]) -> Mark | None:
    """Answer the mark for all columns of an automatic many-to-many table: that of the relation it was made for."""
    # At run time this is the model that declared the relation; the stubs know only its truth value.
    owner: Any = through._meta.auto_created
    for relation in owner._meta.local_many_to_many:
        if relation.remote_field.through is through:
            return mark_of(owner, relation)
    return None


def _all_models() -> list[type[models.Model]]:
    return list(apps.get_models(include_auto_created=True))


def _local_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def _text(value: str) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
