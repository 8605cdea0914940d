"""Notes found, cut out of the pieces, and put back."""

import re
from dataclasses import dataclass, field, replace

from cms.policies.importing.headings import Heading
from cms.policies.importing.lines import flat
from cms.policies.importing.model import Block, Certainty, Note
from cms.policies.importing.notes import Finding, Mood, find_notes, is_label, opens_list
from cms.policies.importing.pieces import BODY_KINDS, Piece, PieceKind
from cms.policies.importing.structure import Rough, Section
from cms.policies.importing.weighing import weigh

_ASIDES_ONLY = frozenset({PieceKind.TITLE, PieceKind.HEADING, PieceKind.RELATED})
_UNREAD = frozenset({PieceKind.SPACE, PieceKind.CONTENTS})
_CLOSERS = {"[": "]", "<!--": "-->", "/*": "*/"}


@dataclass(slots=True)
class _Reader:
    """Walks the pieces of one section and remembers what the lines above said."""

    text: str
    number: str
    block: int
    notes: list[Note] = field(default_factory=list)
    paragraph: int = 0
    is_note_section: bool = False
    takes_items: bool = False
    open_bracket: str = ""


def read_section(text: str, section: Section, block: int) -> tuple[Block, list[Note]]:
    """Return a section without its certain notes, and all its notes in order."""
    heading = section.heading
    reader = _Reader(text, heading.number if heading else "", block)
    pieces = tuple(_read_piece(reader, rough) for rough in section.pieces)
    if heading is None:
        return Block("", 0, "", pieces), reader.notes
    title = _heading_text(heading, pieces)
    return Block(heading.number, heading.ordinal, title, pieces), reader.notes


def put_back(draft: str, notes: tuple[Note, ...]) -> str:
    """Return the text of the file: the draft with every certain note where it stood."""
    for note in sorted((note for note in notes if note.is_certain), key=lambda note: note.position):
        draft = draft[: note.position] + note.text + draft[note.position :]
    return draft


def _heading_text(heading: Heading, pieces: tuple[Piece, ...]) -> str:
    own = next(piece for piece in pieces if piece.kind is PieceKind.HEADING)
    title = re.sub(r"^[*_#\s]+|[*_#\s]+$", "", own.text)
    return title.rstrip(".") if heading.run_in or len(title.split()) <= 10 else title


def _read_piece(reader: _Reader, rough: Rough) -> Piece:
    content = reader.text[rough.first : rough.last]
    if rough.kind in BODY_KINDS:
        reader.paragraph += 1
    findings = [] if rough.kind in _UNREAD else _findings(reader, rough, content)
    for finding in findings:
        reader.notes.append(_note(reader, rough, content, finding))
    cuts = [(finding.start, finding.end) for finding in findings if finding.is_certain]
    before, after = reader.text[rough.start : rough.first], reader.text[rough.last : rough.end]
    shown = flat(_without(content, cuts, is_shown=True))
    return Piece(rough.kind, before + _without(content, cuts) + after, shown, rough.marker, rough.level)


def _findings(reader: _Reader, rough: Rough, content: str) -> list[Finding]:
    if rough.kind is PieceKind.HEADING and is_label(flat(content)):
        reader.is_note_section = True
        return [Finding(0, len(content), is_certain=False, cues=("label",))]
    if reader.open_bracket:
        return _until_closed(reader, content)
    opened = _opened(content)
    if opened is not None and rough.kind in BODY_KINDS and weigh(content[opened[0] :], bonus=2.5).is_certain:
        reader.open_bracket = _CLOSERS[opened[1]]
        before = find_notes(content[: opened[0]])
        return [*before, Finding(opened[0], len(content), is_certain=True, cues=weigh(content[opened[0] :]).names)]
    is_item = rough.kind is PieceKind.ITEM
    mood = Mood(is_noted=reader.is_note_section or (reader.takes_items and is_item))
    found = find_notes(content, mood=mood, only_asides=rough.kind in _ASIDES_ONLY)
    if not is_item:
        reader.takes_items = rough.kind in BODY_KINDS and opens_list(content)
    return found


def _opened(content: str) -> tuple[int, str] | None:
    """Return the place and kind of a bracket or comment that opens in a paragraph and does not close in it."""
    for opener, closer in _CLOSERS.items():
        at = content.rfind(opener)
        if at >= 0 and content.find(closer, at) < 0:
            return at, opener
    return None


def _until_closed(reader: _Reader, content: str) -> list[Finding]:
    at = content.find(reader.open_bracket)
    if at < 0:
        return [Finding(0, len(content), is_certain=True, cues=("label",))]
    end = at + len(reader.open_bracket)
    reader.open_bracket = ""
    rest = [replace(found, start=found.start + end, end=found.end + end) for found in find_notes(content[end:])]
    return [Finding(0, end, is_certain=True, cues=("label",)), *rest]


def _without(content: str, cuts: list[tuple[int, int]], *, is_shown: bool = False) -> str:
    """Return a paragraph without its notes; the shown one also without the space they leave before a full stop."""
    for start, end in reversed(cuts):
        before, after = content[:start], content[end:]
        content = (before.rstrip() if is_shown and after[:1] in set(".,;:)!?") else before) + after
    return content


def _note(reader: _Reader, rough: Rough, content: str, finding: Finding) -> Note:
    return Note(
        Certainty.CERTAIN if finding.is_certain else Certainty.SUSPECTED,
        reader.number,
        reader.paragraph if rough.kind in BODY_KINDS else 0,
        finding.start,
        content[finding.start : finding.end],
        rough.first + finding.start,
        reader.block,
        finding.cues,
    )
