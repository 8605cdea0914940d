"""What every operator of the drift tests is made of: one changed copy for each row or clause."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from frontend_contracts.wire import policy_compiler

Json = dict[str, Any]
LOCALES = ("kk", "ru", "en")
KINDS = ("purposes", "switches", *policy_compiler.KINDS)


@dataclass(frozen=True)
class Drift:
    """One changed pair; `name` is the operator and the place."""

    name: str
    document: Json
    inventory: Json


Operator = Callable[[Json, Json], Iterator[tuple[str, Json, Json]]]


def rows(document: Json, kind: str) -> list[Json]:
    held = document if kind in ("purposes", "switches") else document["clauses"]
    return held[kind]


def each_row(kind: str, change: Callable[[Json, Json], str | None]) -> Callable[[Json, Json], Iterator[Any]]:
    """Apply `change(row, inventory)` to each row of a kind, on a copy; it answers a name, or None for no drift here."""

    def each(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
        for place in range(len(inventory[kind])):
            changed = copy.deepcopy(inventory)
            named = change(changed[kind][place], changed)
            if named is not None:
                yield named, document, changed

    return each


def each_clause(kind: str, change: Callable[[Json, Json, Json], str | None]) -> Callable[[Json, Json], Iterator[Any]]:
    def each(document: Json, inventory: Json) -> Iterator[tuple[str, Json, Json]]:
        for place in range(len(rows(document, kind))):
            changed = copy.deepcopy(document)
            named = change(rows(changed, kind)[place], changed, inventory)
            if named is not None:
                yield named, changed, inventory

    return each


def named(name: str, operator: Any) -> Operator:
    operator.__name__ = name
    return operator
