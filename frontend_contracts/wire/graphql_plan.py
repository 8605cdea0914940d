"""Plain reads over GraphQL without the machinery of graphql-core: a document is compiled once into plain picks.

graphql-core spends microseconds on every field of every row; a list of products has a thousand of them, and nearly all
are picked out of JSON that lies ready. A compiled plan calls the same resolvers and picks the same members. Whatever it
does not cover (mutations, directives, introspection, a name asked for twice), and whatever goes wrong on its way, is
left to graphql-core, which begins anew and answers as ever: plans only read. A test runs both and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)
from graphql.execution.values import get_argument_values, get_variable_values

# What a pick gets: the value, and what belongs to this run (`context`, `variables`).
Pick = Callable[[Any, Any], Any]
_AS_THEY_ARE: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool}


class _NotPlain(Exception):
    """The document, or a value on the way, asks for something that a plan does not cover."""


Plan = tuple[OperationDefinitionNode, Pick]


class Plans:
    """Compiles documents when they are first seen, and runs them; kept as long as their documents are."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: WeakKeyDictionary[Any, dict[str | None, Plan | None]] = WeakKeyDictionary()

    def compiled(self, prepared: Any, operation_name: str | None) -> Plan | None:
        """The plan of a prepared document's operation, or None where it is not plain."""
        plans = self._kept.setdefault(prepared, {})
        if operation_name not in plans:
            plans[operation_name] = _compiled(self._schema, prepared.document, operation_name)
        return plans[operation_name]

    def execute(
        self, prepared: Any, operation_name: str | None, variables: dict[str, Any], context: Any
    ) -> ExecutionResult | None:
        """Answer a prepared document, or None where graphql-core must."""
        plan = self.compiled(prepared, operation_name)
        if plan is None:
            return None
        operation, pick = plan
        coerced = get_variable_values(self._schema, operation.variable_definitions, variables, max_errors=1)
        if not isinstance(coerced, dict):
            return None
        try:
            return ExecutionResult(data=pick(None, SimpleNamespace(context=context, variables=coerced)))
        except Exception:  # noqa: BLE001 - graphql-core meets the same failure again and reports it with its path
            return None


def _compiled(schema: GraphQLSchema, document: DocumentNode, operation_name: str | None) -> Plan | None:
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    operation = next(
        node
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
        and operation_name in {None, node.name.value if node.name else None}
    )
    if operation.operation is not OperationType.QUERY or operation.directives or schema.query_type is None:
        return None
    try:
        return operation, _Compiler(schema, fragments).object(schema.query_type, [operation.selection_set])
    except _NotPlain:
        return None


class _Compiler:
    """Turns selections of one document into picks. Its fragments have no cycles: it was validated."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._schema = schema
        self._fragments = fragments

    def object(self, kind: GraphQLObjectType, selections: list[SelectionSetNode]) -> Pick:
        """How to pick what was asked of one object."""
        if kind.is_type_of is not None:
            raise _NotPlain
        order, leaves, others = [], [], []
        for key, node in self._fields(kind, selections).items():
            order.append(key)
            leaf = _leaf_of(kind.fields.get(node.name.value))
            if leaf is None:
                others.append((key, self._field(kind, node)))
            else:
                leaves.append((key, *leaf))
        blank = dict.fromkeys(order)  # an answer's members stand in the order in which they were asked for

        def pick(source: Any, run: Any) -> dict[str, Any]:
            made: dict[str, Any] = blank.copy()
            # Most of an answer is leaves, so they are picked here and not by a call each.
            for key, name, as_it_is, serialize, is_required in leaves:
                value = source.get(name) if type(source) is dict else getattr(source, name, None)
                if type(value) is as_it_is:
                    made[key] = value
                elif value is not None:
                    made[key] = serialize(value)
                elif is_required:
                    raise _NotPlain
            for key, other in others:
                made[key] = other(source, run)
            return made

        return pick

    def _fields(self, kind: GraphQLObjectType, selections: list[SelectionSetNode]) -> dict[str, FieldNode]:
        """Fields by the name they are answered under, with those of fragments that apply to this type."""
        found: dict[str, FieldNode] = {}
        for node in (one for selection in selections for one in selection.selections):
            if node.directives:
                raise _NotPlain
            if isinstance(node, FieldNode):
                inner = {node.alias.value if node.alias else node.name.value: node}
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                applies = self._applies(fragment.type_condition.name.value, kind)
                inner = self._fields(kind, [fragment.selection_set]) if applies else {}
            elif isinstance(node, InlineFragmentNode):
                applies = node.type_condition is None or self._applies(node.type_condition.name.value, kind)
                inner = self._fields(kind, [node.selection_set]) if applies else {}
            else:
                raise _NotPlain
            if set(inner) & set(found):
                raise _NotPlain
            found |= inner
        return found

    def _applies(self, condition: str, kind: GraphQLObjectType) -> bool:
        if condition == kind.name:
            return True
        wider = self._schema.get_type(condition)
        return isinstance(wider, GraphQLUnionType) and kind in wider.types

    def _field(self, kind: GraphQLObjectType, node: FieldNode) -> Pick:
        name = node.name.value
        if name == "__typename":
            return lambda source, run: kind.name
        if name not in kind.fields:  # introspection
            raise _NotPlain
        field = kind.fields[name]
        complete = self._value(field.type, node)
        resolve = field.resolve
        member = _member_of(field)
        if member is not None:
            return lambda source, run: complete(
                source.get(member) if type(source) is dict else getattr(source, member, None), run
            )
        if resolve is None:
            raise _NotPlain
        if not field.args:
            return lambda source, run: complete(resolve(source, run), run)
        return lambda source, run: complete(resolve(source, run, **_arguments(field, node, run)), run)

    def _value(self, kind: Any, node: FieldNode) -> Pick:
        """How to complete a value of a type; NonNull is checked, as a null there is an error of the parent."""
        if not isinstance(kind, GraphQLNonNull):
            inner = self._present(kind, node)
            return lambda value, run: None if value is None else inner(value, run)
        present = self._present(kind.of_type, node)

        def required(value: Any, run: Any) -> Any:
            if value is None:
                raise _NotPlain
            return present(value, run)

        return required

    def _present(self, kind: Any, node: FieldNode) -> Pick:
        if isinstance(kind, GraphQLList):
            each = self._value(kind.of_type, node)
            return lambda values, run: [each(value, run) for value in values]
        if isinstance(kind, GraphQLObjectType) and node.selection_set is not None:
            return self.object(kind, [node.selection_set])
        if isinstance(kind, GraphQLUnionType) and node.selection_set is not None:
            return self._union(kind, node.selection_set)
        if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
            return _leaf(kind)
        raise _NotPlain

    def _union(self, kind: GraphQLUnionType, selection: SelectionSetNode) -> Pick:
        picks = {one.name: self.object(one, [selection]) for one in kind.types}
        resolve_type = kind.resolve_type
        if resolve_type is None:
            raise _NotPlain

        def pick(value: Any, run: Any) -> Any:
            name = resolve_type(value, run, kind)
            if not isinstance(name, str):
                raise _NotPlain
            return picks[name](value, run)

        return pick


def _arguments(field: GraphQLField, node: FieldNode, run: Any) -> dict[str, Any]:
    return get_argument_values(field, node, run.variables)


def _member_of(field: GraphQLField) -> str | None:
    """The member that a field without a resolver of its own answers."""
    resolve = field.resolve
    if not isinstance(resolve, partial) or resolve.func is not dict_or_attr_resolver or field.args:
        return None
    name, otherwise = resolve.args
    if otherwise is not None:
        raise _NotPlain
    return str(name)


def _leaf_of(field: GraphQLField | None) -> tuple[str, type | None, Callable[[Any], Any], bool] | None:
    """Of a member with a plain value: its name, the type that is sent as it is, how to send others, whether it must be.

    graphql-core checks integers for their size, so those are always serialized.
    """
    member = None if field is None else _member_of(field)
    if field is None or member is None:
        return None
    is_required = isinstance(field.type, GraphQLNonNull)
    kind = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    if not isinstance(kind, GraphQLScalarType | GraphQLEnumType):
        return None
    return member, _AS_THEY_ARE.get(kind.name), kind.serialize, is_required


def _leaf(kind: GraphQLScalarType | GraphQLEnumType) -> Pick:
    as_it_is, serialize = _AS_THEY_ARE.get(kind.name), kind.serialize
    return lambda value, run: value if type(value) is as_it_is else serialize(value)
