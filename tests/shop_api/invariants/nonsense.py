"""Values that no contract means, and where they can be put."""

import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

from shop_api.doors.graphql_types import bare

#: Of a type, a length or characters that no field takes.
SURELY_WRONG: dict[str, Any] = {
    "an object": {"a": {"b": 1}},
    "lists in a list": [[[1]]],
    "a fraction": 1.5,
    "a long text": "x" * 5000,
    "NUL": "a\x00b",
    "half a surrogate pair": "a\ud800b",
}
#: Some fields take some of these. Whatever happens, it is no failure of ours.
PERHAPS_WRONG: dict[str, Any] = {
    "null": None,
    "a truth": True,
    "less than nothing": -1,
    "more than a bigint": 10**30,
    "empty": "",
    "blank": " \t\n ",
    "digits of another script": "٤٨٢٩٣٠١٧٧٥٦٣",
    "digits that are none": "²" * 12,
    "quotes and percents": "%s%%'\";--\\{x}",
    "an empty list": [],
}
Path = tuple[str, ...]


def fields(shape: type, above: Path = ()) -> Iterator[Path]:
    """Places of a contract's fields, those of nested contracts too; the consent block has a suite of its own."""
    hints = typing.get_type_hints(shape, include_extras=True)
    for one in dataclasses.fields(shape):
        if one.name == "consent":
            continue
        inner = bare(hints[one.name])[0]
        yield (*above, one.name)
        if dataclasses.is_dataclass(inner):
            yield from fields(inner, (*above, one.name))  # type: ignore[arg-type]  # hints are classes


def put(values: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The values with another one at a place; the given ones stay as they are."""
    name, *below = path
    inner = put(values.get(name, {}), tuple(below), value) if below else value
    return {**values, name: inner}
