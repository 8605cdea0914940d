"""What the REST door does for every endpoint: methods, problems, caching. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from frontend_contracts.wire.cursors import Page
from frontend_contracts.wire.errors_view import answer_problem
from frontend_contracts.wire.etags import conditional
from frontend_contracts.wire.problems import MethodNotAllowed, Problem

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# Browsers ask again after a minute, proxies keep until the purge that follows a publication (or ten minutes).
CONTENT: Final = "public, max-age=60, s-maxage=600"
# In force now: browsers ask each time, proxies for seconds.
CURRENT: Final = "public, max-age=0, s-maxage=10, must-revalidate"
IMMUTABLE: Final = "public, max-age=31536000, immutable"
PRIVATE: Final = "no-store"


def read(view: View[P]) -> View[P]:
    """Let a view be read with GET and HEAD, and answer its problems as RFC 9457 documents."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            if request.method not in ("GET", "HEAD"):
                raise MethodNotAllowed(allowed="GET, HEAD, OPTIONS")
            return view(request, *args, **kwargs)
        except Problem as problem:
            return answer_problem(problem, request)

    return answer


def cached(request: HttpRequest, body: str | bytes, *, cache: str, keys: Iterable[str] = ()) -> HttpResponse:
    """Answer public JSON with its ETag, or 304; `keys` are what a purge at the proxy takes away."""
    content = body.encode() if isinstance(body, str) else body
    return conditional(request, content, cache_control=cache, surrogate_keys=keys)


def private(body: bytes) -> HttpResponse:
    """Answer JSON that no cache may keep."""
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = PRIVATE
    return response


def json(value: Any) -> bytes:
    """JSON bytes of plain data."""
    return orjson.dumps(value)


def page_json(page: Page[Any], entries: Iterable[str]) -> str:
    """A list from entries that are JSON already: {"data": […], "page": {"next", "prev", "has_more"}}."""
    around = orjson.dumps({"next": page.next, "prev": page.prev, "has_more": page.has_more}).decode()
    return f'{{"data":[{",".join(entries)}],"page":{around}}}'


def not_modified() -> HttpResponse:
    """The client holds this file already."""
    response = HttpResponse(status=304)
    del response["Content-Type"]
    return response
