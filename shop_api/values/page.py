"""A page of a list: rows, and opaque cursors to what lies before and after them."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """Rows in order. `next` and `prev` are cursors or None; `cursors` holds one for each row, for Relay edges."""

    data: tuple[Row, ...]
    next: str | None = None
    prev: str | None = None
    has_more: bool = False
    cursors: tuple[str, ...] = ()
