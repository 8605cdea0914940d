"""From contracts to GraphQL types. Graphene's own classes, made by walking a contract's fields once."""

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import graphene
from graphene.types.generic import GenericScalar
from graphene.types.unmountedtype import UnmountedType

from shop_api.gate.consent_port import ConsentBlock
from shop_api.values.page import Page
from shop_api.values.ready import ReadyObject


class ConsentFlags(GenericScalar):
    """An object of flag id → true or false, as in `{"order_fulfilment": true}`; anything else is refused."""


class JSON(GenericScalar):
    """A JSON value whose form its field describes."""


_SCALARS: dict[Any, type[UnmountedType]] = {
    str: graphene.String,
    int: graphene.Int,
    bool: graphene.Boolean,
    float: graphene.Float,
    UUID: graphene.ID,
    datetime: graphene.DateTime,
    date: graphene.Date,
}


def bare(hint: Any) -> tuple[Any, bool]:
    """A type without Annotated and Optional, and whether None is admitted."""
    if get_origin(hint) is Annotated:
        return bare(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        members = [one for one in get_args(hint) if one is not type(None)]
        if len(members) != 1:
            raise TypeError(f"{hint}: GraphQL has no such union; make a contract of it")
        inner, _ = bare(members[0])
        return inner, len(members) != len(get_args(hint))
    return hint, False


@lru_cache(maxsize=256)
def enum_type(enum: type[Enum]) -> Any:
    """The GraphQL enum of a Python enum. Its names are the wire's values, so both doors spell a state alike."""
    return graphene.Enum(enum.__name__, [(member.value, member.value) for member in enum], description=enum.__doc__)


def _mounted(hint: Any, nested: Callable[[type], Any]) -> Any:
    """The graphene type of one hint, NonNull unless None is admitted."""
    inner, admits_none = bare(hint)
    if get_origin(inner) in (tuple, list):
        made: Any = graphene.List(_mounted(get_args(inner)[0], nested))
    elif get_origin(inner) is dict or inner is dict or inner is Any:
        made = JSON
    elif isinstance(inner, type) and issubclass(inner, Enum):
        made = enum_type(inner)
    elif dataclasses.is_dataclass(inner):
        made = nested(inner)  # type: ignore[arg-type]  # is_dataclass admits instances, hints are classes
    else:
        made = _SCALARS[inner]
    return made if admits_none else graphene.NonNull(made)


@lru_cache(maxsize=256)
def object_type(shape: type) -> Any:
    """The GraphQL object of an answer contract; field values are read as attributes."""
    hints = get_type_hints(shape, include_extras=True)
    fields = {
        one.name: graphene.Field(
            _mounted(hints[one.name], object_type), resolver=_reader(one.name, bare(hints[one.name])[0] is datetime)
        )
        for one in dataclasses.fields(shape)
    }
    return type(shape.__name__, (graphene.ObjectType,), {**fields, "__doc__": shape.__doc__})


def _reader(name: str, is_moment: bool) -> Callable[[Any, Any], Any]:
    """Reads a field of an answer; enum members as their wire values. Ready JSON comes as plain objects."""

    def read(answer: Any, info: Any) -> Any:
        if isinstance(answer, ReadyObject):
            answer = answer.parsed
        if type(answer) is dict:
            inside = answer[name]
            return datetime.fromisoformat(inside) if is_moment and inside is not None else inside
        value = getattr(answer, name)
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, tuple) and value and isinstance(value[0], Enum):
            return [one.value for one in value]
        return value

    return read


@lru_cache(maxsize=256)
def input_type(shape: type) -> Any:
    """The GraphQL input of a command contract; fields with a default may be left out."""
    hints = get_type_hints(shape, include_extras=True)
    fields = {}
    for one in dataclasses.fields(shape):
        made = (
            graphene.NonNull(ConsentFlags)
            if shape is ConsentBlock and one.name == "flags"
            else _mounted(hints[one.name], input_type)
        )
        has_default = one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
        if has_default and isinstance(made, graphene.NonNull):
            made = made.of_type
        fields[one.name] = graphene.InputField(made)
    name = shape.__name__ if shape.__name__.endswith("Input") else f"{shape.__name__}Input"
    return type(name, (graphene.InputObjectType,), {**fields, "__doc__": shape.__doc__})


def arguments(shape: type) -> dict[str, graphene.Argument]:
    """A criteria contract's fields as arguments of a root field."""
    hints = get_type_hints(shape, include_extras=True)
    made = {}
    for one in dataclasses.fields(shape):
        kind = _mounted(hints[one.name], input_type)
        has_default = one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
        if has_default and isinstance(kind, graphene.NonNull):
            kind = kind.of_type
        made["first" if one.name == "limit" else one.name] = graphene.Argument(kind)
    return made


class PageInfo(graphene.ObjectType):
    """Where a page stands in its list (Relay)."""

    has_next_page = graphene.NonNull(graphene.Boolean)
    has_previous_page = graphene.NonNull(graphene.Boolean)
    start_cursor = graphene.String()
    end_cursor = graphene.String()

    @staticmethod
    def resolve_has_next_page(page: Page[Any], info: Any) -> bool:
        """Whether `after: endCursor` leads to more rows."""
        return page.has_more

    @staticmethod
    def resolve_has_previous_page(page: Page[Any], info: Any) -> bool:
        """Whether rows lie before this page."""
        return page.prev is not None

    @staticmethod
    def resolve_start_cursor(page: Page[Any], info: Any) -> str | None:
        """The first row's cursor."""
        return page.cursors[0] if page.cursors else None

    @staticmethod
    def resolve_end_cursor(page: Page[Any], info: Any) -> str | None:
        """The last row's cursor."""
        return page.cursors[-1] if page.cursors else None


@lru_cache(maxsize=128)
def connection_type(row: type, summary: type | None = None) -> Any:
    """The Relay connection over rows of a contract; with `summary` where a page tells of its whole list."""
    node = object_type(row)
    edge = type(
        f"{row.__name__}Edge",
        (graphene.ObjectType,),
        {"cursor": graphene.NonNull(graphene.String), "node": graphene.NonNull(node)},
    )
    return type(
        f"{row.__name__}Connection",
        (graphene.ObjectType,),
        {
            "__doc__": f"A page of {row.__name__}.",
            "edges": graphene.NonNull(graphene.List(graphene.NonNull(edge))),
            "nodes": graphene.NonNull(graphene.List(graphene.NonNull(node))),
            "page_info": graphene.NonNull(PageInfo),
            **({} if summary is None else {"summary": graphene.NonNull(object_type(summary))}),
            "resolve_edges": staticmethod(
                lambda page, info: [
                    {"cursor": cursor, "node": row} for cursor, row in zip(page.cursors, page.data, strict=True)
                ]
            ),
            "resolve_nodes": staticmethod(lambda page, info: page.data),
            "resolve_page_info": staticmethod(lambda page, info: page),
        },
    )
