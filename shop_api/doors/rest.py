"""The REST door: one DRF view a route, made from the use cases and queries it serves.

    route("orders/<str:number>/cancel", post=write(cancel_order.cancel_order, status=200))

Path parts are fields of the command or criteria. A command with `expected_version` takes it from `If-Match`.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_origin

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from frontend_contracts.wire import etags
from frontend_contracts.wire.errors_view import answer_problem
from frontend_contracts.wire.json_guard import MAX_BYTES
from frontend_contracts.wire.json_guard import body_of as checked_body
from frontend_contracts.wire.problems import (
    BodyMalformed,
    FieldError,
    InputInvalid,
    MediaTypeUnsupported,
    MethodNotAllowed,
    Problem,
)
from shop_api.doors import caller, inputs
from shop_api.gate import shapes
from shop_api.gate.query import Query
from shop_api.gate.use_case import Outcome, UseCase
from shop_api.values.page import Page, SummedPage
from shop_api.values.ready import ReadyObject, ReadyPage

JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """A read that is the same for everybody and may be kept by proxies: for how long, and what purges it."""

    cache_control: str = "public, max-age=0, s-maxage=5, stale-while-revalidate=30"
    surrogate_keys: Callable[[Any], Sequence[str]] = lambda criteria: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A GET over a query; a POST where the criteria are personal data, which never stand in an address."""

    query: Query[Any]
    public: Public | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A POST, PUT, PATCH or DELETE over a use case. `after` may set cookies or headers from the outcome."""

    use_case: UseCase[Any]
    status: int = 200
    location: Callable[[Any], str] | None = None
    after: Callable[[HttpRequest, HttpResponse, Outcome[Any]], None] | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One address and what its methods do; kept for the contract, the parity test and the sweeps."""

    address: str
    methods: Mapping[str, Read | Write]


_routes: list[Route] = []
_aliases: dict[str, Read] = {}


def routes() -> list[Route]:
    """Every REST route, in the order of addresses."""
    return sorted(_routes, key=lambda one: one.address)


def read(query: Query[Any], *, public: Public | None = None) -> Read:
    """A GET (or POST, see `Read`) over a query; personal and `no-store` unless it is `public`."""
    return Read(query=query, public=public)


def write(
    use_case: UseCase[Any],
    *,
    status: int = 200,
    location: Callable[[Any], str] | None = None,
    after: Callable[[HttpRequest, HttpResponse, Outcome[Any]], None] | None = None,
) -> Write:
    """A changing method over a use case; `status` of success, 201 with `location` where something was made."""
    return Write(use_case=use_case, status=status, location=location, after=after)


def route(address: str, **methods: Read | Write) -> URLPattern:
    """One address: `route("orders", get=read(…), post=write(…))`, mounted under /api/v1/."""
    known = {name.upper(): served for name, served in methods.items()}
    _routes.append(Route(address, known))
    for served in known.values():
        _build_shapes(served)
    handlers = {name.lower(): _handler(served) for name, served in known.items()}
    made: type[_View] = type("RouteView", (_View,), handlers)
    view: Callable[..., HttpResponse] = made.as_view()
    reading = known.get("GET")
    if isinstance(reading, Read) and reading.public is not None:
        view = _straight(reading, view)
    return path(address, view, name=re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", address))


def alias(address: str, *, get: Read) -> URLPattern:
    """A second address of something that is read, which has its own already: `alias("me/consents", get=read(…))`."""
    _aliases[address] = get
    made: type[_View] = type("RouteView", (_View,), {"get": _handler(get)})
    return path(address, made.as_view(), name=address)


def aliases() -> dict[str, Read]:
    """What is read at each second address."""
    return dict(sorted(_aliases.items()))


def _build_shapes(served: Read | Write) -> None:
    """Build validators now, in the parent of all workers, and not in each worker with its first request."""
    if isinstance(served, Read):
        pair = (served.query.criteria_type, served.query.result_type)
    else:
        pair = (served.use_case.command_type, served.use_case.result_type)
    for shape in pair:
        shapes.adapter(shape)


def _straight(served: Read, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public read asked for as usual needs nothing of what DRF does; everything else goes the long way.

    DRF still answers other methods, and negotiates where a client insists on something (`Accept`, `?format=`).
    """

    def answer(request: HttpRequest, **converted: object) -> HttpResponse:
        if request.method != "GET" or not _takes_json(request):
            return view(request, **converted)
        return _answered(served, request, converted)

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # as DRF's views are: where it matters, `caller` checks
    answer.view_class = view.view_class  # type: ignore[attr-defined]  # what the sweeps of routes look at
    return answer


def _takes_json(request: HttpRequest) -> bool:
    accept = request.META.get("HTTP_ACCEPT", "*/*")
    return ("*/*" in accept or JSON in accept) and ";" not in accept and "format" not in request.GET


class _OneForm(BaseContentNegotiation):
    """Every answer is JSON, whatever a client would rather have: a refusal in a form it can read helps it more."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        """The only one there is."""
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        """The only one there is."""
        return renderers[0], renderers[0].media_type


class _View(APIView):
    """DRF carries the method; who calls and what they may is the gate's to say."""

    content_negotiation_class = _OneForm
    metadata_class = None  # OPTIONS tells of no classes; the contract says what an address does

    def handle_exception(self, exc: Exception) -> Any:
        """Bugs leave as they are, for the handler of the whole service."""
        raise exc

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """405 with the methods there are."""
        allowed = [name.upper() for name in ("get", "post", "put", "patch", "delete") if hasattr(self, name)]
        return answer_problem(MethodNotAllowed(allowed=", ".join(allowed)), request._request)


def _handler(served: Read | Write) -> Callable[..., HttpResponse]:
    def handle(view: APIView, request: Request, **converted: object) -> HttpResponse:
        return _answered(served, request._request, converted)

    return handle


def _answered(served: Read | Write, request: HttpRequest, converted: dict[str, object]) -> HttpResponse:
    parts = {name: str(part) for name, part in converted.items()}  # Django made a UUID of <uuid:…> already
    try:
        if isinstance(served, Read):
            return _answer_read(request, served, parts)
        return _answer_write(request, served, parts)
    except Problem as problem:
        response = answer_problem(problem, request)
        if problem.is_replay:
            response["Idempotent-Replayed"] = "true"
        return response


def _answer_read(request: HttpRequest, served: Read, parts: dict[str, str]) -> HttpResponse:
    query = served.query
    actor = caller.identify(request, "rest")
    criteria: Any
    if request.method == "POST":
        asked = _body(request)
        _refuse_overlap(asked, parts)
        criteria = inputs.parsed(query.criteria_type, asked | parts, actor.locale)
    else:
        given = {name: str(request.GET[name]) for name in request.GET}
        _refuse_overlap(given, parts)
        criteria = inputs.parsed_strings(query.criteria_type, given | parts, actor.locale)
    result = query(actor=actor, criteria=criteria)
    body = body_of(result, query.result_type)
    if served.public is not None:
        # The same answer for every origin: the CORS middleware must not make it vary by origin.
        request._cors_enabled = False  # type: ignore[attr-defined]  # where django-cors-headers keeps its decision
        return etags.conditional(
            request,
            body,
            cache_control=served.public.cache_control,
            surrogate_keys=served.public.surrogate_keys(criteria),
        )
    response = HttpResponse(body, content_type=JSON)
    response["Cache-Control"] = "no-store"
    _tag_version(response, result)
    return response


def _answer_write(request: HttpRequest, served: Write, parts: dict[str, str]) -> HttpResponse:
    use_case = served.use_case
    actor = caller.identify(request, "rest")
    given = _body(request)
    _refuse_overlap(given, parts)
    expected = next((one for one in dataclasses.fields(use_case.command_type) if one.name == "expected_version"), None)
    # A command that may do without a version takes it from the header or from its body.
    if expected is not None and (expected.default is dataclasses.MISSING or "If-Match" in request.headers):
        given["expected_version"] = etags.required_version(request)
    command = inputs.parsed(use_case.command_type, given | parts, actor.locale)
    outcome = use_case.run(actor=actor, command=command, key=request.headers.get("Idempotency-Key"))
    answer = shapes.adapter(use_case.result_type).dump_python(outcome.result, mode="json")
    if use_case.declared is not None and use_case.shows_consent:
        answer["consent_records"] = [str(one) for one in outcome.consent_records]
    response = HttpResponse(orjson.dumps(answer), content_type=JSON, status=served.status)
    response["Cache-Control"] = "no-store"
    if outcome.is_replay:
        response["Idempotent-Replayed"] = "true"
    if served.location is not None:
        response["Location"] = served.location(outcome.result)
    _tag_version(response, outcome.result)
    if served.after is not None:
        served.after(request, response, outcome)
    return response


def body_of(result: Any, result_type: Any) -> bytes:
    """The JSON of an answer; a page as `{data, page: {next, prev, has_more}}`, with `summary` where it has one."""
    if isinstance(result, ReadyPage):
        return result.json()
    if isinstance(result, ReadyObject):
        return result.text.encode()
    if get_origin(result_type) in (Page, SummedPage):
        plain = shapes.adapter(result_type).dump_python(result, mode="json")
        place = {"next": plain["next"], "prev": plain["prev"], "has_more": plain["has_more"]}
        whole = {"summary": plain["summary"]} if "summary" in plain else {}
        return orjson.dumps({"data": plain["data"], "page": place, **whole})
    if isinstance(result, tuple):
        return orjson.dumps({"data": shapes.adapter(result_type).dump_python(result, mode="json")})
    return shapes.adapter(result_type).dump_json(result)


def _body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request; nothing sent is an empty object."""
    raw = checked_body(request, max_bytes=MAX_BYTES)
    if not raw.strip():
        return {}
    if request.content_type != JSON:
        raise MediaTypeUnsupported()
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise BodyMalformed() from None
    if not isinstance(body, dict):
        raise InputInvalid(errors=[FieldError("", "input.other", "{…}")])
    return body


def _refuse_overlap(given: dict[str, Any], parts: dict[str, str]) -> None:
    """What stands in the address is not said again in the body, where it could say something else."""
    twice = sorted(set(given) & set(parts))
    if twice:
        raise InputInvalid(errors=[FieldError(f"/{name}", "input.extra_forbidden", name) for name in twice])


def _tag_version(response: HttpResponse, result: Any) -> None:
    version = getattr(result, "version", None)
    if isinstance(version, int):
        response["ETag"] = etags.version_etag(version)
