"""Pages of a list by opaque cursor over (created_at, id).

A cursor is a place in an order, not a secret and not a row: it stays good when rows before it come or go. `after`
answers the page that follows it, `before` the page that ends at it. The unique key stands last, so equal times neither
hide nor repeat a row.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, NoReturn, TypeVar
from uuid import UUID

import orjson
from django.db.models import Q, QuerySet

from frontend_contracts.wire import problems

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
_LONGEST_CURSOR = 200  # characters; ours are under 90
_YEARS = range(1970, 2200)  # times of rows lie here; others only come from forged cursors

Row = TypeVar("Row")
Key = UUID | int | str
_ID_TYPES: dict[type[Key], str] = {UUID: "u", int: "i", str: "s"}


@dataclass(frozen=True)
class Position:
    """A place in the order: the creation time (aware) and the unique key of a row."""

    created_at: datetime
    id: Key


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page, in the order of the list. `has_more` says whether `next` leads to further rows."""

    rows: list[Row]
    next: str | None
    prev: str | None
    has_more: bool


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which part of a list is asked for. Fetch `limit + 1` rows from `position`, then call `page`.

    `is_backwards` asks for rows before the position: they must then be fetched in reverse order, nearest first.
    """

    limit: int
    position: Position | None
    is_backwards: bool
    newest_first: bool

    @property
    def is_descending(self) -> bool:
        """Say whether the fetch must run from later to earlier."""
        return self.newest_first is not self.is_backwards

    def page(self, fetched: Sequence[Row], *, position_of: Callable[[Row], Position]) -> Page[Row]:
        """Make the page of at most `limit + 1` rows that were fetched as this window says."""
        is_cut = len(fetched) > self.limit
        rows = list(fetched[: self.limit])
        if self.is_backwards:
            rows.reverse()
        more_after = bool(rows) if self.is_backwards else is_cut
        more_before = is_cut if self.is_backwards else self.position is not None and bool(rows)
        return Page(
            rows=rows,
            next=encode(position_of(rows[-1]), newest_first=self.newest_first) if more_after else None,
            prev=encode(position_of(rows[0]), newest_first=self.newest_first) if more_before else None,
            has_more=more_after,
        )


def window(
    *,
    limit: int | None = None,
    after: str | None = None,
    before: str | None = None,
    newest_first: bool = True,
    id_type: type[Key] = UUID,
) -> Window:
    """Read the paging arguments of a request.

    :raises InputInvalid: at `/limit` (1 to 100), `/after` or `/before`; both cursors at once are refused at `/before`
    """
    wanted = DEFAULT_LIMIT if limit is None else limit
    if isinstance(wanted, bool) or not 1 <= wanted <= MAX_LIMIT:
        _refuse("/limit", "range", f"1…{MAX_LIMIT}")
    if after and before:
        _refuse("/before", "exclusive", "after | before")
    position = None
    if after or before:
        pointer = "/after" if after else "/before"
        position = decode(after or before or "", newest_first=newest_first, id_type=id_type, pointer=pointer)
    return Window(limit=wanted, position=position, is_backwards=bool(before), newest_first=newest_first)


def page_of(
    source: QuerySet[Any, Row] | Sequence[Row],
    *,
    limit: int | None = None,
    after: str | None = None,
    before: str | None = None,
    newest_first: bool = True,
    id_type: type[Key] = UUID,
) -> Page[Row]:
    """Answer one page of a queryset (one statement) or of rows in memory, which must have `created_at` and `id`.

    Rows may be objects or dictionaries. Any order of the source is replaced.

    :raises InputInvalid: as `window`
    """
    asked = window(limit=limit, after=after, before=before, newest_first=newest_first, id_type=id_type)
    if isinstance(source, QuerySet):
        fetched = list(_slice_of(source, asked))
    else:
        ordered = sorted(source, key=_sort_key, reverse=asked.is_descending)
        fetched = [row for row in ordered if asked.position is None or _is_past(row, asked)][: asked.limit + 1]
    return asked.page(fetched, position_of=position_of)


def position_of(row: Any) -> Position:
    """Answer the place of a row: its `created_at` and `id`, as attributes or dictionary entries."""
    if isinstance(row, dict):
        return Position(created_at=row["created_at"], id=row["id"])
    return Position(created_at=row.created_at, id=row.id)


def encode(position: Position, *, newest_first: bool = True) -> str:
    """Write a place as text that is safe in an address."""
    moment = position.created_at.astimezone(UTC).isoformat(timespec="microseconds")
    kind = next(letter for type_, letter in _ID_TYPES.items() if isinstance(position.id, type_))
    parts = ["d" if newest_first else "a", moment, kind, str(position.id)]
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def decode(cursor: str, *, newest_first: bool = True, id_type: type[Key] = UUID, pointer: str = "/after") -> Position:
    """Read a cursor of a list in this order with keys of this type.

    :raises InputInvalid: at `pointer`, whatever is wrong with it
    """
    try:
        if len(cursor) > _LONGEST_CURSOR:
            raise ValueError("too long")
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        order, moment, kind, key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        created_at = datetime.fromisoformat(moment)
        if order != ("d" if newest_first else "a") or kind != _ID_TYPES[id_type]:
            raise ValueError("of another list")
        if created_at.tzinfo is None or created_at.year not in _YEARS:
            raise ValueError("no time of a row")
        return Position(created_at=created_at, id=_key(key, id_type))
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError):
        _refuse(pointer, "cursor", "cursor")


def _key(text: Any, id_type: type[Key]) -> Key:
    if not isinstance(text, str) or "\0" in text:
        raise ValueError("no key")
    if id_type is int and not -(2**63) <= int(text) < 2**63:
        raise ValueError("no key of a row")
    return id_type(text)


def _slice_of(queryset: QuerySet[Any, Row], asked: Window) -> QuerySet[Any, Row]:
    sign, lookup = ("-", "lt") if asked.is_descending else ("", "gt")
    if asked.position is not None:
        created_at, key = asked.position.created_at, asked.position.id
        # The first condition is implied by the second; it is what lets PostgreSQL start inside the index.
        queryset = queryset.filter(
            Q(**{f"created_at__{lookup}e": created_at})
            & (Q(**{f"created_at__{lookup}": created_at}) | Q(**{f"id__{lookup}": key}))
        )
    return queryset.order_by(f"{sign}created_at", f"{sign}id")[: asked.limit + 1]


def _sort_key(row: Any) -> tuple[datetime, Any]:
    position = position_of(row)
    return position.created_at, position.id


def _is_past(row: Any, asked: Window) -> bool:
    place = asked.position
    if place is None:
        return True
    if asked.is_descending:
        return _sort_key(row) < (place.created_at, place.id)
    return _sort_key(row) > (place.created_at, place.id)


def _refuse(pointer: str, code: str, detail: str) -> NoReturn:
    raise problems.InputInvalid(errors=[problems.FieldError(pointer=pointer, code=code, detail=detail)])
