"""REST addresses of privacy."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from frontend_contracts.wire import etags
from shop_api.privacy.queries import inventory

urlpatterns: list[URLPattern] = []

_CACHE = "public, max-age=60, s-maxage=300"


def data_inventory(request: HttpRequest) -> HttpResponse:
    """The signed data inventory, for anybody: what a policy is checked against."""
    request._cors_enabled = False  # type: ignore[attr-defined]  # the same for every origin: see etags.conditional
    return etags.conditional(request, orjson.dumps(inventory.signed(timezone.now())), cache_control=_CACHE)


well_known = [path("data-inventory.json", data_inventory)]
