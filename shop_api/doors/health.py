"""Health: `healthz` says that the process runs, `readyz` that it can serve, and if not, why."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

_checks: dict[str, Callable[[], str]] = {}


def bind(name: str, check: Callable[[], str]) -> None:
    """Add a check that answers `ok`, or in a word what is missing, such as `policy.not_in_force`."""
    _checks[name] = check


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Everything the service stands on is there; 503 and the reasons if not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    found = {"database": "ok"} | {name: check() for name, check in sorted(_checks.items())}
    is_ready = all(answer == "ok" for answer in found.values())
    answer = JsonResponse(
        {"status": "ok" if is_ready else "not_ready", "checks": found}, status=200 if is_ready else 503
    )
    answer["Cache-Control"] = "no-store"
    return answer
