"""Is the process alive, and can it answer?"""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from cms.api import doors


@doors.read
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing else."""
    return _uncached({"status": "ok"}, 200)


@doors.read
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers. A paused subscriber is named, but content can still be read."""
    from cms.events import models

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    paused = list(models.Subscriber.objects.filter(paused_at__isnull=False).values_list("name", flat=True))
    return _uncached({"status": "ok", "paused_subscribers": paused}, 200)


def _uncached(document: dict[str, object], status: int) -> HttpResponse:
    response = JsonResponse(document, status=status)
    response["Cache-Control"] = "no-store"
    return response
