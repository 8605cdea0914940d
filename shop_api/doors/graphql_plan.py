"""Ready JSON over GraphQL without resolving it field by field.

graphql-core spends microseconds on each field of an answer, a list of products has a thousand of them, and every one is
only picked out of JSON that lies ready. So a document that asks for nothing but ready answers is compiled once into a
plan of plain picks. Whatever a plan does not cover (mutations, directives, a name asked for twice, refusals) is left
to graphql-core, which answers the same: a test runs both and compares.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)
from graphql.execution.values import get_argument_values, get_variable_values
from pydantic.alias_generators import to_snake

from frontend_contracts.wire.problems import Kind, Problem
from shop_api.values.ready import ReadyObject, ReadyPage

Pick = Callable[[Any], Any]
_PAGE_INFO: Mapping[str, Pick] = {
    "hasNextPage": lambda page: page.has_more,
    "hasPreviousPage": lambda page: page.prev is not None,
    "startCursor": lambda page: page.cursor_at(0),
    "endCursor": lambda page: page.cursor_at(-1),
}


class _NotPlain(Exception):
    """The document asks for something a plan does not cover."""


@dataclass(frozen=True, slots=True)
class _Root:
    """One root field: how to ask for it, and how to pick its answer apart."""

    key: str
    node: FieldNode
    field: GraphQLField
    pick: Pick


@dataclass(frozen=True, slots=True)
class _Plan:
    """A compiled operation."""

    operation: OperationDefinitionNode
    roots: tuple[_Root, ...]


class Plans:
    """Compiles documents when they are first seen, and runs them; kept as long as their documents are."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._kept: WeakKeyDictionary[Any, dict[str | None, _Plan | None]] = WeakKeyDictionary()

    def execute(
        self, prepared: Any, operation_name: str | None, variables: dict[str, Any], context: Any
    ) -> ExecutionResult | None:
        """Answer a prepared document, or None where graphql-core must."""
        plans = self._kept.setdefault(prepared, {})
        if operation_name not in plans:
            plans[operation_name] = _compiled(self._schema, prepared.document, operation_name)
        plan = plans[operation_name]
        if plan is None:
            return None
        coerced = get_variable_values(self._schema, plan.operation.variable_definitions, variables, max_errors=1)
        if not isinstance(coerced, dict):
            return None
        info = SimpleNamespace(context=context)
        data = {}
        for root in plan.roots:
            arguments = get_argument_values(root.field, root.node, coerced)
            try:
                answer = root.field.resolve(None, info, **arguments) if root.field.resolve else None
            except Problem as problem:
                if problem.kind is not Kind.NOT_FOUND:
                    return None
                answer = None
            if not isinstance(answer, ReadyObject | ReadyPage | None):
                return None
            data[root.key] = None if answer is None else root.pick(answer)
        return ExecutionResult(data=data)


def _compiled(schema: GraphQLSchema, document: DocumentNode, operation_name: str | None) -> _Plan | None:
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    operation = next(
        node
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
        and operation_name in {None, node.name.value if node.name else None}
    )
    root_type = schema.query_type
    if operation.operation is not OperationType.QUERY or operation.directives or root_type is None:
        return None
    if any(variable.directives for variable in operation.variable_definitions):
        return None
    compiler = _Compiler(fragments)
    try:
        found = compiler.fields(operation.selection_set)
        roots = [compiler.root_of(root_type, key, node) for key, node in found.items()]
    except _NotPlain:
        return None
    return _Plan(operation, tuple(roots))


class _Compiler:
    """Turns selections of one document into picks. Its fragments have no cycles: it was validated."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments

    def fields(self, selections: SelectionSetNode | None) -> dict[str, FieldNode]:
        """Fields by the name they are answered under, fragments written out.

        Every type here is an object type, so a fragment that validation let pass always applies.
        """
        found: dict[str, FieldNode] = {}
        for node in selections.selections if selections else ():
            if node.directives:
                raise _NotPlain
            if isinstance(node, FieldNode):
                inner = {node.alias.value if node.alias else node.name.value: node}
            elif isinstance(node, FragmentSpreadNode):
                inner = self.fields(self._fragments[node.name.value].selection_set)
            elif isinstance(node, InlineFragmentNode):
                inner = self.fields(node.selection_set)
            else:
                raise _NotPlain
            if set(inner) & set(found):
                raise _NotPlain
            found |= inner
        return found

    def root_of(self, kind: GraphQLObjectType, key: str, node: FieldNode) -> _Root:
        """A root field with how to pick its answer apart."""
        field = kind.fields.get(node.name.value)
        if field is None:  # __typename, __schema, __type
            raise _NotPlain
        return _Root(key, node, field, self.root(field, node))

    def root(self, field: GraphQLField, node: FieldNode) -> Pick:
        """How to pick a root field's answer apart."""
        serves = getattr(field.resolve, "serves", None)
        if not getattr(serves, "is_ready", False):
            raise _NotPlain
        kind = _bare(field.type)
        if not isinstance(kind, GraphQLObjectType):
            raise _NotPlain
        if kind.name.endswith("Connection"):
            return self._connection(kind, node)
        pick = self._object(kind, node)
        return lambda answer: pick(answer.parsed)

    def _connection(self, kind: GraphQLObjectType, node: FieldNode) -> Pick:
        parts = []
        for key, inner in self.fields(node.selection_set).items():
            name = inner.name.value
            if name == "edges":
                parts.append((key, self._edges(_object_of(kind, "edges"), inner)))
            elif name == "nodes":
                parts.append((key, _of_rows(self._object(_object_of(kind, "nodes"), inner))))
            elif name == "pageInfo":
                parts.append((key, self._page_info(inner)))
            else:
                raise _NotPlain
        return lambda page: {key: pick(page) for key, pick in parts}

    def _edges(self, kind: GraphQLObjectType, node: FieldNode) -> Pick:
        asked = self.fields(node.selection_set)
        picks = {
            key: self._object(_object_of(kind, "node"), inner) if inner.name.value == "node" else None
            for key, inner in asked.items()
        }
        if not {inner.name.value for inner in asked.values()} <= {"node", "cursor"}:
            raise _NotPlain
        has_cursors = None in picks.values()

        def pick(page: ReadyPage[Any]) -> list[dict[str, Any]]:
            cursors = page.cursors if has_cursors else [""] * len(page.data)
            return [
                {key: cursor if inner is None else inner(row) for key, inner in picks.items()}
                for row, cursor in zip(page.data, cursors, strict=True)
            ]

        return pick

    def _page_info(self, node: FieldNode) -> Pick:
        asked = self.fields(node.selection_set)
        if not {inner.name.value for inner in asked.values()} <= set(_PAGE_INFO):
            raise _NotPlain
        picks = {key: _PAGE_INFO[inner.name.value] for key, inner in asked.items()}
        return lambda page: {key: pick(page) for key, pick in picks.items()}

    def _object(self, kind: GraphQLObjectType, node: FieldNode) -> Pick:
        plain: list[tuple[str, str]] = []
        nested: list[tuple[str, str, Pick]] = []
        order = []
        for key, inner in self.fields(node.selection_set).items():
            name = inner.name.value
            if name not in kind.fields:  # __typename
                raise _NotPlain
            pick = self._value(kind.fields[name].type, inner)
            order.append(key)
            if pick is None:
                plain.append((key, to_snake(name)))
            else:
                nested.append((key, to_snake(name), pick))
        if not nested:
            return lambda row: {key: row[name] for key, name in plain}
        blank = dict.fromkeys(order)  # an answer's members stand in the order in which they were asked for

        def picked(row: dict[str, Any]) -> dict[str, Any]:
            made: dict[str, Any] = blank.copy()
            for key, name in plain:
                made[key] = row[name]
            for key, name, pick in nested:
                value = row[name]
                made[key] = None if value is None else pick(value)
            return made

        return picked

    def _value(self, kind: Any, node: FieldNode) -> Pick | None:
        """How to pick a member; None when it is answered as it lies."""
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(inner, GraphQLList):
            each = self._value(inner.of_type, node)
            return None if each is None else lambda rows: [each(row) for row in rows]
        if isinstance(inner, GraphQLObjectType):
            return self._object(inner, node)
        if inner.name == "DateTime":
            return lambda text: datetime.fromisoformat(text).isoformat()
        return None


def _of_rows(pick: Pick) -> Pick:
    return lambda page: [pick(row) for row in page.data]


def _object_of(kind: GraphQLObjectType, name: str) -> GraphQLObjectType:
    found = _bare(kind.fields[name].type)
    if not isinstance(found, GraphQLObjectType):
        raise _NotPlain
    return found


def _bare(kind: Any) -> Any:
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    return kind
