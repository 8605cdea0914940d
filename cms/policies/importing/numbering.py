"""Gaps, repetitions and misplaced numbers of headings and sub-sections."""

from cms.policies.importing.lines import SUBNUMBER
from cms.policies.importing.model import Block, NumberingFault, NumberingProblem
from cms.policies.importing.pieces import PieceKind


def numbering_problems(blocks: tuple[Block, ...]) -> tuple[NumberingProblem, ...]:
    """Return what is wrong with the numbers, headings first, then sub-sections of each block."""
    found = _sequence([block.ordinal for block in blocks], prefix="")
    for block in blocks:
        found += _subsections(block)
    return tuple(found)


def _sequence(numbers: list[int], prefix: str) -> list[NumberingProblem]:
    found: list[NumberingProblem] = []
    seen: set[int] = set()
    previous, highest = 0, 0
    for number in numbers:
        after = f"{prefix}{previous}" if previous else ""
        if number in seen:
            found.append(NumberingProblem(NumberingFault.DUPLICATE, f"{prefix}{number}", after))
        elif number < highest:
            found.append(NumberingProblem(NumberingFault.ORDER, f"{prefix}{number}", after))
        seen.add(number)
        previous, highest = number, max(highest, number)
    missing = [number for number in range(1, highest) if number not in seen]
    for number in missing:
        before = max((other for other in seen if other < number), default=0)
        found.append(NumberingProblem(NumberingFault.GAP, f"{prefix}{number}", f"{prefix}{before}" if before else ""))
    return found


def _subsections(block: Block) -> list[NumberingProblem]:
    found: list[NumberingProblem] = []
    own: list[int] = []
    for piece in block.pieces:
        if piece.kind not in (PieceKind.SUBHEADING, PieceKind.CLAUSE):
            continue
        numbered = SUBNUMBER.match(f"{piece.marker} x")
        parts = numbered[1].split(".") if numbered else []
        if parts and int(parts[0]) != block.ordinal:
            found.append(NumberingProblem(NumberingFault.FOREIGN, ".".join(parts), block.number))
        elif len(parts) == 2:
            own.append(int(parts[1]))
    return found + _sequence(own, prefix=f"{block.ordinal}.")
