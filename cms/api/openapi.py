"""OpenAPI 3.1 of the REST door, made from its addresses, its parameter lists and the shapes of its answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver
from pydantic import TypeAdapter

from cms.api import graphql, rest, shapes
from cms.events.queries import DEFAULT_LIMIT, MAX_LIMIT
from cms.home import rest_api as home
from cms.images.renditions import CONTENT_TYPE, SIZES
from cms.policies import rest_api as policies
from cms.products import rest_api as products
from frontend_contracts.wire import openapi
from frontend_contracts.wire.locales import DEFAULT_LOCALE, LOCALES

INFO = {
    "title": "Infini content",
    "version": "1.0.0",
    "description": (
        "Policies and products of the Infini storefront, to be read by anybody; nothing here is about a customer. "
        "Unknown parameters are refused, never ignored. Answers carry an `ETag`; a locale that does not exist is "
        "answered in Russian and says so. The same questions are asked over GraphQL at `/graphql/`."
    ),
}
PREFIX = "/api/v1/"
_STRING: dict[str, Any] = {"type": "string", "maxLength": 300}
_DAY_OR_MOMENT = "A date in Almaty (2026-11-23) or a moment with its offset (2026-11-23T10:00:00+05:00)."
_LOCALE: dict[str, Any] = {"type": "string", "enum": list(LOCALES)}


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What an address answers and which parameters it knows; `required` names those it cannot do without."""

    answer: Any
    tag: str
    parameters: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    is_secret: bool = False
    media_type: str = "application/json"
    examples: tuple[tuple[str, Any], ...] = ()


_SLUG = (("slug", "privacy"),)
#: One line for each named address of `cms.api.rest`; the export stops when an address has no line here.
OPERATIONS = {
    "products": Operation(answer=shapes.ProductPage, tag="products", parameters=products.LIST_PARAMETERS),
    "product": Operation(
        answer=shapes.Product | shapes.FrozenProduct,
        tag="products",
        parameters=products.DETAIL_PARAMETERS,
        examples=(("key", "shubat"),),
    ),
    "categories": Operation(answer=shapes.Categories, tag="products", parameters=frozenset({"locale"})),
    "image": Operation(answer=None, tag="products", media_type=CONTENT_TYPE),
    "route": Operation(
        answer=shapes.Route,
        tag="addresses",
        parameters=home.ROUTE_PARAMETERS,
        required=frozenset({"path"}),
        examples=(("path", "/policies/privacy"),),
    ),
    "redirects": Operation(answer=shapes.Redirects, tag="addresses"),
    "events": Operation(
        answer=shapes.EventFeed, tag="events", parameters=frozenset({"after", "limit"}), is_secret=True
    ),
    "policy": Operation(
        answer=shapes.Policy | shapes.FrozenPolicy, tag="policies", parameters=policies.WHICH, examples=_SLUG
    ),
    "policy_versions": Operation(
        answer=shapes.PolicyVersionPage, tag="policies", parameters=policies.PAGING, examples=_SLUG
    ),
    "policy_diff": Operation(
        answer=shapes.PolicyDifference,
        tag="policies",
        parameters=policies.BETWEEN,
        required=frozenset({"from", "to"}),
        examples=(*_SLUG, ("from", 1), ("to", 2)),
    ),
    "operator": Operation(answer=shapes.Operator, tag="policies"),
}
_PARAMETERS: dict[str, dict[str, Any]] = {
    "locale": {"schema": _LOCALE, "description": f"The language of the answer; `{DEFAULT_LOCALE}` when not given."},
    "category": {"schema": _STRING, "description": "Only this shelf."},
    "q": {
        "schema": _STRING,
        "description": "Words to find, in the language of the answer; misspellings are forgiven.",
    },
    "limit": {"schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}},
    "after": {"schema": _STRING, "description": "`page.next` of the page before."},
    "before": {"schema": _STRING, "description": "`page.prev` of the page after."},
    "version": {
        "schema": {"type": "integer", "minimum": 1},
        "description": "That version, frozen: the document and its hash, kept by caches for a year.",
    },
    "at": {"schema": _STRING, "description": f"The version in force then. {_DAY_OR_MOMENT}"},
    "from": {"schema": {"type": "integer", "minimum": 1}, "description": "The version before."},
    "to": {"schema": {"type": "integer", "minimum": 1}, "description": "The version after."},
    "path": {"schema": _STRING, "description": "A path of the storefront, such as `/kk/products/shubat`."},
}
#: Where one name means something else than above.
_EXCEPTIONS: dict[tuple[str, str], dict[str, Any]] = {
    ("policy", "locale"): {
        "schema": _LOCALE,
        "description": "That language, ready to show. Without it: the canonical document and its hash.",
    },
    ("product", "locale"): {
        "schema": _LOCALE,
        "description": f"The language of the answer; `{DEFAULT_LOCALE}` when not given. Not together with `version`.",
    },
    ("events", "after"): {"schema": {"type": "integer", "minimum": 0, "default": 0}, "description": "A sequence."},
    ("events", "limit"): {
        "schema": {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    },
}
_PATH_PARTS: dict[str, dict[str, Any]] = {
    "key": {"schema": _STRING, "description": "A slug or a SKU."},
    "slug": {"schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}},
    "image_id": {"schema": {"type": "integer"}},
    "file_hash": {"schema": {"type": "string"}},
    "name": {"schema": {"type": "string", "enum": list(SIZES)}},
}


def document() -> dict[str, Any]:
    """The OpenAPI document of the content service.

    :raises LookupError: an address that `OPERATIONS` does not know, or the other way round
    """
    addresses = {pattern.name: (route, pattern) for route, pattern in _walk(rest.urlpatterns, "")}
    if set(addresses) != set(OPERATIONS):
        raise LookupError(f"Addresses and OPERATIONS differ in {sorted(set(addresses) ^ set(OPERATIONS), key=str)}.")
    adapters: dict[str, Any] = {
        name: TypeAdapter(one.answer) for name, one in OPERATIONS.items() if one.answer is not None
    }
    adapters |= {"healthz": TypeAdapter(shapes.Health), "readyz": TypeAdapter(shapes.Readiness)}
    made, definitions = openapi.schemas((name, "serialization", adapter) for name, adapter in adapters.items())
    answers = {name: schema for (name, _), schema in made.items()}
    paths = {
        PREFIX + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route): {"get": _operation(name, route, pattern, answers)}
        for name, (route, pattern) in addresses.items()
        if name is not None
    }
    paths |= _beside(answers)
    return openapi.document(info=INFO, paths=paths, definitions=definitions, security=_SECURITY)


_SECURITY = {
    "events_secret": {"type": "http", "scheme": "bearer", "description": "The secret that events are signed with."}
}


def _operation(name: str, route: str, pattern: URLPattern, answers: dict[str, Any]) -> dict[str, Any]:
    declared = OPERATIONS[name]
    examples = dict(declared.examples)
    parameters = [
        {"name": part, "in": "path", "required": True, **_example(examples, part), **_PATH_PARTS[part]}
        for part in re.findall(r"<(?:\w+:)?(\w+)>", route)
    ]
    parameters += [
        {
            "name": one,
            "in": "query",
            "required": one in declared.required,
            **_example(examples, one),
            **_EXCEPTIONS.get((name, one), _PARAMETERS.get(one, {})),
        }
        for one in sorted(declared.parameters)
    ]
    if declared.answer is None:
        body = openapi.content("The picture.", {"type": "string", "format": "binary"}, declared.media_type)
    else:
        body = openapi.content("The answer.", answers[name])
    unchanged = {} if declared.is_secret else {"304": {"description": "Not changed since the `ETag` you named."}}
    return {
        "operationId": name,
        "summary": " ".join((pattern.callback.__doc__ or "").split("\n\n")[0].split()),
        "tags": [declared.tag],
        "parameters": parameters,
        "responses": {"200": body, **unchanged, "default": openapi.PROBLEM},
        "security": [{"events_secret": []}] if declared.is_secret else [],
        **_twin(name),
    }


def _twin(name: str) -> dict[str, str]:
    """The root field that answers the same over GraphQL; a picture has none."""
    head, *rest_of_it = name.split("_")
    field = head + "".join(part.title() for part in rest_of_it)
    return {"x-graphql": field} if field in graphql.schema.graphql_schema.query_type.fields else {}


def _example(examples: dict[str, Any], name: str) -> dict[str, Any]:
    return {"example": examples[name]} if name in examples else {}


def _beside(answers: dict[str, Any]) -> dict[str, Any]:
    """What stands outside `/api/v1/`'s list: health, and this document."""
    ready = {
        "200": openapi.content("It can answer.", answers["readyz"]),
        "503": openapi.PROBLEM | {"description": "The database is away."},
    }
    contract = openapi.content("This document, in development and for signed-in editors.", {"type": "object"})
    return {
        "/healthz": {
            "get": _plain(
                "healthz", "Whether the process answers.", {"200": openapi.content("Yes.", answers["healthz"])}
            )
        },
        "/readyz": {"get": _plain("readyz", "Whether the service can answer.", ready)},
        "/api/v1/openapi.json": {"get": _plain("openapi", "This document.", {"200": contract, "404": openapi.PROBLEM})},
    }


def _plain(name: str, summary: str, responses: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["service"],
        "parameters": [],
        "responses": responses,
        "security": [],
    }


def _walk(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        here = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, here)
        else:
            yield here, one
