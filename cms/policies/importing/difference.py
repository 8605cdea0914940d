"""A readable difference between the sections of two texts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from cms.policies.importing.model import Block
from cms.policies.importing.report_texts import DIFFERENCE_TEXTS

_SAME_FROM = 0.55  # share of equal words from which two paragraphs are one paragraph that changed


@dataclass(frozen=True, slots=True)
class Wording:
    """One section as plain lines, wherever it comes from."""

    number: str
    heading: str
    lines: tuple[str, ...]


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "li", "h2", "h3", "h4", "br", "ul", "ol", "tr"}:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li", "h2", "h3", "h4", "ul", "ol", "tr"}:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data


def wording_from_html(number: str, heading: str, html: str) -> Wording:
    """Return a section stored as HTML as plain lines."""
    parser = _Lines()
    parser.feed(html)
    parser.close()
    return Wording(number, heading, tuple(" ".join(line.split()) for line in parser.lines if line.strip()))


def difference(
    old_blocks: Iterable[Block | Wording], new_blocks: Iterable[Block | Wording], locale: str = "en"
) -> list[str]:
    """Return what changed, section by section: added, removed, moved, renamed, and lines with - and +.

    Both sides may mix blocks and wordings; list markers do not count. The list is empty if nothing changed.
    """
    texts = DIFFERENCE_TEXTS[locale]
    old = [_wording(block) for block in old_blocks]
    new = [_wording(block) for block in new_blocks]
    pairs = _paired(old, new)
    found: list[str] = []
    for at, wording in enumerate(new):
        if at not in pairs:
            found.append(texts["added"].format(section=_name(wording)))
            found += [f"  + {line}" for line in wording.lines]
            continue
        found += _changes(old[pairs[at]], wording, texts)
    for at, wording in enumerate(old):
        if at not in pairs.values():
            found.append(texts["removed"].format(section=_name(wording)))
            found += [f"  - {line}" for line in wording.lines]
    return found


def _changes(old: Wording, new: Wording, texts: dict[str, str]) -> list[str]:
    found: list[str] = []
    if old.heading != new.heading:
        found.append(texts["renamed"].format(old=_name(old), new=_name(new)))
    elif old.number != new.number:
        found.append(texts["moved"].format(old=_name(old), new=_name(new)))
    lines = _line_changes(old.lines, new.lines)
    if lines:
        found.append(texts["changed"].format(section=_name(new)))
    return found + lines


def _line_changes(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    matcher = SequenceMatcher(None, [_plain(line) for line in old], [_plain(line) for line in new], autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            found += [f"  - {line}" for line in old[old_from:old_to]]
            found += [f"  + {line}" for line in new[new_from:new_to]]
    return found


def _paired(old: list[Wording], new: list[Wording]) -> dict[int, int]:
    """Return new index → old index: same heading first, then same number with like text, then like text alone."""
    pairs: dict[int, int] = {}
    tests: tuple[Callable[[Wording, Wording], bool], ...] = (
        lambda a, b: a.heading.casefold() == b.heading.casefold() and a.number == b.number,
        lambda a, b: bool(a.heading) and a.heading.casefold() == b.heading.casefold(),
        lambda a, b: a.number == b.number and _likeness(a, b) >= _SAME_FROM / 2,
        lambda a, b: _likeness(a, b) >= _SAME_FROM,
    )
    for is_same in tests:
        for at, wording in enumerate(new):
            if at in pairs:
                continue
            taken = set(pairs.values())
            match = next((n for n, other in enumerate(old) if n not in taken and is_same(other, wording)), None)
            if match is not None:
                pairs[at] = match
    return pairs


def _likeness(one: Wording, other: Wording) -> float:
    first = " ".join((one.heading, *one.lines)).casefold().split()
    second = " ".join((other.heading, *other.lines)).casefold().split()
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _wording(block: Block | Wording) -> Wording:
    return block if isinstance(block, Wording) else Wording(block.number, block.heading, block.paragraphs)


def _plain(line: str) -> str:
    # HTML draws the bullets and numbers of a list; in a text they stand in the line.
    return " ".join(re.sub(r"^(?:[-*•–—·▪◦○●■]|\d{1,3}[.)])\s+", "", line).split())


def _name(wording: Wording) -> str:
    return " ".join(part for part in (wording.number and f"{wording.number}.", wording.heading) if part).replace(
        "..", "."
    )
