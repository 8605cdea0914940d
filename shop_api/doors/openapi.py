"""OpenAPI 3.1 of the REST door, made from the routes: what is served is what is written, to the field."""

import re
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from frontend_contracts.wire.problems import Kind, registry
from shop_api.doors import graphql, rest
from shop_api.gate import shapes
from shop_api.gate.use_case import Key, UseCase
from shop_api.values.page import Page, SummedPage

_REFERENCE = "#/components/schemas/{model}"
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "16 to 255 visible ASCII characters, new for each new request; the same to repeat one safely.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 255},
}


class _Schema(GenerateJsonSchema):
    """Pydantic's schemas without the titles it makes up."""

    def get_title_from_name(self, name: str) -> str:  # pragma: no cover - called by pydantic
        return ""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def document(*, title: str, version: str, extra_paths: dict[str, Any] | None = None) -> dict[str, Any]:
    """The OpenAPI document of every route, with paths and names sorted so that it changes only when the API does."""
    keyed: list[tuple[Any, Any, TypeAdapter[Any]]] = []
    for route in rest.routes():
        for method, served in route.methods.items():
            name = f"{method} {route.address}"
            if isinstance(served, rest.Read):
                keyed.append((name, "serialization", shapes.adapter(_row_type(served.query.result_type))))
                keyed.append((f"{name} in", "validation", shapes.adapter(served.query.criteria_type)))
                if get_origin(served.query.result_type) is SummedPage:
                    whole = get_args(served.query.result_type)[1]
                    keyed.append((f"{name} summary", "serialization", shapes.adapter(whole)))
            else:
                keyed.append((name, "serialization", shapes.adapter(served.use_case.result_type)))
                keyed.append((f"{name} in", "validation", shapes.adapter(served.use_case.command_type)))
    made, definitions = TypeAdapter.json_schemas(keyed, ref_template=_REFERENCE, schema_generator=_Schema)
    schemas = definitions.get("$defs", {})
    paths: dict[str, Any] = {}
    for route in rest.routes():
        address = "/api/v1/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.address)
        for method, served in route.methods.items():
            name = f"{method} {route.address}"
            given = _resolved(made[(f"{name} in", "validation")], schemas)
            answer = made[(name, "serialization")]
            if isinstance(served, rest.Read):
                answer = _listed(served, answer, made.get((f"{name} summary", "serialization")))
                operation = _read(served, route.address, given, answer, method)
            else:
                operation = _write(served, route.address, given, answer)
            paths.setdefault(address, {})[method.lower()] = operation
    paths |= extra_paths or {}
    used = _reachable(paths, schemas | {"Problem": _problem_schema()})
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(used.items())), "securitySchemes": _SECURITY},
    }


_SECURITY = {
    "session_token": {"type": "apiKey", "in": "header", "name": "X-Session-Token"},
    "session_cookie": {"type": "apiKey", "in": "cookie", "name": "shop_session"},
    "cart_token": {"type": "apiKey", "in": "header", "name": "X-Cart-Token"},
    "order_token": {"type": "apiKey", "in": "header", "name": "X-Order-Token"},
    "support_session": {"type": "apiKey", "in": "cookie", "name": "support_session"},
}


def _row_type(result_type: Any) -> Any:
    return get_args(result_type)[0] if get_origin(result_type) in (Page, SummedPage, tuple) else result_type


def _listed(served: rest.Read, answer: Any, summary: Any) -> Any:
    """The answer's schema: the row's own, or the list's around it."""
    shape = get_origin(served.query.result_type)
    if shape in (Page, SummedPage):
        return _page_schema(answer, summary)
    if shape is tuple:
        return {"type": "object", "required": ["data"], "properties": {"data": {"type": "array", "items": answer}}}
    return answer


def _read(served: rest.Read, address: str, given: dict[str, Any], answer: Any, method: str) -> dict[str, Any]:
    query = served.query
    parameters = _parameters(address, given)
    operation: dict[str, Any] = {
        "operationId": query.name,
        "summary": _summary(query.__doc__),
        "tags": [query.body.__module__.split(".")[1]],
        "parameters": parameters,
        "responses": {"200": _content("The answer.", answer), "default": _PROBLEM},
        "x-permission": query.permission.value,
        "x-graphql": graphql.field_name_of(query),
    }
    if method == "POST":
        operation["parameters"] = [one for one in parameters if one["in"] == "path"]
        operation["requestBody"] = _request_body(_without(given, _path_names(address)))
    return operation


def _without(given: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """An input's schema without the fields that stand in the address."""
    required = [name for name in given.get("required", []) if name not in names]
    kept = {name: one for name, one in given.get("properties", {}).items() if name not in names}
    return {**given, "properties": kept, "required": required}


def _request_body(body: dict[str, Any]) -> dict[str, Any]:
    if not body["required"]:
        body = {name: one for name, one in body.items() if name != "required"}
    return {"required": True, "content": {"application/json": {"schema": body}}}


def _write(served: rest.Write, address: str, given: dict[str, Any], answer: Any) -> dict[str, Any]:
    use_case = served.use_case
    body = _without(given, _path_names(address))
    parameters = [one for one in _parameters(address, given) if one["in"] == "path"]
    parameters.append(_IDEMPOTENCY | {"required": use_case.key is Key.REQUIRED})
    if body["properties"].pop("expected_version", None) is not None:
        body["required"] = [name for name in body["required"] if name != "expected_version"]
        parameters.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": True,
                "description": 'The ETag of the version this changes, such as `"v3"`.',
                "schema": {"type": "string"},
            }
        )
    if use_case.declared is not None and use_case.shows_consent:
        answer = {
            "allOf": [
                answer,
                {
                    "type": "object",
                    "required": ["consent_records"],
                    "properties": {"consent_records": {"type": "array", "items": {"type": "string", "format": "uuid"}}},
                },
            ]
        }
    operation: dict[str, Any] = {
        "operationId": use_case.name,
        "summary": _summary(use_case.__doc__),
        "tags": [use_case.body.__module__.split(".")[1]],
        "parameters": parameters,
        "responses": {str(served.status): _content("Done.", answer), "default": _PROBLEM},
        "x-permission": use_case.permission.value,
        "x-graphql": graphql.field_name_of(use_case),
        **_consent_facts(use_case),
    }
    if body["properties"]:
        operation["requestBody"] = _request_body(body)
    return operation


def _consent_facts(use_case: UseCase[Any]) -> dict[str, Any]:
    if use_case.declared is None:
        return {"x-ground": use_case.ground.value if use_case.ground else None}
    return {
        "x-consent": {
            "required": [flag.value for flag in use_case.declared.purposes],
            "optional": [flag.value for flag in use_case.declared.optional],
            "depends_on_input": use_case.declared.when is not None,
        }
    }


def _path_names(address: str) -> list[str]:
    return re.findall(r"<(?:\w+:)?(\w+)>", address)


def _parameters(address: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    in_path = _path_names(address)
    properties = given.get("properties", {})
    required = set(given.get("required", []))
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": properties.get(name, {"type": "string"})}
        for name in in_path
    ]
    parameters += [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in properties.items()
        if name not in in_path
    ]
    return parameters


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    return dict(schemas[reference.rsplit("/", 1)[1]]) if reference else dict(schema)


def _page_schema(row: Any, summary: Any = None) -> dict[str, Any]:
    cursor = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    whole = {} if summary is None else {"summary": summary}
    return {
        "type": "object",
        "required": ["data", "page", *whole],
        "properties": {
            "data": {"type": "array", "items": row},
            "page": {
                "type": "object",
                "required": ["next", "prev", "has_more"],
                "properties": {"next": cursor, "prev": cursor, "has_more": {"type": "boolean"}},
            },
            **whole,
        },
    }


def _content(description: str, schema: Any) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_PROBLEM = {
    "description": "A problem (RFC 9457); `code` says which.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "errors"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer", "enum": sorted(kind.value for kind in Kind)},
            "detail": {"type": "string"},
            "instance": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "code": {"type": "string", "description": "One of error_codes.json.", "examples": sorted(registry())[:3]},
            "request_id": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "params": {"type": "object"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["pointer", "code", "detail"],
                    "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
                },
            },
        },
    }


def _reachable(paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The schemas that paths lead to; a command's own schema stands in its request body."""
    found: dict[str, Any] = {}
    waiting = _references(paths)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = schemas[name]
            waiting |= _references(schemas[name])
    return found


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        named = {value["$ref"].rsplit("/", 1)[1]} if isinstance(value.get("$ref"), str) else set()
        return named.union(*(_references(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(_references(inner) for inner in value))
    return set()


def _summary(doc: str | None) -> str:
    return (doc or "").strip().split("\n\n")[0].replace("\n", " ")
