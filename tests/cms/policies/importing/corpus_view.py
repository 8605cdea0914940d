"""The importer's result under the names the corpus was written with, before its author saw the importer."""

from dataclasses import dataclass
from types import SimpleNamespace

from cms.policies import importing
from cms.policies.importing import NotAPolicyText
from cms.policies.importing.model import NumberingFault

__all__ = ["NotAPolicyText", "View", "parse", "rebuild"]


@dataclass(frozen=True)
class BlockView:
    """A block whose number is a whole number."""

    number: int
    heading: str
    block: importing.Block


@dataclass(frozen=True)
class View:
    """An imported text as the corpus names its parts."""

    result: importing.ImportedText
    title: str
    blocks: list[BlockView]
    notes: list[SimpleNamespace]
    operator_name: str | None
    bin: str | None
    contact: str | None
    related: tuple[str, ...]
    numbering_gaps: list[int]


def parse(data: bytes) -> View:
    """Parse and rename."""
    result = importing.parse(data)
    ordinals = {index: block.ordinal for index, block in enumerate(result.blocks)}
    return View(
        result=result,
        title=result.title,
        blocks=[BlockView(block.ordinal, block.heading, block) for block in result.blocks],
        notes=[
            SimpleNamespace(
                certain=note.is_certain,
                section=ordinals.get(note.block),
                paragraph=note.paragraph,
                offset=note.offset,
                text=note.text,
            )
            for note in result.notes
        ],
        operator_name=result.operator,
        bin=result.bin.digits if result.bin and result.bin.is_valid else None,
        contact=result.emails[0] if result.emails else None,
        related=result.related,
        numbering_gaps=[
            int(problem.number)
            for problem in result.numbering
            if problem.fault is NumberingFault.GAP and problem.number.isdigit()
        ],
    )


def rebuild(view: View) -> str:
    """Return the rebuilt file as text with plain line ends."""
    text = importing.rebuild(view.result).decode(view.result.form.encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")
