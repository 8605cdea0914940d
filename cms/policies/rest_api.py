"""The REST door of the policies. It only translates: addresses and query strings in, JSON and cache headers out."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from cms.policies import contracts, queries
from frontend_contracts.wire import etags
from frontend_contracts.wire.locales import pick_locale
from frontend_contracts.wire.problem_base import FieldError, Problem
from frontend_contracts.wire.problems import InputInvalid, MethodNotAllowed, problem_response

FOR_EVER = "public, max-age=31536000, immutable"  # a version never changes
IN_FORCE = "public, max-age=0, s-maxage=15"  # seconds at the proxy; purged by surrogate key on publish
LARGEST_VERSION = 1_000_000  # far beyond any real number of versions, within PostgreSQL's integer

View = Callable[..., HttpResponse]


def reading(view: View) -> View:
    """Let a view be read by GET and HEAD only, and answer its problems as RFC 9457."""

    def read(request: HttpRequest, **arguments: Any) -> HttpResponse:
        try:
            if request.method not in ("GET", "HEAD"):
                raise MethodNotAllowed(allowed="GET, HEAD")
            return view(request, **arguments)
        except Problem as problem:
            return problem_response(
                problem,
                request=request,
                locale=pick_locale(request.headers.get("Accept-Language")),
                request_id=getattr(request, "request_id", None),
            )

    return read


@reading
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer a version: with `locale` in that language, without it the canonical document and its hash."""
    version, at = _number(request, "version"), queries.parse_at(request.GET.get("at"))
    cache_control = IN_FORCE if version is None else FOR_EVER
    locale = request.GET.get("locale")
    if locale is None:
        found = queries.canonical(slug=slug, version=version, at=at, now=timezone.now())
        return _answer(request, _canonical_body(found), cache_control, slug)
    shown = queries.policy(slug=slug, locale=locale, version=version, at=at, now=timezone.now())
    return _answer(request, orjson.dumps(asdict(shown)), cache_control, slug)


@reading
def policy_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the archive, newest first."""
    page = queries.policy_versions(
        slug=slug,
        limit=_number(request, "limit"),
        after=request.GET.get("after"),
        before=request.GET.get("before"),
        now=timezone.now(),
    )
    body = {
        "data": [asdict(row.line) for row in page.rows],
        "page": {"next": page.next, "prev": page.prev, "has_more": page.has_more},
    }
    return _answer(request, orjson.dumps(body), IN_FORCE, slug)


@reading
def policy_diff(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer what changed between two versions, in Russian unless `locale` says otherwise."""
    from_version, to_version = _number(request, "from"), _number(request, "to")
    if from_version is None or to_version is None:
        raise _invalid("to" if to_version is None else "from", "missing", "from, to")
    found = queries.policy_diff(
        slug=slug, from_version=from_version, to_version=to_version, locale=request.GET.get("locale", "ru")
    )
    return _answer(request, orjson.dumps(asdict(found)), FOR_EVER, slug)


@reading
def operator(request: HttpRequest) -> HttpResponse:
    """Answer who is responsible, in kk, ru and en."""
    return etags.conditional(
        request, orjson.dumps(asdict(queries.operator())), cache_control=IN_FORCE, surrogate_keys=["operator"]
    )


def _canonical_body(found: contracts.Canonical) -> bytes:
    # The stored text is the hashed one; parsing and writing it again could only change it.
    return b'{"document":' + found.text.encode() + b',"sha256":"' + found.sha256.encode() + b'"}'


def _answer(request: HttpRequest, body: bytes, cache_control: str, slug: str) -> HttpResponse:
    return etags.conditional(request, body, cache_control=cache_control, surrogate_keys=["policies", f"policy-{slug}"])


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 7 and 0 < int(value) <= LARGEST_VERSION):
        raise _invalid(name, "number", f"1…{LARGEST_VERSION}")
    return int(value)


def _invalid(name: str, code: str, detail: str) -> InputInvalid:
    return InputInvalid(errors=[FieldError(pointer=f"/{name}", code=code, detail=detail)])


urlpatterns = [
    path("policies/<slug:slug>", policy, name="policy"),
    path("policies/<slug:slug>/versions", policy_versions, name="policy_versions"),
    path("policies/<slug:slug>/diff", policy_diff, name="policy_diff"),
    path("operator", operator, name="operator"),
]
