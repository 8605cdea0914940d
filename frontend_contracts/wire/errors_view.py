"""Django's own failures (no such address, a bug, the database away) answered as problems on API paths.

In `urls.py`: `handler400`, `handler404`, `handler500` = the dotted names of the functions here; `handler403` as well.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views import defaults

from frontend_contracts.wire import problems
from frontend_contracts.wire.locales import pick_locale
from frontend_contracts.wire.request_id import request_id_of

API_PATHS = ("/api/", "/graphql", "/healthz", "/readyz")  # the setting WIRE_API_PATHS replaces them
DATABASE_RETRY_SECONDS = 5


def answer_problem(problem: problems.Problem, request: HttpRequest) -> HttpResponse:
    """Answer the problem in the language of the request, with its id."""
    return problems.problem_response(
        problem,
        request=request,
        locale=pick_locale(request.headers.get("Accept-Language")),
        request_id=request_id_of(request),
    )


def is_api_path(request: HttpRequest) -> bool:
    """Say whether a program reads the answer, so that it must be a problem document and no page."""
    paths: Sequence[str] = getattr(settings, "WIRE_API_PATHS", API_PATHS)
    return request.path.startswith(tuple(paths))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: a request that Django itself refuses, such as a forged host."""
    if is_api_path(request):
        return answer_problem(problems.InputInvalid(), request)
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: what one may not see does not exist, so programs get the same 404."""
    if is_api_path(request):
        return answer_problem(problems.NotFound(), request)
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    if is_api_path(request):
        return answer_problem(problems.NotFound(), request)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: tells nothing but the request id; Django has logged the exception. 503 when the database is away."""
    if not is_api_path(request):
        return defaults.server_error(request)
    # A middleware that reads the database fails outside of any view; Django calls this while it handles that failure.
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return answer_problem(problems.ServiceUnavailable(retry_after=DATABASE_RETRY_SECONDS), request)
    return answer_problem(problems.Bug(), request)
