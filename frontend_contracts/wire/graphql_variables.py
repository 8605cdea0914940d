"""What is wrong with the variables of an operation, place by place, without repeating a value.

graphql-core's own message quotes the variable as it came, and one wrong field of a sign-in so prints the password
beside it into an answer that clients log.
"""

from __future__ import annotations

import re
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLNonNull, GraphQLSchema, get_operation_ast
from graphql.utilities import coerce_input_value, type_from_ast

from frontend_contracts.wire.problem_base import FieldError

CODE = "graphql.variables_invalid"
_MOST = 50  # mistakes told at once
# These of graphql-core's messages name fields and types, and no value.
_TELLS_NO_VALUE = re.compile(
    r"Field '[^']*' (of required type '[^']*' was not provided|is not defined by type '[^']*')\."
    r"|Expected (non-nullable )?type '[^']*' (not to be None|to be a mapping)\."
)


def mistakes(
    schema: GraphQLSchema, document: DocumentNode, operation_name: str | None, variables: dict[str, Any]
) -> list[FieldError]:
    """Answer each place that does not fit its type; `pointer` leads there from the body, `/variables/input/stars`."""
    found: list[FieldError] = []
    operation = get_operation_ast(document, operation_name)
    for definition in operation.variable_definitions if operation is not None else ():
        name = definition.variable.name.value
        kind: Any = type_from_ast(schema, definition.type)
        if name in variables:
            coerce_input_value(variables[name], kind, _collecting(found, name), hide_suggestions=True)
        elif isinstance(kind, GraphQLNonNull) and definition.default_value is None:
            found.append(FieldError(f"/variables/{name}", CODE, f"A value of type '{kind}' is required."))
    return found[:_MOST]


def _collecting(found: list[FieldError], name: str) -> Any:
    def on_error(path: list[str | int], invalid_value: Any, error: GraphQLError) -> None:
        pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in ("variables", name, *path))
        told = _TELLS_NO_VALUE.match(error.message)
        found.append(FieldError(pointer, CODE, told[0] if told else "The value does not fit the type of this field."))

    return on_error
