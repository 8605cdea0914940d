"""How much a GraphQL document asks for, found in one pass before any rule of graphql-core sees it.

Each definition is walked once, without recursion. What a fragment asks for is worked out once and then only added
wherever it is spread, so a fan of fragments that would expand to a billion fields costs as many steps as it has lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListTypeNode,
    ListValueNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    VariableNode,
    get_named_type,
)

from frontend_contracts.wire import problems
from frontend_contracts.wire.json_guard import BodyTextInvalid, is_storable

DEFAULT_LIST_SIZE = 20  # rows; what a list answers when nobody says `first` or `limit`
SIZE_ARGUMENTS = ("first", "last", "limit")
INTROSPECTION_ROOTS = ("__schema", "__type")
MOST = 10**9  # numbers stop growing here; a fan of fragments would otherwise make integers of thousands of digits


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one document may ask for, with its fragments written out."""

    depth: int = 8  # fields inside each other
    fields: int = 250
    aliases: int = 15
    root_fields: int = 10
    mutations: int = 1  # in one request: an idempotency key belongs to exactly one
    directives: int = 20
    cost: int = 5_000  # fields to resolve, each list multiplied by its size
    tokens: int = 4_000  # of the source text, comments included
    value_depth: int = 10  # lists and objects inside each other, in literals and in types of variables


class TooComplex(problems.Problem):
    """The document asks for too much; `measure` names which limit of `Limits` and `allowed` how much it is."""

    code = "graphql.too_complex"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Сұрау тым күрделі: {measure} шегі — {allowed}. Сұрауды бөліп жіберіңіз.",
        "ru": "Запрос слишком сложен: предел {measure} — {allowed}. Разделите запрос.",
        "en": "The query is too complex: the limit of {measure} is {allowed}. Split the query.",
    }
    shown = ("measure", "allowed")


class QueryInvalid(problems.InputInvalid):
    """The document does not fit the schema; `errors` says where."""

    code = "graphql.invalid"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Сұрау схемаға сай емес: қателерді түзетіп, қайта жіберіңіз.",
        "ru": "Запрос не соответствует схеме: исправьте ошибки и отправьте снова.",
        "en": "The query does not fit the schema: correct the errors and send it again.",
    }


class IntrospectionOff(problems.Problem):
    """The schema is not told here; it is published in `frontend_contracts`."""

    code = "graphql.introspection_off"
    kind = problems.Kind.INVALID
    texts = {
        "kk": "Бұл жерде схеманы сұрауға болмайды: жарияланған schema.graphql файлын қолданыңыз.",
        "ru": "Запрашивать схему здесь нельзя: возьмите опубликованный файл schema.graphql.",
        "en": "The schema cannot be asked for here: use the published file schema.graphql.",
    }


@dataclass
class Ask:
    """What a selection set asks for. `own` counts the fields at its top, through fragments."""

    depth: int = 0
    fields: int = 0
    cost: int = 0
    own: int = 0

    def add_field(self, below: Ask, *, times: int) -> None:
        """Add one field whose selection set, `below`, is answered `times` times."""
        self.depth = max(self.depth, 1 + below.depth)
        self.fields = min(MOST, self.fields + 1 + below.fields)
        self.cost = min(MOST, self.cost + 1 + times * below.cost)
        self.own = min(MOST, self.own + 1)

    def add_fragment(self, other: Ask) -> None:
        """Add what a fragment asks for at this place."""
        self.depth = max(self.depth, other.depth)
        self.fields = min(MOST, self.fields + other.fields)
        self.cost = min(MOST, self.cost + other.cost)
        self.own = min(MOST, self.own + other.own)


@dataclass
class _Counted:
    """What stands in the source itself, whether spread or not."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    value_depth: int = 0
    spreads: list[str] = field(default_factory=list)

    def note(self, node: Node, *, introspection: bool) -> None:
        """Count one node.

        :raises IntrospectionOff: it asks for the schema and may not
        :raises BodyTextInvalid: it is a text with a character that no database stores
        """
        if isinstance(node, FieldNode):
            self.fields += 1
            self.aliases += node.alias is not None
            if node.name.value in INTROSPECTION_ROOTS and not introspection:
                raise IntrospectionOff
        elif isinstance(node, DirectiveNode):
            self.directives += 1
        elif isinstance(node, FragmentSpreadNode):
            self.spreads.append(node.name.value)
        elif isinstance(node, StringValueNode) and not is_storable(node.value):
            raise BodyTextInvalid


@dataclass
class _Frame:
    """One selection set being walked: what is left of it, and the field it belongs to (None for a fragment)."""

    selections: Iterator[SelectionNode]
    parent_type: GraphQLNamedType | None
    ask: Ask
    field: FieldNode | None = None
    times: int = 1
    is_paged: bool = False


class Meter:
    """Measures one document. `check` may be called again with other variables: sizes of lists can depend on them."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        *,
        limits: Limits,
        introspection: bool = False,
        list_sizes: Mapping[str, int] | None = None,
    ) -> None:
        """Count what stands in the source and put the fragments in order, so that each comes after those it spreads.

        `list_sizes` tells how many rows lists without an argument really have: {"Product.variants": 5}.

        :raises TooComplex: the source alone is over a limit
        :raises QueryInvalid: fragments spread each other in a circle
        :raises IntrospectionOff: the schema is asked for and may not be
        :raises BodyTextInvalid: a literal holds a character that no database stores
        """
        self.size_variables: set[str] = set()
        self._schema = schema
        self._limits = limits
        self._introspection = introspection
        self._list_sizes = dict(list_sizes or {})
        self._operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        total = _Counted()
        spreads: dict[str, list[str]] = {}
        for definition in document.definitions:
            counted = _count(definition, introspection=introspection)
            if isinstance(definition, FragmentDefinitionNode):
                spreads[definition.name.value] = counted.spreads
            total.fields += counted.fields
            total.aliases += counted.aliases
            total.directives += counted.directives
            total.value_depth = max(total.value_depth, counted.value_depth)
        for measure in ("fields", "aliases", "directives", "value_depth"):
            _hold(measure, getattr(total, measure), getattr(limits, measure))
        self._fragments = [fragments[name] for name in _in_order(spreads)]

    def check(self, variables: Mapping[str, Any]) -> None:
        """Refuse the document if, with these variables, one of its operations asks for too much.

        :raises TooComplex: naming the first limit that does not hold
        :raises QueryInvalid: the schema has no such kind of operation; the standard rules do not look
        """
        for operation in self._operations:
            # Fragments use the variables of the operation that spreads them, whose defaults are its own.
            values = {**_defaults(operation), **variables}
            asked: dict[str, Ask] = {}
            for fragment in self._fragments:
                parent = self._schema.get_type(fragment.type_condition.name.value)
                asked[fragment.name.value] = self._ask_of(fragment.selection_set, parent, asked, values)
            root = self._schema.get_root_type(operation.operation)
            if root is None:
                _refuse(f"The schema has no {operation.operation.value}.")
            self._hold_operation(operation, self._ask_of(operation.selection_set, root, asked, values))

    def _hold_operation(self, operation: OperationDefinitionNode, ask: Ask) -> None:
        if operation.operation is OperationType.MUTATION:
            _hold("mutations", ask.own, self._limits.mutations)
        _hold("root_fields", ask.own, self._limits.root_fields)
        _hold("depth", ask.depth, self._limits.depth)
        _hold("fields", ask.fields, self._limits.fields)
        _hold("cost", ask.cost, self._limits.cost)

    def _ask_of(
        self,
        selection_set: SelectionSetNode,
        parent_type: GraphQLNamedType | None,
        asked: Mapping[str, Ask],
        variables: Mapping[str, Any],
    ) -> Ask:
        """Add up one definition, given what its fragments ask for."""
        total = Ask()
        stack = [_Frame(iter(selection_set.selections), parent_type, total)]
        while stack:
            frame = stack[-1]
            selection = next(frame.selections, None)
            if selection is None:
                stack.pop()
                if frame.field is not None:
                    stack[-1].ask.add_field(frame.ask, times=frame.times)
            elif isinstance(selection, FragmentSpreadNode):
                frame.ask.add_fragment(asked.get(selection.name.value, Ask()))
            elif isinstance(selection, InlineFragmentNode):
                stack.append(self._inline(selection, frame))
            elif isinstance(selection, FieldNode):
                below = self._field(selection, frame, variables)
                if below is None:
                    frame.ask.add_field(Ask(), times=1)
                else:
                    stack.append(below)
        return total

    def _inline(self, node: InlineFragmentNode, frame: _Frame) -> _Frame:
        """Walk an inline fragment into the sum of the selection set around it."""
        condition = node.type_condition
        parent = self._schema.get_type(condition.name.value) if condition else frame.parent_type
        return _Frame(iter(node.selection_set.selections), parent, frame.ask, is_paged=frame.is_paged)

    def _field(self, node: FieldNode, frame: _Frame, variables: Mapping[str, Any]) -> _Frame | None:
        """Answer the frame of a field with a selection set, None for a leaf."""
        if node.selection_set is None or node.name.value in INTROSPECTION_ROOTS:
            # graphql-core's own rule bounds introspection; its lists are as long as the schema, not as the data.
            return None
        definition = None
        if isinstance(frame.parent_type, GraphQLObjectType | GraphQLInterfaceType):
            definition = frame.parent_type.fields.get(node.name.value)
        size = self._asked_size(node, variables)
        if definition is None:
            # The standard rules will refuse it; until then it counts as it stands.
            return _Frame(iter(node.selection_set.selections), None, Ask(), field=node, times=size or 1)
        named = get_named_type(definition.type)
        is_paged = not _is_list(definition) and (_is_connection(named) or _has_size(definition))
        return _Frame(
            iter(node.selection_set.selections),
            named,
            Ask(),
            field=node,
            times=size or self._usual_size(node, definition, frame, is_paged=is_paged),
            is_paged=is_paged,
        )

    def _asked_size(self, node: FieldNode, variables: Mapping[str, Any]) -> int | None:
        """Answer how many rows the arguments ask for, None when they do not say."""
        sizes = [self._size(one.value, variables) for one in node.arguments if one.name.value in SIZE_ARGUMENTS]
        return max(sizes, default=None)

    def _usual_size(self, node: FieldNode, definition: GraphQLField, frame: _Frame, *, is_paged: bool) -> int:
        """Answer how many rows a field answers when nobody says."""
        known = self._list_sizes.get(f"{frame.parent_type.name if frame.parent_type else ''}.{node.name.value}")
        if known is not None:
            return known
        for name in SIZE_ARGUMENTS:
            default = definition.args[name].default_value if name in definition.args else None
            if isinstance(default, int) and default > 0:
                return default
        # The rows of a page were counted at the field that was paged: its `edges` are not a list of lists.
        is_inside_page = frame.is_paged or _is_connection(frame.parent_type)
        return DEFAULT_LIST_SIZE if is_paged or (_is_list(definition) and not is_inside_page) else 1

    def _size(self, value: Node, variables: Mapping[str, Any]) -> int:
        size: Any = None
        if isinstance(value, VariableNode):
            self.size_variables.add(value.name.value)
            size = variables.get(value.name.value)
        elif isinstance(value, IntValueNode):
            # int() refuses thousands of digits; such a number is over every limit anyway.
            size = int(value.value) if len(value.value) < 10 else MOST
        if not isinstance(size, int) or isinstance(size, bool):
            return DEFAULT_LIST_SIZE
        return min(MOST, max(1, size))


def _count(definition: Node, *, introspection: bool) -> _Counted:
    """Walk every node of a definition once."""
    counted = _Counted()
    stack: list[tuple[Node, int]] = [(definition, 0)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, ListValueNode | ObjectValueNode | ListTypeNode):
            depth += 1
            counted.value_depth = max(counted.value_depth, depth)
        else:
            counted.note(node, introspection=introspection)
        stack.extend((child, depth) for child in _children(node))
    return counted


def _children(node: Node) -> Iterator[Node]:
    for key in node.keys:
        child = getattr(node, key, None)
        if isinstance(child, Node):
            yield child
        elif isinstance(child, tuple):
            yield from (member for member in child if isinstance(member, Node))


def _in_order(spreads: Mapping[str, list[str]]) -> list[str]:
    """Answer the fragments so that each stands after those it spreads; unknown names are left to the standard rules.

    :raises QueryInvalid: a circle
    """
    done: dict[str, None] = {}
    for start in spreads:
        path: dict[str, Iterator[str]] = {}
        following: str | None = start if start not in done else None
        while following is not None or path:
            if following is not None:
                path[following] = iter(spreads[following])
            name, rest = next(reversed(path.items()))
            following = next((spread for spread in rest if spread in spreads and spread not in done), None)
            if following in path:
                _refuse(f"Fragment '{following}' spreads itself.")
            if following is None:
                done[name] = None
                del path[name]
    return list(done)


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    """Answer the variables of an operation that have a whole number as default."""
    return {
        definition.variable.name.value: int(definition.default_value.value[:10])
        for definition in operation.variable_definitions
        if isinstance(definition.default_value, IntValueNode)
    }


def _is_list(definition: GraphQLField) -> bool:
    type_ = definition.type.of_type if isinstance(definition.type, GraphQLNonNull) else definition.type
    return isinstance(type_, GraphQLList)


def _has_size(definition: GraphQLField) -> bool:
    return any(name in definition.args for name in SIZE_ARGUMENTS)


def _is_connection(type_: GraphQLNamedType | None) -> bool:
    return type_ is not None and type_.name.endswith("Connection")


def _refuse(detail: str) -> NoReturn:
    raise QueryInvalid(errors=[problems.FieldError("/query", "graphql.invalid", detail)])


def _hold(measure: str, found: int, allowed: int) -> None:
    if found > allowed:
        raise TooComplex(measure=measure, allowed=allowed)
