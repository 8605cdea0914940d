"""Routes and redirects over REST."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse

from cms.api import doors
from cms.api.parameters import Parameters
from cms.home import queries

ROUTE_PARAMETERS = frozenset({"path", "locale"})


@doors.read
def route(request: HttpRequest) -> HttpResponse:
    """What a path of the storefront stands for."""
    given = Parameters(request, ROUTE_PARAMETERS)
    found = queries.route(given.text("path") or "", locale=given.locale())
    keys = ["routes", f"{found.kind}:{found.slug}" if found.slug else found.kind]
    return doors.cached(request, doors.json(asdict(found)), cache=doors.CONTENT, keys=keys)


@doors.read
def redirects(request: HttpRequest) -> HttpResponse:
    """All addresses that moved: {"data": [{"source", "target", "is_permanent"}]}."""
    Parameters(request, frozenset())
    rows = [asdict(moved) for moved in queries.redirects()]
    return doors.cached(request, doors.json({"data": rows}), cache=doors.CONTENT, keys=["redirects"])
