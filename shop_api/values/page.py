"""A page of a list: rows, and opaque cursors to what lies before and after them."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Summary = TypeVar("Summary")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """Rows in order. `next` and `prev` are cursors or None; `cursors` holds one for each row, for Relay edges."""

    data: tuple[Row, ...]
    next: str | None = None
    prev: str | None = None
    has_more: bool = False
    cursors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SummedPage(Page[Row], Generic[Row, Summary]):
    """A page together with something about the whole list, such as an average over every row of it."""

    summary: Summary
