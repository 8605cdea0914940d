"""OpenAPI 3.1 of the REST door, made from the routes: what is served is what is written, to the field."""

import re
from importlib import import_module
from typing import Any, get_args, get_origin

from frontend_contracts.wire import openapi
from shop_api.doors import openapi_beside, rest
from shop_api.doors import openapi_operations as operations
from shop_api.doors.openapi_operations import Schemas
from shop_api.gate import shapes
from shop_api.values.page import Page, SummedPage

PREFIX = "/api/v1/"
_PART = re.compile(r"<(?:\w+:)?(\w+)>")

INFO = {
    "title": "Infini shop",
    "version": "1.0.0",
    "description": (
        "Accounts, catalogue, carts, orders, consents, reviews and support of the Infini storefront. Every operation "
        "has a twin over GraphQL (`/graphql/`), named in `x-graphql`. Texts come in kk, ru or en by `Accept-Language`, "
        "and problems are RFC 9457, told apart by `code` (error_codes.json). Writes with `x-consent` carry the "
        "consent block: a form's token and an answer to each flag. Staff and frontends on another host use the tokens; "
        "a browser with a session cookie also sends `X-CSRFToken`."
    ),
}

SECURITY = {
    "session_token": {"type": "apiKey", "in": "header", "name": "X-Session-Token", "description": "An app's session."},
    "session_cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "shop_session",
        "description": "A browser's session; writes also send `X-CSRFToken`.",
    },
    "cart_token": {"type": "apiKey", "in": "header", "name": "X-Cart-Token", "description": "A visitor's cart."},
    "order_token": {"type": "apiKey", "in": "header", "name": "X-Order-Token", "description": "A guest's order."},
    "support_session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "support_session",
        "description": "Staff in a browser; writes also send `X-CSRFToken`.",
    },
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "Staff clients, or a system that holds the events secret.",
    },
}


def document() -> dict[str, Any]:
    """The OpenAPI document: every route, and every address described beside them."""
    schemas = _schemas()
    paths: dict[str, Any] = {}
    for route in rest.routes():
        address = PREFIX + _PART.sub(r"{\1}", route.address)
        for method, served in route.methods.items():
            place = operations.Place(method=method, address=route.address)
            made = (
                operations.read(served, place, schemas)
                if isinstance(served, rest.Read)
                else operations.write(served, place, schemas)
            )
            paths.setdefault(address, {})[method.lower()] = made
    for alias, reading in rest.aliases().items():
        paths[PREFIX + alias] = {"get": _again(paths, alias, reading)}
    paths |= openapi_beside.paths({name: schemas.answers[name] for name in openapi_beside.TYPES})
    made_document = openapi.document(info=INFO, paths=paths, definitions=schemas.definitions, security=SECURITY)
    return {**made_document, "tags": _tags(paths)}


def _again(paths: dict[str, Any], alias: str, reading: rest.Read) -> dict[str, Any]:
    """What stands at the first address of a read, for its second one."""
    known = [one for methods in paths.values() for one in methods.values() if one["operationId"] == reading.query.name]
    return {**known[0], "operationId": f"{reading.query.name}_at_{alias.replace('/', '_')}"}


def _tags(paths: dict[str, Any]) -> list[dict[str, str]]:
    """The features that have addresses, each with the sentence its package opens with."""
    names = sorted({tag for methods in paths.values() for one in methods.values() for tag in one["tags"]})
    found = []
    for name in names:
        try:
            said = (import_module(f"shop_api.{name}").__doc__ or "").split("\n\n")[0]
        except ModuleNotFoundError:
            said = "Health and the contract itself."
        found.append({"name": name, "description": " ".join(said.split())})
    return found


def _schemas() -> Schemas:
    """The schemas of all commands, criteria and answers.

    Commands and answers are made apart: a command refuses members it does not know, an answer may grow.
    """
    given: list[openapi.Keyed] = []
    answers: list[openapi.Keyed] = []
    for route in rest.routes():
        for method, served in route.methods.items():
            name = f"{method} {route.address}"
            if isinstance(served, rest.Write):
                answers.append((name, "serialization", shapes.adapter(served.use_case.result_type)))
                given.append((name, "validation", shapes.adapter(served.use_case.command_type)))
                continue
            result = served.query.result_type
            answers.append((name, "serialization", shapes.adapter(_row_type(result))))
            given.append((name, "validation", shapes.adapter(served.query.criteria_type)))
            if get_origin(result) is SummedPage:
                answers.append((f"{name} summary", "serialization", shapes.adapter(get_args(result)[1])))
    answers += [(name, "serialization", shapes.adapter(shape)) for name, shape in openapi_beside.TYPES.items()]
    taken, inputs = openapi.schemas(given)
    shown, outputs = openapi.schemas(answers)
    outputs = {name: openapi.opened(schema) for name, schema in outputs.items()}
    clashes = {name for name in inputs.keys() & outputs.keys() if openapi.opened(inputs[name]) != outputs[name]}
    renamed = {name: f"{name}Input" for name in clashes}
    inputs = {renamed.get(name, name): openapi.renamed(schema, renamed) for name, schema in inputs.items()}
    return Schemas(
        given={name: openapi.renamed(schema, renamed) for (name, _), schema in taken.items()},
        answers={name: openapi.opened(schema) for (name, _), schema in shown.items()},
        definitions={**outputs, **inputs},
    )


def _row_type(result_type: Any) -> Any:
    return get_args(result_type)[0] if get_origin(result_type) in (Page, SummedPage, tuple) else result_type
