"""The prose of two documents, compared by section: what changed in meaning, and what only in spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from frontend_contracts.wire.policy_clauses import LOCALES, is_same_text
from frontend_contracts.wire.policy_typography import is_typographic

Row = Mapping[str, Any]

_SECTION = re.compile(r'<section id="([^"]*)">(.*?)</section>', re.DOTALL)
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True)
class SectionChange:
    """A section that was `added`, `removed` or `changed` in one language; `heading` as the newer text shows it."""

    locale: str
    change: str
    heading: str
    is_typographic: bool

    def to_json(self) -> dict[str, Any]:
        """Answer it as JSON-able data."""
        return {"locale": self.locale, "change": self.change, "heading": self.heading}


def is_reworded(before: Any, after: Any) -> bool:
    """Say whether a flag's wording means something else in any language."""
    return not is_same_text(before, after)


def section_changes(old: Row, new: Row) -> tuple[SectionChange, ...]:
    """Return the sections that differ, by language, in the order of the newer text; removed ones come last."""
    return tuple(change for locale in LOCALES for change in _in_language(old, new, locale))


def facts_changed(old: Row, new: Row) -> bool:
    """Say whether the title, the prevailing language or the operator's facts changed in more than spelling."""
    was, now = old.get("operator") or {}, new.get("operator") or {}
    for name in {*was, *now}:
        before, after = was.get(name), now.get(name)
        if before != after and not (isinstance(before, Mapping) and is_same_text(before, after)):
            return True
    titles = [{locale: _text(document, locale).get("title") for locale in LOCALES} for document in (old, new)]
    return old.get("authoritative_locale") != new.get("authoritative_locale") or not is_same_text(*titles)


def _in_language(old: Row, new: Row, locale: str) -> list[SectionChange]:
    before, after = _sections(old, locale), _sections(new, locale)
    changes = []
    for key, (heading, text) in after.items():
        partner = _partner(key, heading, before, after)
        if partner is None:
            changes.append(_change(locale, "added", heading))
            continue
        was_heading, was = before.pop(partner)
        if (was_heading, was) != (heading, text):
            is_spelling = is_typographic(f"{was_heading} {was}", f"{heading} {text}")
            changes.append(_change(locale, "changed", heading, is_typographic=is_spelling))
    return [*changes, *(_change(locale, "removed", heading) for heading, _text in before.values())]


def _partner(key: str, heading: str, before: Mapping[str, tuple[str, str]], after: Mapping[str, Any]) -> str | None:
    """Return which section of the older text this one was: by its heading without the number, else by its place."""
    plain = _without_number(heading)
    for was, (was_heading, _body) in before.items():
        if _without_number(was_heading) == plain:
            return was
    taken = {_without_number(other) for other, _body in after.values()}
    if key in before and _without_number(before[key][0]) not in taken:
        return key
    return None


def _change(locale: str, change: str, heading: str, *, is_typographic: bool = False) -> SectionChange:
    return SectionChange(locale=locale, change=change, heading=heading, is_typographic=is_typographic)


def _sections(document: Row, locale: str) -> dict[str, tuple[str, str]]:
    """Return heading and text by section id. A document without HTML counts as one section of its plain text."""
    text = _text(document, locale)
    html = str(text.get("html") or "")
    found = {id_: _parts(body) for id_, body in _SECTION.findall(html)}
    if not found and text.get("text"):
        found = {"": ("", str(text["text"]))}
    return found


def _parts(body: str) -> tuple[str, str]:
    heading = _HEADING.search(body)
    rest = _HEADING.sub("", body, count=1)
    return (_plain(heading.group(1)) if heading else "", _plain(rest))


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _without_number(heading: str) -> str:
    return re.sub(r"^[\d.\s]+", "", heading).casefold()


def _text(document: Row, locale: str) -> Row:
    texts: Row = document.get("texts") or {}
    return texts.get(locale) or {}
