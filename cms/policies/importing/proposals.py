"""Clauses proposed from a text: which data, purposes, recipients and rights its lists name, and where.

A proposal is a guess for a person to confirm. What stands in such a list and could not be placed is returned too, so
that nothing a text promises is passed over in silence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cms.policies.importing.model import Block, ImportedText
from cms.policies.importing.pieces import BODY_KINDS, Piece, PieceKind
from cms.policies.importing.proposal_words import ADVICE, CAPTION, HEADINGS, NEGATION, PATTERNS, Topic

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ«“\"])")
_LABEL = re.compile(r"^([^:.;]{3,60}):\s+(\S.*)$")
_LETTERS = str.maketrans({"’": "'", "\u00a0": " ", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands: number of the section, and its paragraph or list item, counted from 1."""

    section: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clause of a kind (`topic`) that the text seems to state. `id` is a data category, purpose, sort of provider
    or right; `phrases` are the words of the text, with the place of each.
    """

    topic: Topic
    id: str
    phrases: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def wording(self) -> str:
        """Return the phrases as one text."""
        return "; ".join(self.phrases)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An entry of a list that fits nothing known."""

    topic: Topic
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a text proposes, in its order, and what of its lists could not be placed."""

    found: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...]

    def of(self, topic: Topic) -> tuple[Proposal, ...]:
        """Return the proposals of one kind."""
        return tuple(proposal for proposal in self.found if proposal.topic is topic)


def propose(imported: ImportedText) -> Proposals:
    """Return the clauses that the sections on data, purposes, recipients and rights propose."""
    found: dict[tuple[Topic, str], dict[str, list[Place]]] = {}
    unplaced: list[Unplaced] = []
    for block in imported.blocks:
        topic = topic_of(block)
        if topic is None:
            continue
        for phrase, place, ids, is_entry in _phrases(block, topic):
            for id_ in ids:
                found.setdefault((topic, id_), {}).setdefault(phrase, []).append(place)
            if not ids and is_entry:
                unplaced.append(Unplaced(topic, phrase, place))
    proposals = (
        Proposal(topic, id_, tuple(phrases), tuple(dict.fromkeys(place for at in phrases.values() for place in at)))
        for (topic, id_), phrases in found.items()
    )
    return Proposals(tuple(proposals), tuple(unplaced))


def topic_of(block: Block) -> Topic | None:
    """Return what a section lists, by its heading."""
    heading = _folded(block.heading)
    return next((topic for topic, pattern in HEADINGS.items() if pattern.search(heading)), None)


def _phrases(block: Block, topic: Topic) -> Iterator[tuple[str, Place, list[str], bool]]:
    """Return each phrase of a section: its text, its place, what it names, and whether it is an entry of a list."""
    inherited: list[str] = []
    body = [piece for piece in block.pieces if piece.kind in BODY_KINDS and piece.text]
    for number, piece in enumerate(body, start=1):
        is_lead = piece.text.rstrip().endswith(":")
        if piece.kind is not PieceKind.ITEM:
            # "Technical data:" names what the items below it are.
            is_caption = topic is Topic.DATA and CAPTION.match(_folded(piece.text))
            inherited = _named(piece.text, PATTERNS[topic]) if is_caption else []
        if is_lead:
            continue
        for phrase in _cut(piece):
            folded = _folded(phrase)
            if not NEGATION.search(folded) and not ADVICE.search(folded):
                ids = _ids(phrase, topic, piece, inherited)
                yield phrase, Place(block.number, number), ids, piece.kind in (PieceKind.ITEM, PieceKind.CLAUSE)


def _cut(piece: Piece) -> list[str]:
    whole = [piece.text] if piece.kind is PieceKind.ITEM else _SENTENCE.split(piece.text)
    return [phrase.strip().rstrip(";.,") for phrase in whole if phrase.strip()]


def _ids(phrase: str, topic: Topic, piece: Piece, inherited: list[str]) -> list[str]:
    label = _LABEL.match(phrase)
    if label and topic is Topic.DATA:
        # "Order data: items, address" is about orders, though an address stands in it.
        named = _named(label.group(1), PATTERNS[topic])
        if named:
            return named
    if inherited and piece.kind is PieceKind.ITEM:
        return inherited
    return _named(phrase, PATTERNS[topic])


def _named(phrase: str, patterns: Mapping[str, re.Pattern[str]]) -> list[str]:
    folded = _folded(phrase)
    return [id_ for id_, pattern in patterns.items() if pattern.search(folded)]


def _folded(text: str) -> str:
    return " ".join(text.translate(_LETTERS).lower().split())
