"""Logical lines to sections of rough pieces: title, contents, headings, sub-sections, lists, related documents."""

import re
from dataclasses import dataclass, replace

from cms.policies.importing.headings import Heading
from cms.policies.importing.lines import BULLET, DATE, LETTER, NUMBER, RULE, SUBNUMBER, Stretch, flat
from cms.policies.importing.pieces import PieceKind

_RELATED = re.compile(
    r"\W*(?:related|see also|read also|associated|accompanying|companion|связанн\w+|смежн\w+|сопутств\w+"
    r"|сопряж[её]нн\w+|см\.?\s*также|смотрите\s+также|см\.?\s*документ\w*"
    r"|относящ\w+ся|байланысты|қатысты|ілеспе|тиісті|сабақтас|сондай-ақ\s+қараңыз|тағы\s+қараңыз"
    r"|(?=қараңыз\s*:)қараңыз)"
    r"(?:\s+(?:legal\s+)?(?:documents?|policy|policies|texts?|links?|pages?|terms|документ\w*|политик\w*"
    r"|материал\w*|ссылк\w*|құжат\w*|мәтін\w*|саясат\w*|сілтеме\w*))?[*_]*\s*"
    r"(?:[:：]|\s[—–-]\s)[*_]*\s*(?P<names>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CONTENTS_TITLE = re.compile(
    r"\W*(?:table of contents|contents|содержание|оглавление|мазмұны|мазмұн)\W*$", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"\W*(?:effective|last updated|updated|version|date|дата|действует|вступает|редакция|версия|обновлено"
    r"|утвержд|күшіне|нұсқа|жаңартылған|бекітілген|draft|черновик|жоба)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rough:
    """A piece by its places in the text: `start` to `end` all of it, `first` to `last` what a reader sees."""

    kind: PieceKind
    start: int
    end: int
    first: int
    last: int
    marker: str = ""
    level: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None for the preamble) and its pieces, the heading's own piece first."""

    heading: Heading | None
    pieces: tuple[Rough, ...]


def sections_of(text: str, lines: list[Stretch], headings: list[Heading], contents: set[int]) -> list[Section]:
    """Return the preamble and one section for each heading; their pieces cover the whole text without overlap."""
    by_line = {heading.index: heading for heading in headings}
    sections: list[tuple[Heading | None, list[Rough]]] = [(None, [])]
    at = 0
    while at < len(lines):
        heading = by_line.get(at)
        if heading is None:
            following = lines[at + 1] if at + 1 < len(lines) else None
            is_followed = following is not None and at + 1 not in by_line
            sections[-1][1].append(_rough(lines[at], following if is_followed else None, is_contents=at in contents))
            at += 1
        else:
            sections.append((heading, _heading_pieces(text, lines, heading)))
            at += 2 if heading.extra else 1
    first, *others = sections
    made = [Section(None, tuple(_with_title(text, _levelled(_related(text, first[1])))))]
    made += [Section(heading, tuple(_levelled(_related(text, pieces)))) for heading, pieces in others]
    return _covering(text, made)


def related_names(text: str) -> str | None:
    """Return what stands behind "Related:" on a line ("" if the names follow below), None if it is no such line."""
    found = _RELATED.match(text) if len(text) <= 300 else None
    return flat(found["names"]).rstrip(".; ") if found else None


def _rough(line: Stretch, following: Stretch | None, *, is_contents: bool) -> Rough:
    base = Rough(PieceKind.PARAGRAPH, line.start, line.end, line.first, line.last, indent=line.indent)
    if is_contents or _CONTENTS_TITLE.match(line.content):
        return replace(base, kind=PieceKind.CONTENTS)
    if RULE.match(line.content):
        return replace(base, kind=PieceKind.SPACE)
    numbered = SUBNUMBER.match(line.content)
    if numbered and not DATE.match(line.content):
        kind = PieceKind.SUBHEADING if _is_title(line.content[numbered.end() :], following) else PieceKind.CLAUSE
        return replace(base, kind=kind, first=line.first + numbered.end(), marker=numbered.group().strip())
    hashes = re.match(r"#{1,6}[ \t]+(?=\S)", line.content)
    if hashes:
        return replace(base, kind=PieceKind.SUBHEADING, first=line.first + hashes.end())
    for pattern in (BULLET, LETTER, NUMBER):
        found = pattern.match(line.content)
        if found:
            return replace(base, kind=PieceKind.ITEM, first=line.first + found.end(), marker=found.group().strip())
    return base


def _is_title(text: str, following: Stretch | None) -> bool:
    title = flat(text)
    is_short = len(title) <= 90 and len(title.split()) <= 12 and title[:1].isupper()
    return (
        is_short
        and not title.endswith((".", ";", ":", ",", "!", "?"))
        and following is not None
        and not SUBNUMBER.match(following.content)
    )


def _heading_pieces(text: str, lines: list[Stretch], heading: Heading) -> list[Rough]:
    line = lines[heading.index]
    last_line = lines[heading.index + 1] if heading.extra else line
    if not heading.run_in:
        return [
            Rough(PieceKind.HEADING, line.start, last_line.end, min(heading.title_at, last_line.last), last_line.last)
        ]
    words = r"\s+".join(re.escape(word) for word in heading.title.split())
    found = re.compile(words + r"[.!?]*\s*").match(text, heading.title_at)
    end = found.end() if found else line.last
    title_end = heading.title_at + len(text[heading.title_at : end].rstrip())
    return [
        Rough(PieceKind.HEADING, line.start, end, heading.title_at, title_end),
        Rough(PieceKind.PARAGRAPH, end, line.end, end, line.last),
    ]


def _related(text: str, pieces: list[Rough]) -> list[Rough]:
    """Mark the lines of related documents, with the list under them if the names stand there."""
    made: list[Rough] = []
    takes_items = False
    for piece in pieces:
        names = (
            related_names(text[piece.first : piece.last])
            if piece.kind in (PieceKind.PARAGRAPH, PieceKind.ITEM)
            else None
        )
        if names is not None:
            made.append(replace(piece, kind=PieceKind.RELATED))
            takes_items = not names
        elif takes_items and (
            piece.kind is PieceKind.ITEM
            or (
                made[-1].kind is PieceKind.RELATED
                and made[-1].marker == ""
                and len(text[piece.first : piece.last]) < 80
            )
        ):
            made.append(replace(piece, kind=PieceKind.RELATED))
            takes_items = piece.kind is PieceKind.ITEM
        else:
            takes_items = False
            made.append(piece)
    return made


def _with_title(text: str, pieces: list[Rough]) -> list[Rough]:
    for at, piece in enumerate(pieces):
        content = flat(text[piece.first : piece.last])
        could_be = piece.kind in (PieceKind.PARAGRAPH, PieceKind.SUBHEADING) and len(content) <= 160
        if (
            not could_be
            or content.startswith(("[", "<", "(", "{", "//", "/*"))
            or content.endswith((".", ";", ",", ":"))
        ):
            continue
        if _NO_TITLE.match(content) and any(other.kind is PieceKind.PARAGRAPH for other in pieces[at + 1 :]):
            continue
        return [*pieces[:at], replace(piece, kind=PieceKind.TITLE), *pieces[at + 1 :]]
    return pieces


def _levelled(pieces: list[Rough]) -> list[Rough]:
    """Give each list item its depth, from its indentation and the family of its marker."""
    made: list[Rough] = []
    stack: list[tuple[str, int]] = []
    for piece in pieces:
        if piece.kind is not PieceKind.ITEM:
            stack = []
            made.append(piece)
            continue
        key = (re.sub(r"\d+", "1", re.sub(r"[^\W\d_]+", "a", piece.marker)), piece.indent)
        known = next(
            (at for at, (family, indent) in enumerate(stack) if family == key[0] and abs(indent - key[1]) <= 1), None
        )
        if known is not None:
            stack = stack[: known + 1]
        else:
            while stack and key[1] < stack[-1][1] - 1:
                stack.pop()
            stack.append(key)
        made.append(replace(piece, level=len(stack) - 1))
    return made


def _covering(text: str, sections: list[Section]) -> list[Section]:
    """Stretch each piece to the start of the next, so blank lines belong to the piece before them."""
    starts = [piece.start for section in sections for piece in section.pieces]
    ends = iter([*starts[1:], len(text)])
    made = [
        replace(section, pieces=tuple(replace(piece, end=next(ends)) for piece in section.pieces))
        for section in sections
    ]
    if starts and starts[0] > 0:
        lead = Rough(PieceKind.SPACE, 0, starts[0], starts[0], starts[0])
        made[0] = replace(made[0], pieces=(lead, *made[0].pieces))
    return made
