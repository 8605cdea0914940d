"""The smallest parts a text is read into; together their sources are the whole draft."""

from dataclasses import dataclass
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece is. Title, heading, related, contents and space are not part of the rendered body."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    RELATED = "related"
    CONTENTS = "contents"
    SPACE = "space"


BODY_KINDS = frozenset({PieceKind.SUBHEADING, PieceKind.CLAUSE, PieceKind.PARAGRAPH, PieceKind.ITEM})


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, list item, heading …

    `source` is exact, with marker, line breaks and the blank lines after it; `text` is what a reader sees, on one line,
    without `marker` ("•", "a)", "3.1"). `level` is the depth of a list item, from 0.
    """

    kind: PieceKind
    source: str
    text: str
    marker: str = ""
    level: int = 0
