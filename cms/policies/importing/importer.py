"""The way from bytes to an imported text, and back."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cms.policies.importing import cutting, facts, structure
from cms.policies.importing.decoding import decode, encode, refuse_other_formats
from cms.policies.importing.headings import find_headings
from cms.policies.importing.lines import stretches
from cms.policies.importing.model import (
    Bin,
    Block,
    Certainty,
    FileForm,
    ImportedText,
    NotAPolicyText,
    Note,
    NumberingFault,
    NumberingProblem,
)
from cms.policies.importing.numbering import numbering_problems
from cms.policies.importing.pieces import Piece, PieceKind

# A recipe or a manual has numbered headings too; a policy or an offer names at least two of these.
_SUBJECTS = re.compile(
    r"\bdata\b|personal information|privacy|cookies?|consent|terms (?:of|and)|data subject|liability|refund"
    r"|policy|agreement|delivery|operator"
    r"|данны[ехм]|сведени|конфиденциальн|согласи|оферт|политик|услови|обработк\w+ данн|оператор|пользовател|договор"
    r"|дерек|құпия|келісім|оферта|саясат|шарттар|өңде|оператор|пайдалан",
    re.IGNORECASE,
)


def parse(data: bytes) -> ImportedText:
    """Read a plain text policy of up to 1 MB (UTF-8, UTF-16, Windows-1251 or STRK1048).

    :raises NotAPolicyText: the bytes are no such text; `reason` says what to do
    """
    text, form = decode(data)
    refuse_other_formats(text)
    lines = stretches(text)
    headings, contents = find_headings(lines)
    if not headings:
        raise NotAPolicyText(
            "No numbered section headings were found. Write each heading on a line of its own with its number, "
            "for example “3. Personal Data We Collect”, and import the file again."
        )
    if len({found.group().casefold() for found in _SUBJECTS.finditer(text)}) < 2:
        raise NotAPolicyText(
            "The file has numbered headings but reads like no policy or terms: personal data, consent and the like are "
            "not named. Check that it is the right file."
        )
    read = [
        cutting.read_section(text, section, index - 1)
        for index, section in enumerate(structure.sections_of(text, lines, headings, contents))
    ]
    (preamble, _), *numbered = read
    blocks = tuple(block for block, _ in numbered)
    notes = tuple(sorted((note for _, found in read for note in found), key=lambda note: note.position))
    return _imported(preamble, blocks, notes, contents_lines=len(contents), form=form)


def rebuild(imported: ImportedText) -> bytes:
    """Return the file from the draft and the notes: byte for byte, mixed line ends made alike."""
    draft = imported.preamble.source + "".join(block.source for block in imported.blocks)
    return encode(cutting.put_back(draft, imported.notes), imported.form)


def stored(imported: ImportedText) -> dict[str, Any]:
    """Return the imported text as JSON-able values; `load` reads them back."""
    return asdict(imported)


def load(values: Mapping[str, Any]) -> ImportedText:
    """Return the imported text that `stored` wrote, also after a way through JSON."""
    return ImportedText(
        title=values["title"],
        preamble=_block(values["preamble"]),
        blocks=tuple(_block(block) for block in values["blocks"]),
        notes=tuple(
            Note(**{**note, "certainty": Certainty(note["certainty"]), "cues": tuple(note["cues"])})
            for note in values["notes"]
        ),
        related=tuple(values["related"]),
        operator=values["operator"],
        trading_name=values["trading_name"],
        bin=Bin(**values["bin"]) if values["bin"] else None,
        emails=tuple(values["emails"]),
        numbering=tuple(
            NumberingProblem(NumberingFault(problem["fault"]), problem["number"], problem["after"])
            for problem in values["numbering"]
        ),
        contents_lines=values["contents_lines"],
        language=values["language"],
        form=FileForm(**values["form"]),
    )


def _block(values: Mapping[str, Any]) -> Block:
    pieces = tuple(Piece(**{**piece, "kind": PieceKind(piece["kind"])}) for piece in values["pieces"])
    return Block(values["number"], values["ordinal"], values["heading"], pieces)


def _imported(
    preamble: Block, blocks: tuple[Block, ...], notes: tuple[Note, ...], *, contents_lines: int, form: FileForm
) -> ImportedText:
    pieces = [piece for block in (preamble, *blocks) for piece in block.pieces]
    shown = "\n".join(f"{piece.marker} {piece.text}".strip() for piece in pieces if piece.text)
    operator = facts.find_operator(shown)
    # The only address may stand in the note that asks to replace it.
    emails = facts.find_emails(shown) or facts.find_emails("\n".join(note.text for note in notes))
    return ImportedText(
        title=next((piece.text.strip("*_# ") for piece in pieces if piece.kind is PieceKind.TITLE), ""),
        preamble=preamble,
        blocks=blocks,
        notes=notes,
        related=_related(pieces),
        operator=operator,
        trading_name=facts.find_trading_name(shown, operator),
        bin=facts.find_bin(shown),
        emails=emails,
        numbering=numbering_problems(blocks),
        contents_lines=contents_lines,
        language=facts.language_of(shown),
        form=form,
    )


def _related(pieces: list[Piece]) -> tuple[str, ...]:
    found: list[str] = []
    for piece in pieces:
        if piece.kind is not PieceKind.RELATED:
            continue
        names = structure.related_names(piece.text)
        whole = piece.text if names is None else names
        found.extend(name.strip(" .;,") for name in re.split(r"[;|]|,\s(?=[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ«“\"])", whole))
    return tuple(dict.fromkeys(name for name in found if name))
