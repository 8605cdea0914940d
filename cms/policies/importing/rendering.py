"""Pieces to simple HTML (p, h3, ul, ol, li) and to plain lines."""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from cms.policies.importing.lines import BULLET
from cms.policies.importing.pieces import BODY_KINDS, Piece, PieceKind


def html_of(pieces: Sequence[Piece]) -> str:
    """Return the body pieces as HTML; a run of items becomes one list, nested by level."""
    parts: list[str] = []
    body = [piece for piece in pieces if piece.kind in BODY_KINDS and piece.text]
    for is_item, run in groupby(body, key=lambda piece: piece.kind is PieceKind.ITEM):
        if is_item:
            parts.extend(_list(list(run)))
        else:
            parts.extend(_paragraph(piece) for piece in run)
    return "".join(parts)


def lines_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the body pieces as plain lines with their markers."""
    return tuple(f"{piece.marker} {piece.text}".strip() for piece in pieces if piece.kind in BODY_KINDS and piece.text)


def _paragraph(piece: Piece) -> str:
    text = escape(f"{piece.marker} {piece.text}".strip(), quote=False)
    return f"<h3>{text}</h3>" if piece.kind is PieceKind.SUBHEADING else f"<p>{text}</p>"


def _list(items: list[Piece]) -> list[str]:
    """Return one list, or several where a numbered list starts again at the outer level."""
    top = items[0].level
    starts = [
        at
        for at, item in enumerate(items)
        if at == 0 or (item.level <= top and _family(item) != _family(items[at - 1]))
    ]
    groups = [items[start:end] for start, end in zip(starts, [*starts[1:], len(items)], strict=True)]
    return [_nested(group) for group in groups]


def _nested(items: list[Piece]) -> str:
    top = items[0].level
    own = [item for item in items if item.level <= top]
    tag = "ol" if _counts_from_one(own) else "ul"
    rows: list[str] = []
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].level > top:
            end += 1
        inner = "".join(_list(items[at + 1 : end])) if end > at + 1 else ""
        rows.append(f"<li>{_item_text(items[at], is_counted=tag == 'ol')}{inner}</li>")
        at = end
    return f"<{tag}>{''.join(rows)}</{tag}>"


def _item_text(item: Piece, *, is_counted: bool) -> str:
    # A lettered item keeps its letter: other clauses refer to "3 (b)". Bullets and plain numbers are drawn by the list.
    keeps_marker = not is_counted and _family(item) != "bullet"
    return escape(f"{item.marker} {item.text}" if keeps_marker else item.text, quote=False)


def _counts_from_one(items: list[Piece]) -> bool:
    numbers = [re.sub(r"\D", "", item.marker) for item in items]
    return all(_family(item) == "number" for item in items) and numbers == [str(n + 1) for n in range(len(items))]


def _family(item: Piece) -> str:
    if BULLET.match(f"{item.marker}\tx"):
        return "bullet"
    return "number" if re.search(r"\d", item.marker) else "letter"
