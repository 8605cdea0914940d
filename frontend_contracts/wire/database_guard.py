"""The database goes away in the middle of a request: 503 and a time to come back, not 500."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from frontend_contracts.wire import errors_view, problems
from frontend_contracts.wire.request_id import request_id_of

logger = logging.getLogger(__name__)


class DatabaseGuardMiddleware:
    """Answer 503 `service.unavailable` when a view on an API path could not reach or keep the database.

    Covers a connection refused or lost, a lock or statement that took too long, and a deadlock: each is worth another
    try, and each rolled its transaction back. Django replaces the broken connection after the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Take the exception of a view; other exceptions go on to Django."""
        if not isinstance(exception, OperationalError | InterfaceError) or not errors_view.is_api_path(request):
            return None
        log_unavailable(exception, request_id_of(request))
        return errors_view.answer_problem(
            problems.ServiceUnavailable(retry_after=errors_view.DATABASE_RETRY_SECONDS), request
        )


def log_unavailable(exception: Exception, request_id: str | None) -> None:
    """Log which failure it was by its SQLSTATE; the message could hold values of a row."""
    state = getattr(exception.__cause__, "sqlstate", None) or "no connection"
    logger.error("The database failed: %s (%s), request %s", type(exception).__name__, state, request_id)
