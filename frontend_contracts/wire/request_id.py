"""Each request gets an id: in every problem, in the header `X-Request-Id`, and in the log line that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-Id"


def request_id_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.request_id` and answer it as a header.

    An id sent by the client is not taken over: people quote ours to support, so nobody may choose or repeat one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]  # Django offers requests as the place for this
        response = get_response(request)
        response[HEADER] = request_id
        return response

    return middleware


def request_id_of(request: HttpRequest | None) -> str | None:
    """Answer the id of a request, None when it did not pass the middleware."""
    found = getattr(request, "request_id", None)
    return found if isinstance(found, str) else None
