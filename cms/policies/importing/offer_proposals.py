"""What an offer's text says of the buyer's rights and of where to write: proposals for a person to confirm.

An offer has a section for each right, so its heading says which; the first paragraph is proposed as the wording.
"""

import re
from dataclasses import dataclass

from cms.policies.importing.model import Block, ImportedText
from cms.policies.importing.pieces import BODY_KINDS

_SPACES = re.compile(r"\s+")


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{word})" for word in words))


#: By right: what its heading says, in lower case; Russian and Kazakh words by their stems. The first that fits counts.
HEADINGS: dict[str, re.Pattern[str]] = {
    "complaint": _any(r"complaints?\b", r"жалоб", r"претензи", r"шағым", r"наразылы"),
    "defect_claim": _any(
        r"defect", r"guarantee", r"warranty", r"faulty", r"недостат", r"гаранти", r"дефект", r"кемшілі", r"кепілдік",
        r"ақау",
    ),
    "cancellation": _any(
        r"cancel", r"отмен", r"отказ\w*(?: покупателя)? от (?:заказа|договора)", r"бас тарту",
        r"тапсырысты? (?:жою|тоқтату)",
    ),
    "return": _any(r"returns?\b", r"refund", r"exchange", r"возврат", r"обмен", r"қайтару", r"айырбаста"),
    "review": _any(r"reviews?\b", r"отзыв", r"пікір"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RightProposed:
    """A right that the text seems to give: its id, the words, and the number of the section they stand in."""

    id: str
    wording: str
    section: str


@dataclass(frozen=True, slots=True)
class OfferProposals:
    """The rights in the order of the text, and the e-mail addresses that it names."""

    rights: tuple[RightProposed, ...]
    emails: tuple[str, ...]


def propose_offer(imported: ImportedText) -> OfferProposals:
    """Return the rights and addresses that an offer proposes; each right once, where it comes first."""
    found: dict[str, RightProposed] = {}
    for block in imported.blocks:
        id_, wording = right_of(block), _first_paragraph(block)
        if id_ and wording:
            found.setdefault(id_, RightProposed(id_, wording, block.number))
    return OfferProposals(tuple(found.values()), imported.emails)


def right_of(block: Block) -> str:
    """Return which right of the buyer a section is about, by its heading; an empty text for none."""
    heading = _SPACES.sub(" ", block.heading).casefold()
    return next((id_ for id_, pattern in HEADINGS.items() if pattern.search(heading)), "")


def _first_paragraph(block: Block) -> str:
    texts = [piece.text for piece in block.pieces if piece.kind in BODY_KINDS and piece.text]
    return _SPACES.sub(" ", texts[0]).strip().rstrip(":") if texts else ""
