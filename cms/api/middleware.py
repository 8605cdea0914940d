"""What every public answer carries: open CORS on reads, and no content but data."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cms.staff.middleware import is_public

PREFLIGHT_SECONDS = 24 * 60 * 60  # how long a browser may remember that reads are open to every origin


class PublicSurfaceMiddleware:
    """Open the public surface to every origin, without credentials.

    Nothing here depends on who asks, so `*` is right and needs no `Vary: Origin`; a cookie is never read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer preflights at once, and mark public answers."""
        if not is_public(request.path_info):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type, If-None-Match"
            response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        else:
            response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, X-Request-Id, Retry-After"
        if request.path_info.startswith(("/api/", "/graphql/")):
            response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        return response
