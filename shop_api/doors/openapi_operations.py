"""One OpenAPI operation from one method of a route: parameters, body, answers, who may call, what may go wrong."""

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, get_origin

from pydantic.alias_generators import to_pascal

from frontend_contracts.wire import openapi
from frontend_contracts.wire.problems import registry
from shop_api.doors import examples, graphql, rest
from shop_api.gate.permissions import CART, CUSTOMER, GUEST, PROVIDER, PUBLIC, STAFF, Permission
from shop_api.gate.query import Query
from shop_api.gate.use_case import Key, UseCase
from shop_api.values.page import Page, SummedPage

_RAISES = re.compile(r":raises (\w+):((?:(?!\n\s*(?::raises|Source:)).)*)", re.DOTALL)
_IDEMPOTENCY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "16 to 255 visible ASCII characters, new for each new request; the same to repeat one safely.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 255},
}
_IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "description": 'The ETag of the version this changes, such as `"v3"`.',
    "schema": {"type": "string"},
}
_ETAG = {"ETag": {"description": "Names this version.", "schema": {"type": "string"}}}
_REPLAYED = {
    "Idempotent-Replayed": {
        "description": "`true` when the key answered and nothing was done again.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an operation stands: `orders/<str:number>/cancel`, POST."""

    method: str
    address: str

    @property
    def key(self) -> str:
        """How its schemas are named."""
        return f"{self.method} {self.address}"

    @property
    def parts(self) -> list[str]:
        """Names of the address's parts."""
        return re.findall(r"<(?:\w+:)?(\w+)>", self.address)


@dataclass(frozen=True, kw_only=True)
class Schemas:
    """Schemas of what comes in and goes out, by method and address, and the definitions they refer to."""

    given: dict[str, Any]
    answers: dict[str, Any]
    definitions: dict[str, Any]

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A schema itself where only its name stands."""
        reference = schema.get("$ref")
        return dict(self.definitions[reference.rsplit("/", 1)[1]]) if reference else dict(schema)


def read(served: rest.Read, place: Place, schemas: Schemas) -> dict[str, Any]:
    """The operation of a query."""
    query = served.query
    given = schemas.resolved(schemas.given[place.key])
    answer = _listed(query, schemas.answers[place.key], schemas.answers.get(f"{place.key} summary"))
    body = openapi.content("The answer.", answer)
    if served.public is not None or _has_version(query.result_type):
        body["headers"] = _ETAG
    unchanged = {"304": {"description": "Not changed since the `ETag` in `If-None-Match`."}} if served.public else {}
    operation = {
        **_head(query),
        "parameters": _parameters(place, given, query.name),
        "responses": {"200": body, **unchanged, "default": openapi.PROBLEM},
        **_tail(query),
    }
    if place.method == "POST":
        operation["parameters"] = [one for one in operation["parameters"] if one["in"] == "path"]
        operation["requestBody"] = _request_body(query.criteria_type, place.parts, schemas, place, query.name)
    return operation


def write(served: rest.Write, place: Place, schemas: Schemas) -> dict[str, Any]:
    """The operation of a use case."""
    use_case = served.use_case
    given = schemas.resolved(schemas.given[place.key])
    parameters = [one for one in _parameters(place, given, use_case.name) if one["in"] == "path"]
    parameters.append(_IDEMPOTENCY | {"required": use_case.key is Key.REQUIRED})
    left_out = list(place.parts)
    if "expected_version" in given.get("properties", {}):
        is_required = "expected_version" in given.get("required", [])
        parameters.append(_IF_MATCH | {"required": is_required})
        # A command that may do without a version also takes it in its body.
        left_out += ["expected_version"] if is_required else []
    body = openapi.content("Done.", _with_records(use_case, schemas.answers[place.key], schemas))
    body["headers"] = {**_REPLAYED, **(_ETAG if _has_version(use_case.result_type) else {})}
    if served.location is not None:
        body["headers"]["Location"] = {"description": "Where it stands.", "schema": {"type": "string"}}
    operation = {
        **_head(use_case),
        "parameters": parameters,
        "responses": {str(served.status): body, "default": openapi.PROBLEM},
        **_tail(use_case),
        **_consent_facts(use_case),
    }
    if set(given.get("properties", {})) - set(left_out):
        operation["requestBody"] = _request_body(use_case.command_type, left_out, schemas, place, use_case.name)
    return operation


def _head(target: Query[Any] | UseCase[Any]) -> dict[str, Any]:
    summary, _, rest_of_it = (target.__doc__ or "").strip().partition("\n\n")
    said = re.split(r"\n\s*(?=:raises|Source:)", f"\n{rest_of_it}")[0].strip()
    return {
        "operationId": target.name,
        "summary": " ".join(summary.split()),
        **({"description": " ".join(said.split())} if said else {}),
        "tags": [target.body.__module__.split(".")[1]],
    }


def _tail(target: Query[Any] | UseCase[Any]) -> dict[str, Any]:
    return {
        "security": _security(target.permission),
        "x-permission": target.permission.value,
        "x-graphql": graphql.field_name_of(target),
        "x-problems": _problems(target.__doc__ or ""),
    }


def _problems(doc: str) -> dict[str, Any]:
    """The refusals that a docstring names, by code: `{code: {status, when}}`."""
    # A test may declare a problem of the same name; the contract knows the service's own.
    by_class = {one.__name__: one for one in registry().values() if not one.__module__.startswith("tests.")}
    named = [(by_class[name], " ".join(when.split())) for name, when in _RAISES.findall(doc) if name in by_class]
    return {one.code: {"status": one.kind.value, "when": when} for one, when in sorted(named, key=lambda p: p[0].code)}


def _security(permission: Permission) -> list[dict[str, list[str]]]:
    """Any one of these credentials will do; none is needed where the list is empty."""
    if permission in PUBLIC:
        return []
    found: list[dict[str, list[str]]] = []
    if permission in CART:
        found.append({"cart_token": []})
    if permission in CUSTOMER:
        found += [{"session_token": []}, {"session_cookie": []}]
    if permission in GUEST:
        found.append({"order_token": []})
    if any(permission in held for held in STAFF.values()):
        found += [{"support_session": []}, {"bearer": []}]
    elif permission in PROVIDER:
        found.append({"bearer": []})
    return found


def _consent_facts(use_case: UseCase[Any]) -> dict[str, Any]:
    if use_case.declared is None:
        return {"x-ground": use_case.ground.value if use_case.ground else None}
    return {
        "x-consent": {
            "required": [flag.value for flag in use_case.declared.purposes],
            "sometimes": [flag.value for flag in use_case.declared.sometimes],
            "optional": [flag.value for flag in use_case.declared.optional],
        }
    }


def _with_records(use_case: UseCase[Any], answer: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    if use_case.declared is None or not use_case.shows_consent:
        return answer
    records = {
        "type": "array",
        "description": "The consent records this was written under.",
        "items": {"type": "string", "format": "uuid"},
    }
    whole = schemas.resolved(answer)
    name = f"{to_pascal(use_case.name)}Answer"
    schemas.definitions[name] = {
        **whole,
        "properties": {**whole["properties"], "consent_records": records},
        "required": [*whole.get("required", []), "consent_records"],
    }
    return {"$ref": f"#/components/schemas/{name}"}


def _request_body(contract: type, left_out: list[str], schemas: Schemas, place: Place, name: str) -> dict[str, Any]:
    """The body: the contract itself, or under a name of its own what is left of it without the address's parts."""
    given = schemas.given[place.key]
    whole = schemas.resolved(given)
    required = [one for one in whole.get("required", []) if one not in left_out]
    schema = given
    if set(left_out) & set(whole.get("properties", {})):
        kept = {one: shape for one, shape in whole["properties"].items() if one not in left_out}
        body_name = f"{contract.__name__}Body"
        left = {key: value for key, value in whole.items() if key not in ("properties", "required")}
        schemas.definitions[body_name] = {**left, "properties": kept, **({"required": required} if required else {})}
        schema = {"$ref": f"#/components/schemas/{body_name}"}
    example = examples.body(name, left_out)
    content: dict[str, Any] = {"schema": schema}
    if example is not None:
        content["example"] = example
    return {"required": bool(required), "content": {"application/json": content}}


def _parameters(place: Place, given: dict[str, Any], name: str) -> list[dict[str, Any]]:
    properties = given.get("properties", {})
    required = set(given.get("required", []))
    shown = examples.values(name)

    def parameter(one: str, where: str, schema: Any, is_required: bool) -> dict[str, Any]:
        made = {"name": one, "in": where, "required": is_required, "schema": schema}
        return made | ({"example": shown[one]} if one in shown else {})

    return [parameter(one, "path", properties.get(one, {"type": "string"}), True) for one in place.parts] + [
        parameter(one, "query", schema, one in required) for one, schema in properties.items() if one not in place.parts
    ]


def _listed(query: Query[Any], answer: Any, summary: Any) -> Any:
    """The answer's schema: the row's own, or the list's around it."""
    shape = get_origin(query.result_type)
    if shape in (Page, SummedPage):
        return _page_schema(answer, summary)
    if shape is tuple:
        return {"type": "object", "required": ["data"], "properties": {"data": {"type": "array", "items": answer}}}
    return answer


def _page_schema(row: Any, summary: Any) -> dict[str, Any]:
    cursor = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    whole = {} if summary is None else {"summary": summary}
    return {
        "type": "object",
        "required": ["data", "page", *whole],
        "properties": {
            "data": {"type": "array", "items": row},
            "page": {
                "type": "object",
                "description": "Pass `next` as `after`, `prev` as `before`.",
                "required": ["next", "prev", "has_more"],
                "properties": {"next": cursor, "prev": cursor, "has_more": {"type": "boolean"}},
            },
            **whole,
        },
    }


def _has_version(result_type: Any) -> bool:
    return dataclasses.is_dataclass(result_type) and any(
        one.name == "version" and one.type is int for one in dataclasses.fields(result_type)
    )
