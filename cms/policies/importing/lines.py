"""Physical lines to logical ones: hard-wrapped lines belong together, blank lines divide."""

import re
from dataclasses import dataclass

WRAP_LIMIT = 130  # characters; a text whose lines are longer was not wrapped by hand or by an editor

BULLET = re.compile(r"(?:[-*•–—·▪◦○●■□‣⁃➢►✓✔+>∙\uf0b7]|o(?=\t))[ \t\u00a0]+(?=\S)")
LETTER = re.compile(
    r"(?:\((?:[a-zа-яёәіңғүұқөһ]|[ivx]{1,5})\)|(?:[a-zа-яёәіңғүұқөһ]|[ivx]{1,5})\)|[a-z]\.)[ \t\u00a0]+(?=\S)"
)
NUMBER = re.compile(r"(?:\(\d{1,3}\)|\d{1,3}[.)])[ \t\u00a0]+(?=\S)")
SUBNUMBER = re.compile(r"(?:§\s*)?(\d{1,3}(?:\.\d{1,3}){1,3})[.)]?[ \t\u00a0]+(?=\S)")
DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}\b")
RULE = re.compile(r"\s*(?:[=_*~#—–-]\s?){3,}\s*$")
_HEADING_WORD = re.compile(
    r"(?:#+\s|§|(?:\*\*|__)?(?:\d{1,3}|[IVXІХ]{1,6})\s?[.)–—:-]?\s*(?-i:[«“\"]?[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ])|(?:section|article|clause|part|chapter|раздел|статья|глава|часть|пункт|бөлім|тарау|бап)\s+[\dIVXІХ]"
    r"|[\dIVXІХ]+\s*[-–]\s*(?:бөлім|тарау|бап|тармақ))",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One logical line. `start` to `end` is all of it with line ends; `first` to `last` its visible characters."""

    start: int
    end: int
    first: int
    last: int
    content: str
    blank_before: bool
    blank_after: bool

    @property
    def indent(self) -> int:
        """Return the number of characters before the first visible one."""
        return self.first - self.start

    @property
    def flat(self) -> str:
        """Return the content on one line."""
        return flat(self.content)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str


def flat(text: str) -> str:
    """Return text with every run of white space as one space, without invisible marks."""
    return " ".join(text.replace("\ufeff", "").replace("\u200b", "").replace("\u00ad", "").split())


def starts_new(text: str) -> bool:
    """Return True if a line opens with a list marker, a sub-section number or a heading's sign."""
    stripped = text.strip()
    return any(pattern.match(stripped) for pattern in (BULLET, LETTER, NUMBER, SUBNUMBER, _HEADING_WORD))


def stretches(text: str) -> list[Stretch]:
    """Return the logical lines of a text in order. Blank lines belong to none."""
    lines = _physical(text)
    width = _wrap_width(lines)
    found: list[Stretch] = []
    group: list[_Line] = []
    blank_before = True
    for line in lines:
        if not line.text.strip():
            if group:
                found.append(_stretch(text, group, blank_before=blank_before, blank_after=True))
                group = []
            blank_before = True
        elif group and _continues(group[-1], line, width):
            group.append(line)
        else:
            if group:
                found.append(_stretch(text, group, blank_before=blank_before, blank_after=False))
                blank_before = False
            group = [line]
    if group:
        found.append(_stretch(text, group, blank_before=blank_before, blank_after=True))
    return found


def _physical(text: str) -> list[_Line]:
    lines, at = [], 0
    # A vertical tab or U+2028 is what word processors write for a forced line break.
    for found in re.finditer("[^\n\x0b\u2028]*(?:[\n\x0b\u2028]|$)", text):
        if found.group() or at < len(text):
            lines.append(_Line(found.start(), found.end(), found.group().rstrip("\n\x0b\u2028")))
        at = found.end()
    return lines


def _wrap_width(lines: list[_Line]) -> int | None:
    lengths = sorted(len(line.text.rstrip()) for line in lines if line.text.strip())
    if len(lengths) < 4 or lengths[-1] > WRAP_LIMIT or lengths[-1] < 40:
        return None
    near = sum(length >= 0.8 * lengths[-1] for length in lengths)
    return lengths[-1] if near >= 3 and near >= 0.15 * len(lengths) else None


def _continues(previous: _Line, line: _Line, width: int | None) -> bool:
    before, text = previous.text.rstrip(), line.text.strip()
    if RULE.match(before) or RULE.match(text):
        return False
    opens_small = text[:1].islower()
    is_full = width is not None and len(before) + 1 + len(text.split()[0]) > width
    if starts_new(text):
        found = SUBNUMBER.match(text) or NUMBER.match(text)
        return bool(is_full and found and text[found.end() :][:1].islower() and not _ENDED.search(before))
    is_open = not _ENDED.search(before)
    if opens_small and is_open:
        return True
    # A lone wrapped paragraph in a text of short lines: long, unfinished, and no heading.
    if is_open and 72 <= len(before) <= WRAP_LIMIT and not starts_new(previous.text):
        return True
    # A line that ends a sentence and yet is full goes on in the next one.
    return is_full


def _stretch(text: str, group: list[_Line], *, blank_before: bool, blank_after: bool) -> Stretch:
    head, tail = group[0], group[-1]
    first = head.start + len(head.text) - len(head.text.lstrip())
    last = tail.start + len(tail.text.rstrip())
    return Stretch(head.start, tail.end, first, last, text[first:last], blank_before, blank_after)
