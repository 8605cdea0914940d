"""Interactive documentation of either service: Swagger UI at `/docs/`, GraphiQL at `/docs/graphql/`, all assets local.

A service says what it documents and who may read it (`Documentation`), and mounts `urls`. Whoever may not read it gets
the 404 of a page that does not exist. Swagger UI comes from the wheel `drf-spectacular-sidecar`, GraphiQL and React
from `frontend_contracts/typescript/node_modules`; what is not installed is named on the page, with the command for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from graphql import GraphQLSchema, introspection_from_schema, print_schema

from frontend_contracts.wire.errors_view import answer_problem
from frontend_contracts.wire.problems import NotFound, Problem

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs"
MODULES = ROOT / "typescript" / "node_modules"
SWAGGER = "static/drf_spectacular_sidecar/swagger-ui-dist"
#: Only this origin; Swagger UI and GraphiQL set styles on elements and draw icons from data addresses.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
CACHE_SECONDS = 3600  # of assets; their names carry no version
_OF_MODULES = {
    "graphiql.min.js": "graphiql/graphiql.min.js",
    "graphiql.min.css": "graphiql/graphiql.min.css",
    "react.production.min.js": "react/umd/react.production.min.js",
    "react-dom.production.min.js": "react-dom/umd/react-dom.production.min.js",
}
_OF_SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js")
_OWN = ("docs.css", "docs.js", "rest.js", "graphql.js")


@dataclass(frozen=True, kw_only=True)
class Documentation:
    """What a service documents. `may_read` decides on each request; the rest is read when a page is asked for.

    `tabs` are GraphiQL's: `[{"query", "variables", "headers"}]`; those with "tag", "operation" and "says" are a walk
    that the REST page shows too. `stand_ins` are values of examples that only an earlier answer can give, by name: the
    pages show them as `{{name}}` and put in what `remembered` finds in answers.
    """

    title: str
    may_read: Callable[[HttpRequest], bool]
    openapi: Callable[[], Mapping[str, Any]]
    schema: Callable[[], GraphQLSchema]
    tabs: Callable[[], Sequence[Mapping[str, Any]]] = list
    stand_ins: Mapping[str, Any] = field(default_factory=dict)
    remembered: Sequence[Mapping[str, Any]] = ()
    token_headers: Mapping[str, str] = field(default_factory=dict)
    csrf_cookie: str = ""

    @cached_property
    def openapi_text(self) -> str:
        """The contract as JSON; it does not change while the process runs."""
        return json.dumps(self.openapi(), ensure_ascii=False)

    @cached_property
    def introspection(self) -> dict[str, Any]:
        """The schema as GraphiQL reads it, so that it need not ask for it: introspection may be closed."""
        return dict(introspection_from_schema(self.schema()))

    def shown(self, value: Any) -> Any:
        """A value with `{{name}}` in place of each stand-in."""
        text = json.dumps(value, ensure_ascii=False)
        for name, stand_in in self.stand_ins.items():
            text = text.replace(json.dumps(stand_in), json.dumps(f"{{{{{name}}}}}"))
        return json.loads(text)


class _View:
    """Views of one documentation, each closed to those who may not read it."""

    def __init__(self, documentation: Documentation) -> None:
        self.of = documentation

    def closed(self, answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """The view, or the answer of a page that does not exist."""

        @require_safe
        def view(request: HttpRequest, **parts: str) -> HttpResponse:
            try:
                if not self.of.may_read(request):
                    raise NotFound()
                response = answer(**parts)
            except Problem as problem:
                return answer_problem(problem, request)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return view

    def rest(self) -> HttpResponse:
        """Swagger UI."""
        is_there = all(_asset(name) is not None for name in _OF_SWAGGER)
        missing = "" if is_there else _missing("Swagger UI", "pip install drf-spectacular-sidecar")
        return self._page("rest.html", missing, {})

    def graphql(self) -> HttpResponse:
        """GraphiQL."""
        is_there = all(_asset(name) is not None for name in _OF_MODULES)
        missing = "" if is_there else _missing("GraphiQL", "make docs-assets")
        return self._page("graphql.html", missing, {"schema": self.of.introspection})

    def openapi(self) -> HttpResponse:
        """The contract, as it is."""
        return HttpResponse(self.of.openapi_text, content_type="application/json")

    def prefilled(self) -> HttpResponse:
        """The contract with `{{name}}` for what an earlier answer gives, for the page alone."""
        document = self.of.shown(json.loads(self.of.openapi_text))
        for methods in document["paths"].values():
            for operation in methods.values():
                _prefill(operation)
        return HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/json")

    def sdl(self) -> HttpResponse:
        """The GraphQL schema as text."""
        return HttpResponse(print_schema(self.of.schema()), content_type="text/plain; charset=utf-8")

    def asset(self, name: str) -> HttpResponse:
        """One file of the list above, and no other."""
        found = _asset(name)
        if found is None:
            raise NotFound()
        response = HttpResponse(found.read_bytes(), content_type=TYPES[found.suffix])
        response["Cache-Control"] = f"private, max-age={CACHE_SECONDS}"
        return response

    def _page(self, name: str, missing: str, more: Mapping[str, Any]) -> HttpResponse:
        setup = {
            "stand_ins": dict(self.of.stand_ins),
            "remembered": list(self.of.remembered),
            "token_headers": dict(self.of.token_headers),
            "csrf_cookie": self.of.csrf_cookie,
            "tabs": self.of.shown(self.of.tabs()),
            **more,
        }
        html = Template((PAGES / name).read_text(encoding="utf-8")).substitute(
            title=escape(self.of.title),
            missing=missing,
            # A data block of a page must not be able to end its element.
            setup=json.dumps(setup, ensure_ascii=False).replace("<", "\\u003c"),
        )
        response = HttpResponse(html)
        response["Content-Security-Policy"] = POLICY
        response["X-Frame-Options"] = "DENY"
        return response


def urls(documentation: Documentation) -> list[URLPattern]:
    """The pages and what they load, for the service's root."""
    view = _View(documentation)
    return [
        path("docs", lambda request: HttpResponseRedirect("/docs/")),
        path("docs/", view.closed(view.rest), name="docs_rest"),
        path("docs/graphql/", view.closed(view.graphql), name="docs_graphql"),
        path("docs/openapi.json", view.closed(view.prefilled), name="docs_openapi"),
        path("docs/assets/<str:name>", view.closed(view.asset), name="docs_asset"),
    ]


def contract_urls(documentation: Documentation) -> list[URLPattern]:
    """The contract itself: `/api/v1/openapi.json` and `/graphql/schema`."""
    view = _View(documentation)
    return [
        path("api/v1/openapi.json", view.closed(view.openapi), name="openapi"),
        path("graphql/schema", view.closed(view.sdl), name="graphql_schema"),
    ]


def _asset(name: str) -> Path | None:
    """Where an asset lies; None for other names, and for what is not installed."""
    if name in _OWN:
        return PAGES / name
    if name in _OF_MODULES:
        found = MODULES / _OF_MODULES[name]
        return found if found.exists() else None
    if name in _OF_SWAGGER:
        package = find_spec("drf_spectacular_sidecar")
        return None if package is None or package.origin is None else Path(package.origin).parent / SWAGGER / name
    return None


def _missing(what: str, command: str) -> str:
    return (
        f'<div class="missing"><h1>{escape(what)} is not installed</h1>'
        f"<p>Run <code>{escape(command)}</code> and reload this page. The contract itself is here without it: "
        '<a href="/api/v1/openapi.json">openapi.json</a>, <a href="/graphql/schema">schema.graphql</a>.</p></div>'
    )


def _prefill(operation: dict[str, Any]) -> None:
    """Give a parameter its example as the value, and let it hold `{{name}}` whatever its own form is."""
    for parameter in operation.get("parameters", []):
        if parameter["name"] == "Idempotency-Key":
            parameter["example"] = "{{new_key}}"
        if "{{" in str(parameter.get("example", "")):
            parameter["schema"] = {"type": "string"}
