"""A frontend that knows nothing but `frontend_contracts/`: it calls operations by name, over REST or over GraphQL.

Addresses, methods and GraphQL fields are read from the committed OpenAPI and SDL, so a story that plays to its end
proves that the contracts are enough to build against. Field names are the contracts' own on both doors.
"""

import json
import re
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)
from pydantic.alias_generators import to_camel, to_snake

CONTRACTS = Path(__file__).resolve().parents[2] / "frontend_contracts"
SECONDS = 30
DEEPEST = 5


@dataclass(frozen=True)
class Spoken:
    """One request and its answer, as they went over the wire."""

    method: str
    url: str
    headers: dict[str, str]
    sent: Any
    status: int
    received: Any
    answer_headers: dict[str, str]


@dataclass
class Answer:
    """What an operation answered: `data` on success, else the refusal's `error` code."""

    data: Any
    error: str | None
    status: int
    is_replay: bool
    headers: dict[str, str]
    raw: Any

    def __getitem__(self, name: str) -> Any:
        if self.error is not None:
            raise AssertionError(f"the answer is the refusal {self.error}: {json.dumps(self.raw, ensure_ascii=False)}")
        return self.data[name]


@dataclass
class Frontend:
    """A frontend at one service. `door` is `rest` or `graphql`; `hears` is told each request with its answer."""

    service: str
    base: str
    door: str
    headers: dict[str, str] = field(default_factory=dict)
    hears: Callable[[Spoken], None] = lambda spoken: None

    def having(self, **headers: str) -> "Frontend":
        """The same frontend sending more headers: `cart_token="…"` sends `X-Cart-Token`."""
        named = {
            "-".join(part.capitalize() for part in f"x_{name}".split("_")): value for name, value in headers.items()
        }
        return Frontend(self.service, self.base, self.door, {**self.headers, **named}, self.hears)

    def call(self, operation: str, *, idempotency_key: str | None = None, **values: Any) -> Answer:
        """Call an operation of the contract by its operationId."""
        method, path, found = self._operation(operation)
        headers = dict(self.headers)
        if method != "GET":
            headers["Idempotency-Key"] = idempotency_key or secrets.token_hex(16)
        if self.door == "rest":
            return self._rest(method, path, found, headers, dict(values))
        return self._graphql(found["x-graphql"], headers, values)

    def exchange(self, method: str, path: str, headers: dict[str, str], body: Any | None) -> Spoken:
        """One HTTP request with its answer, whatever its status."""
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        sent = {**headers, **({"Content-Type": "application/json"} if data is not None else {})}
        request = urllib.request.Request(self.base + path, data=data, headers=sent, method=method)
        try:
            response = urllib.request.urlopen(request, timeout=SECONDS)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            raw = response.read()
            received = json.loads(raw) if raw else None
            spoken = Spoken(
                method,
                self.base + path,
                sent,
                body,
                response.status,
                received,
                {name.lower(): value for name, value in response.headers.items()},
            )
        self.hears(spoken)
        return spoken

    def _operation(self, name: str) -> tuple[str, str, Any]:
        for path, methods in self._openapi["paths"].items():
            for method, operation in methods.items():
                if operation.get("operationId") == name:
                    return method.upper(), path, operation
        raise LookupError(f"the contract of {self.service} has no operation {name}")

    def _rest(self, method: str, path: str, operation: Any, headers: dict[str, str], values: dict[str, Any]) -> Answer:
        def taken(found: re.Match[str]) -> str:
            return urllib.parse.quote(str(values.pop(found[1])), safe="")

        address = re.sub(r"\{(\w+)\}", taken, path)
        if any(one["name"] == "If-Match" for one in operation.get("parameters", [])) and "expected_version" in values:
            headers["If-Match"] = f'"v{values.pop("expected_version")}"'
        if method == "GET":
            query = urllib.parse.urlencode({name: value for name, value in values.items() if value is not None})
            spoken = self.exchange(method, f"{address}?{query}" if query else address, headers, None)
        else:
            spoken = self.exchange(method, address, headers, values)
        is_refusal = spoken.status >= 400
        return Answer(
            data=None if is_refusal else spoken.received,
            error=spoken.received["code"] if is_refusal else None,
            status=spoken.status,
            is_replay=spoken.answer_headers.get("idempotent-replayed") == "true",
            headers=spoken.answer_headers,
            raw=spoken.received,
        )

    def _graphql(self, field_name: str, headers: dict[str, str], values: dict[str, Any]) -> Answer:
        mutation = self._schema.mutation_type
        is_mutation = mutation is not None and field_name in mutation.fields
        root: Any = mutation if is_mutation else self._schema.query_type
        definition: GraphQLField = root.fields[field_name]
        if is_mutation:
            variables = {"input": _camel(values)} if "input" in definition.args else {}
        else:
            variables = {"first" if key == "limit" else to_camel(key): _camel(value) for key, value in values.items()}
        declared = ", ".join(f"${name}: {definition.args[name].type}" for name in variables)
        passed = ", ".join(f"{name}: ${name}" for name in variables)
        query = (
            f"{'mutation' if is_mutation else 'query'} {to_camel('story')}{f'({declared})' if declared else ''} "
            f"{{ {field_name}{f'({passed})' if passed else ''} {selection(definition.type)} }}"
        )
        spoken = self.exchange("POST", "/graphql/", headers, {"query": query, "variables": variables})
        return _graphql_answer(spoken, field_name, is_mutation)

    @cached_property
    def _openapi(self) -> Any:
        return json.loads((CONTRACTS / self.service / "openapi.json").read_text())

    @cached_property
    def _schema(self) -> GraphQLSchema:
        return build_schema((CONTRACTS / self.service / "schema.graphql").read_text())


def _graphql_answer(spoken: Spoken, field_name: str, is_mutation: bool) -> Answer:
    body = spoken.received
    error: str | None = None
    data: Any = None
    if spoken.status >= 400:
        error = body["code"]
    elif body.get("errors"):
        error = body["errors"][0]["extensions"]["code"]
    elif is_mutation:
        payload = body["data"][field_name]
        if payload["errors"]:
            error = payload["errors"][0]["code"]
        else:
            result = next((value for name, value in payload.items() if name not in {"errors", "consentRecords"}), None)
            data = _snake(result) | (
                {"consent_records": payload["consentRecords"]} if "consentRecords" in payload else {}
            )
    else:
        data = _snake(body["data"][field_name])
        error = "not_found" if data is None else None
        if isinstance(data, dict) and "edges" in data:
            data = {**data, "data": [edge["node"] for edge in data["edges"]]}
        elif isinstance(data, list):
            data = {"data": data}
    return Answer(
        data=data,
        error=error,
        status=spoken.status,
        is_replay=spoken.answer_headers.get("idempotent-replayed") == "true",
        headers=spoken.answer_headers,
        raw=body,
    )


def selection(kind: Any, depth: int = 0) -> str:
    """Everything that can be selected of a type, without the second spelling of a connection's rows."""
    kind = _bare(kind)
    if isinstance(kind, GraphQLUnionType):
        parts = [f"... on {one.name} {selection(one, depth + 1)}" for one in kind.types]
        return "{ __typename " + " ".join(parts) + " }"
    if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        return ""
    parts = []
    for name, one in kind.fields.items():
        inner = _bare(one.type)
        if (
            name == "nodes"
            and "edges" in kind.fields
            or any(isinstance(argument.type, GraphQLNonNull) for argument in one.args.values())
        ):
            continue
        if isinstance(inner, GraphQLScalarType | GraphQLEnumType):
            parts.append(name)
        elif depth < DEEPEST:
            parts.append(f"{name} {selection(inner, depth + 1)}")
    return "{ " + " ".join(parts) + " }"


def _bare(kind: Any) -> Any:
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    assert not isinstance(kind, GraphQLInputObjectType)
    return kind


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
        return {to_snake(key): _snake(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_snake(inner) for inner in value]
    return value
