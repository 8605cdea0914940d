"""Both doors as one test double for a frontend: `door.place_order(as_=buyer, …)` runs over REST or over GraphQL.

Field names are the contracts' own (snake_case) on both; answers come back in that spelling too, so a test reads the
same and must hold the same on both.
"""

import json
import re
import secrets
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import quote

from django.test import Client
from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType
from pydantic.alias_generators import to_camel

DEEPEST = 5


@dataclass
class Caller:
    """Somebody at a door: headers they send, and the client that keeps their cookies."""

    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def with_headers(self, **headers: str) -> "Caller":
        """The same caller, sending more; names as `cart_token` for `X-Cart-Token` or any full header name."""
        return Caller({**self.headers, **headers}, self.client)


@dataclass
class Answer:
    """What came back: `data` on success, else the code of the refusal. `status` is HTTP's."""

    status: int
    data: Any
    error: str | None
    fields: list[str]
    body: Any
    headers: dict[str, str]
    is_replay: bool
    consent_records: list[str]

    def __getitem__(self, name: str) -> Any:
        return self.data[name]


class Door:
    """One protocol. Any use case or query of the registry can be called by its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda as_=None, key=None, headers=None, **values: self.call(name, as_, key, headers or {}, values)

    def call(
        self, name: str, caller: Caller | None, key: str | None, headers: dict[str, str], values: dict[str, Any]
    ) -> Answer:
        """Call a use case or a query. `key=None` sends a fresh idempotency key with writes, `key=""` none at all."""
        caller = caller or Caller()
        sent = {**caller.headers, **headers}
        if key != "":
            sent["Idempotency-Key"] = key or secrets.token_hex(16)
        speak = _rest if self.name == "rest" else _graphql
        return speak(name, caller, sent, _plain(values))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _rest(name: str, caller: Caller, headers: dict[str, str], values: dict[str, Any]) -> Answer:
    from shop_api import urls  # noqa: F401 - the routes stand once they are imported
    from shop_api.doors import rest

    method, address, served = _find_route(rest, name)
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: _part(values.pop(found[1])), address)
    if "expected_version" in values:
        headers["If-Match"] = f'"v{values.pop("expected_version")}"'
    target = f"/api/v1/{path}"
    if isinstance(served, rest.Read) and method == "GET":
        query = {key: str(value).lower() if isinstance(value, bool) else value for key, value in values.items()}
        response = caller.client.get(target, query, headers=headers)
    else:
        response = caller.client.generic(
            method, target, json.dumps(values), content_type="application/json", headers=headers
        )
    body = json.loads(response.content) if response.content else None
    is_refusal = response.status_code >= 400
    data = body
    records: list[str] = []
    if not is_refusal and isinstance(body, dict):
        records = body.get("consent_records", [])
        data = {key: value for key, value in body.items() if key != "consent_records"}
    return Answer(
        status=response.status_code,
        data=None if is_refusal else data,
        error=body["code"] if is_refusal else None,
        fields=[one["pointer"] for one in body["errors"]] if is_refusal else [],
        body=body,
        headers=dict(response.headers),
        is_replay=response.headers.get("Idempotent-Replayed") == "true",
        consent_records=records,
    )


def _part(value: Any) -> str:
    """A value as a part of an address; whatever it holds, it stays one part."""
    return quote(str(value), safe="", errors="replace")


def _find_route(rest: Any, name: str) -> tuple[str, str, Any]:
    for route in rest.routes():
        for method, served in route.methods.items():
            target = served.query if isinstance(served, rest.Read) else served.use_case
            if target.name == name:
                return method, route.address, served
    raise LookupError(f"no REST route serves {name}")


def _graphql(name: str, caller: Caller, headers: dict[str, str], values: dict[str, Any]) -> Answer:
    from shop_api.doors import graphql
    from shop_api.schema import schema

    compiled = schema.graphql_schema
    is_mutation = name in graphql.mutations()
    known = graphql.mutations() if is_mutation else graphql.queries()
    root = compiled.mutation_type if is_mutation else compiled.query_type
    field_name, definition = _root_field(root, name, known)
    if is_mutation:
        given = {"input": _camel(values)} if definition.args else {}
        if not definition.args and values:
            given = {"input": _camel(values)}
    else:
        given = {("first" if key == "limit" else to_camel(key)): value for key, value in values.items()}
    declared = ", ".join(f"${key}: {definition.args[key].type}" for key in given)
    passed = ", ".join(f"{key}: ${key}" for key in given)
    document = (
        f"{'mutation' if is_mutation else 'query'} {'(' + declared + ')' if declared else ''} "
        f"{{ answer: {field_name}{'(' + passed + ')' if passed else ''} {_selection(definition.type)} }}"
    )
    response = caller.client.post(
        "/graphql/",
        json.dumps({"query": document, "variables": given}),
        content_type="application/json",
        headers=headers,
    )
    return _graphql_answer(response, is_mutation)


def _graphql_answer(response: Any, is_mutation: bool) -> Answer:
    body = json.loads(response.content) if response.content else None
    error: str | None = None
    fields: list[str] = []
    data: Any = None
    records: list[str] = []
    if response.status_code >= 400:
        error = body["code"]
        fields = [one["pointer"] for one in body["errors"]]
    elif body.get("errors"):
        error = body["errors"][0]["extensions"]["code"]
    elif is_mutation:
        payload = body["data"]["answer"]
        if payload["errors"]:
            error = payload["errors"][0]["code"]
            fields = ["/" + _snake_path(one["field"]) for one in payload["errors"] if one["field"]]
        records = payload.get("consentRecords", [])
        data = next((_snake(v) for k, v in payload.items() if k not in {"errors", "consentRecords"} and v), None)
    else:
        data = _snake(body["data"]["answer"])
        if data is None:
            error = "not_found"
        elif isinstance(data, dict) and set(data) - {"summary"} == {"edges", "page_info"}:
            page = data["page_info"]
            data = {
                "data": [edge["node"] for edge in data["edges"]],
                "page": {
                    "next": page["end_cursor"] if page["has_next_page"] else None,
                    "prev": page["start_cursor"] if page["has_previous_page"] else None,
                    "has_more": page["has_next_page"],
                },
                **({"summary": data["summary"]} if "summary" in data else {}),
            }
        elif isinstance(data, list):
            data = {"data": data}
    return Answer(
        status=response.status_code,
        data=None if error else data,
        error=error,
        fields=fields,
        body=body,
        headers=dict(response.headers),
        is_replay=response.headers.get("Idempotent-Replayed") == "true",
        consent_records=records,
    )


def _root_field(root: Any, name: str, known: dict[str, Any]) -> tuple[str, Any]:
    from shop_api.doors import graphql

    field_name = graphql.field_name_of(known[name])
    return field_name, root.fields[field_name]


def _selection(kind: Any, depth: int = 0) -> str:
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    if not isinstance(kind, GraphQLObjectType):
        return ""
    parts = []
    for name, one in kind.fields.items():
        if name == "nodes":
            continue
        inner = one.type
        while isinstance(inner, GraphQLNonNull | GraphQLList):
            inner = inner.of_type
        if isinstance(inner, GraphQLScalarType | GraphQLEnumType):
            parts.append(name)
        elif depth < DEEPEST:
            parts.append(f"{name} {_selection(inner, depth + 1)}")
    return "{ " + " ".join(parts) + " }"


def _camel(value: Any, *, is_flags: bool = False) -> Any:
    if isinstance(value, dict):
        return {
            (key if is_flags else to_camel(key)): _camel(inner, is_flags=key == "flags") for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_camel(inner) for inner in value]
    return value


def _snake(value: Any) -> Any:
    if isinstance(value, dict):
        return {_snake_name(key): _snake(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_snake(inner) for inner in value]
    return value


def _snake_name(name: str) -> str:
    """`textSha256` → `text_sha256`: digits belong to the word before them, as in the contracts."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _snake_path(dotted: str) -> str:
    return "/".join(_snake_name(part) for part in dotted.split("."))
