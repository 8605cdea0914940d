"""Answers whose JSON lies ready in the database: REST sends the text as it is, GraphQL reads it only when asked.

Decoding and encoding again a list of 24 products costs more than fetching it. A ready answer holds the text and opens
it on first access, so both doors answer from the same bytes.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

import orjson

from shop_api.values.page import Page

Row = TypeVar("Row")
Shape = TypeVar("Shape")


class ReadyObject:
    """One JSON object, ready as text; its members can be read as attributes."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def parsed(self) -> dict[str, Any]:
        """The object, decoded once."""
        decoded: dict[str, Any] = orjson.loads(self.text)
        return decoded

    def __getattr__(self, name: str) -> Any:
        try:
            return self.parsed[name]
        except KeyError:
            raise AttributeError(name) from None


def ready(shape: type[Shape], text: str) -> Shape:
    """An answer of a contract, as the JSON text that it would become."""
    return cast(Shape, ReadyObject(text))


class ReadyPage(Page[Row]):
    """A page of rows that are JSON texts. Rows and cursors are opened only when somebody asks for them."""

    def __init__(
        self,
        texts: Sequence[str],
        *,
        next: str | None,
        prev: str | None,
        has_more: bool,
        cursor_of: Callable[[dict[str, Any]], str],
    ) -> None:
        given = {"texts": texts, "next": next, "prev": prev, "has_more": has_more, "cursor_of": cursor_of}
        self.__dict__.update(given)  # the class is frozen; this is its construction

    @property
    def data(self) -> tuple[Row, ...]:
        """The rows, decoded once."""
        if "rows" not in self.__dict__:
            self.__dict__["rows"] = tuple(orjson.loads(f"[{','.join(self.__dict__['texts'])}]"))
        rows: tuple[Row, ...] = self.__dict__["rows"]
        return rows

    @property
    def cursors(self) -> tuple[str, ...]:
        """A cursor for each row."""
        cursor_of: Callable[[Any], str] = self.__dict__["cursor_of"]
        return tuple(cursor_of(row) for row in self.data)

    def cursor_at(self, index: int) -> str | None:
        """The cursor of one row, such as the last (-1); None on an empty page."""
        if not self.data:
            return None
        made: str = self.__dict__["cursor_of"](self.data[index])
        return made

    def json(self) -> bytes:
        """The page as REST answers it: `{data, page: {next, prev, has_more}}`."""
        place = orjson.dumps({"next": self.next, "prev": self.prev, "has_more": self.has_more})
        rows = ",".join(self.__dict__["texts"]).encode()
        return b'{"data":[' + rows + b'],"page":' + place + b"}"
