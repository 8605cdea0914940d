"""The pull feed over REST."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.api import doors
from cms.api.parameters import Parameters
from cms.events import queries


@doors.read
def events(request: HttpRequest) -> HttpResponse:
    """Events after a sequence, for holders of the secret: {"data": [event], "next"}."""
    queries.check_subscriber(request.headers.get("Authorization"))
    given = Parameters(request, frozenset({"after", "limit"}))
    found = queries.feed(
        after=given.integer("after", lowest=0) or 0,
        limit=given.integer("limit", highest=queries.MAX_LIMIT) or queries.DEFAULT_LIMIT,
        now=timezone.now(),
    )
    return doors.private(doors.json({"data": [event.to_dict() for event in found.events], "next": found.next}))
