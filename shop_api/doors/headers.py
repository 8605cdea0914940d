"""Headers every answer of the API carries; pages for people set a policy of their own before this sees them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

API_POLICY = "default-src 'none'; frame-ancestors 'none'"


class SecurityHeadersMiddleware:
    """Closes what a page in a browser may do with an answer of the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers a view has not set itself."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", API_POLICY)
        response.headers.setdefault("X-Frame-Options", "DENY")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
