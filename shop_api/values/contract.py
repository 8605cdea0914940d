"""Contracts: what crosses a door, as frozen keyword-only dataclasses.

The doors derive JSON validation, OpenAPI schemas and GraphQL types from a contract, so it is the one description of a
command or an answer. Class names are unique over the whole service: they become type names in both contracts.
"""

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, dataclass_transform

from pydantic import Field, StringConstraints

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def contract(cls: type[T]) -> type[T]:
    """Make `cls` a frozen dataclass whose JSON form admits its own fields only, each of its own type."""
    made: Any = dataclass(frozen=True, kw_only=True)(cls)
    # Strict: `"yes"` is no true, `"1"` is no 1. Extra fields are refused by name, so a typing error is not silence.
    made.__pydantic_config__ = {"strict": True, "extra": "forbid"}
    return made  # type: ignore[no-any-return]  # the decorator returns the class it was given


def _text(minimum: int, maximum: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=minimum, max_length=maximum)


#: One line a person writes: 1 to 200 characters after trimming.
Line = Annotated[str, _text(1, 200)]
#: A line that may be left empty: 0 to 200 characters.
OptionalLine = Annotated[str, _text(0, 200)]
#: Several lines: 1 to 4,000 characters after trimming.
Paragraphs = Annotated[str, _text(1, 4000)]
#: An e-mail address as typed; `rules` decide whether it is one.
EmailText = Annotated[str, _text(3, 254)]
#: A secret as typed: never trimmed, 1 to 200 characters.
SecretText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
#: A stock keeping unit, the cms's key: 1 to 40 characters.
Sku = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
#: How many of one SKU: 1 to 99.
Quantity = Annotated[int, Field(ge=1, le=99)]
#: A page's size: 1 to 100 rows.
Limit = Annotated[int, Field(ge=1, le=100)]


@contract
class NoCriteria:
    """A read that takes nothing."""


@contract
class Done:
    """An action that has nothing to show but that it happened; `id` names what it happened to."""

    id: str
