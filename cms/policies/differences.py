"""The difference of two versions, by section and by clause, in one language: pure functions over their documents."""

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from cms.policies.contracts import LOCALES, ClauseChange, FieldChange, ParagraphChange, SectionChange
from frontend_contracts.wire import policy_terms
from frontend_contracts.wire.policy_clauses import View

FACTS = ("effective_from", "authoritative_locale")


def section_changes(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], locale: str
) -> tuple[SectionChange, ...]:
    """Return what happened to each section, in the order of the newer text; removed ones stand where they were.

    A section is the same one when its block is (an edit keeps its id), else when its heading is, else its number.
    """
    partner = _partners(before, after, locale)
    changes: list[SectionChange] = []
    removed = [place for place in range(len(before)) if place not in partner.values()]
    for place, section in enumerate(after):
        while removed and removed[0] <= place:
            changes.append(_section_change(before[removed.pop(0)], None, locale))
        old = before[partner[place]] if place in partner else None
        changes.append(_section_change(old, section, locale))
    changes += [_section_change(before[place], None, locale) for place in removed]
    return tuple(change for change in changes if change.change != "kept")


def clause_changes(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], locale: str
) -> tuple[ClauseChange, ...]:
    """Return what happened to the clauses of a kind in two documents, in the order of their ids."""
    old, new = ({row["id"]: row for row in View(document).rows(kind)} for document in (before, after))
    changes: list[ClauseChange] = []
    for id_ in sorted({*old, *new}):
        was, is_ = _fields(old.get(id_), locale), _fields(new.get(id_), locale)
        fields = tuple(
            FieldChange(field=name, before=was.get(name), after=is_.get(name))
            for name in sorted({*was, *is_})
            if was.get(name) != is_.get(name)
        )
        if id_ not in old or id_ not in new or fields:
            change = "added" if id_ not in old else "removed" if id_ not in new else "changed"
            changes.append(ClauseChange(kind=kind, change=change, id=id_, fields=fields))
    return tuple(changes)


def fact_changes(before: Mapping[str, Any], after: Mapping[str, Any], locale: str) -> tuple[FieldChange, ...]:
    """Return what changed in title, dates and the operator's facts."""
    was, is_ = _facts(before, locale), _facts(after, locale)
    return tuple(FieldChange(field=name, before=was[name], after=is_[name]) for name in was if was[name] != is_[name])


def _partners(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], locale: str) -> dict[int, int]:
    """Return which place of the older text belongs to which of the newer one."""
    partner: dict[int, int] = {}
    signs: tuple[Callable[[Mapping[str, Any]], str], ...] = (
        lambda section: str(section["id"]),
        lambda section: str(section["heading"][locale]).casefold(),
        lambda section: str(section["number"]),
    )
    for same in signs:
        free = {same(before[place]): place for place in range(len(before)) if place not in partner.values()}
        for place, section in enumerate(after):
            key = same(section)
            if place not in partner and key and key in free:
                partner[place] = free.pop(key)
    return partner


def _section_change(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, locale: str) -> SectionChange:
    paragraphs = _paragraphs(
        before["paragraphs"][locale] if before else [], after["paragraphs"][locale] if after else []
    )
    heading_before = before["heading"][locale] if before else None
    heading_after = after["heading"][locale] if after else None
    is_same = heading_before == heading_after and all(paragraph.change == "kept" for paragraph in paragraphs)
    if before is None or after is None:
        kind = "added" if before is None else "removed"
    elif not is_same:
        kind = "changed"
    else:
        kind = "kept" if before["number"] == after["number"] else "renumbered"
    return SectionChange(
        change=kind,
        id=str((after or before or {})["id"]),
        number_before=before["number"] if before else None,
        number_after=after["number"] if after else None,
        heading_before=heading_before,
        heading_after=heading_after,
        paragraphs=() if kind == "renumbered" else paragraphs,
    )


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> tuple[ParagraphChange, ...]:
    changes: list[ParagraphChange] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes += [ParagraphChange(change="kept", text=text) for text in after[new_start:new_end]]
        else:
            changes += [ParagraphChange(change="removed", text=text) for text in before[old_start:old_end]]
            changes += [ParagraphChange(change="added", text=text) for text in after[new_start:new_end]]
    return tuple(changes)


def _fields(clause: Mapping[str, Any] | None, locale: str) -> dict[str, str]:
    if clause is None:
        return {}
    return {name: _as_text(value, locale) for name, value in clause.items() if name != "id"}


def _facts(document: Mapping[str, Any], locale: str) -> dict[str, str]:
    facts = {"title": document["texts"][locale]["title"]}
    facts |= {name: _as_text(document[name], locale) for name in FACTS}
    facts |= {f"operator.{name}": _as_text(value, locale) for name, value in document["operator"].items()}
    return facts


def _as_text(value: Any, locale: str) -> str:
    if isinstance(value, Mapping):
        is_text = not value or set(value) & set(LOCALES)
        return str(value.get(locale, "")) if is_text else policy_terms.described(value)[locale]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(part) for part in value)
    return str(value)
