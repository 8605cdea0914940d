"""Importing: a plain text policy, as a legal department writes it, read into blocks, facts and publisher's notes.

A *block* is one numbered top-level heading with everything under it; the *preamble* is what stands before the first.
A *publisher's note* is a sentence that speaks to whoever publishes the text and not to its reader. A *certain* note is
cut out of the draft; a *suspected* one stays in place and is listed. Draft plus notes rebuild the file (`rebuild`).
Nothing here imports Django: `parse` takes bytes and returns frozen dataclasses, or raises `NotAPolicyText`.
"""

from cms.policies.importing.difference import Wording, difference, wording_from_html
from cms.policies.importing.importer import load, parse, rebuild, stored
from cms.policies.importing.model import Bin, Block, Certainty, ImportedText, NotAPolicyText, Note, Piece, PieceKind
from cms.policies.importing.offer_proposals import OfferProposals, RightProposed, propose_offer
from cms.policies.importing.proposals import Place, Proposal, Proposals, Unplaced, propose
from cms.policies.importing.report import report

__all__ = [
    "Bin",
    "Block",
    "Certainty",
    "ImportedText",
    "NotAPolicyText",
    "Note",
    "OfferProposals",
    "Piece",
    "PieceKind",
    "Place",
    "Proposal",
    "Proposals",
    "RightProposed",
    "Unplaced",
    "Wording",
    "difference",
    "load",
    "parse",
    "propose",
    "propose_offer",
    "rebuild",
    "report",
    "stored",
    "wording_from_html",
]
