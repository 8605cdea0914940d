"""What the importer returns: frozen, comparable, JSON-able."""

from dataclasses import dataclass
from enum import StrEnum

from cms.policies.importing import rendering
from cms.policies.importing.pieces import Piece, PieceKind

__all__ = [
    "Bin",
    "Block",
    "Certainty",
    "FileForm",
    "ImportedText",
    "NotAPolicyText",
    "Note",
    "NumberingFault",
    "NumberingProblem",
    "Piece",
    "PieceKind",
]


class NotAPolicyText(Exception):
    """The file is no policy text. `reason` says what is wrong and what to do next, in English."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Certainty(StrEnum):
    """Whether a note was cut out (certain) or left in place for a person to decide (suspected)."""

    CERTAIN = "certain"
    SUSPECTED = "suspected"


@dataclass(frozen=True, slots=True)
class Note:
    """A passage that speaks to the publisher, and where it stood.

    `section` is the number of the heading as written, "" for the preamble. `block` is the index of the block, -1 for
    the preamble. `paragraph` counts from 1 within the section, 0 means the heading or the title. `offset` counts
    characters from the start of that paragraph (behind its list marker) as it stood in the file. `position` counts
    characters from the start of the decoded file, line ends as one character; `text` is
    exactly what stood there. `cues` names what gave the note away.
    """

    certainty: Certainty
    section: str
    paragraph: int
    offset: int
    text: str
    position: int
    block: int
    cues: tuple[str, ...]

    @property
    def quote(self) -> str:
        """Return the note on one line, without outer white space."""
        return " ".join(self.text.split())

    @property
    def is_certain(self) -> bool:
        """Return True if the note was cut out of the draft."""
        return self.certainty is Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Block:
    """One numbered top-level section, or (with an empty `number` and `ordinal` 0) the preamble."""

    number: str
    ordinal: int
    heading: str
    pieces: tuple[Piece, ...]

    @property
    def source(self) -> str:
        """Return the exact text of the block in the file, certain notes cut out."""
        return "".join(piece.source for piece in self.pieces)

    @property
    def html(self) -> str:
        """Return the body (not the heading) as simple HTML: p, h3, ul, ol, li."""
        return rendering.html_of(self.pieces)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the body as plain lines, list markers and sub-section numbers included."""
        return rendering.lines_of(self.pieces)


@dataclass(frozen=True, slots=True)
class Bin:
    """A business identification number: its digits as found, and whether length and control digit are right."""

    digits: str
    is_valid: bool


class NumberingFault(StrEnum):
    """What can be wrong with the numbers of headings."""

    GAP = "gap"
    DUPLICATE = "duplicate"
    ORDER = "order"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class NumberingProblem:
    """A missing, repeated or misplaced number. `after` is the number before it, "" at the start."""

    fault: NumberingFault
    number: str
    after: str


@dataclass(frozen=True, slots=True)
class FileForm:
    """How the bytes were written: codec, byte order mark and the commonest line end."""

    encoding: str
    byte_order_mark: bool
    line_end: str


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A policy text as read. `notes` stand in the order of the file; `language` is a guess: kk, ru or en."""

    title: str
    preamble: Block
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    related: tuple[str, ...]
    operator: str | None
    trading_name: str | None
    bin: Bin | None
    emails: tuple[str, ...]
    numbering: tuple[NumberingProblem, ...]
    contents_lines: int
    language: str
    form: FileForm

    @property
    def certain_notes(self) -> tuple[Note, ...]:
        """Return the notes that were cut out of the draft."""
        return tuple(note for note in self.notes if note.is_certain)

    @property
    def suspected_notes(self) -> tuple[Note, ...]:
        """Return the notes that stayed in place and wait for a person."""
        return tuple(note for note in self.notes if not note.is_certain)
