"""REST addresses of privacy."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from frontend_contracts.wire import etags
from shop_api.doors import rest
from shop_api.privacy.queries import inventory, recipients, requests
from shop_api.privacy.use_cases import answer_privacy_request, open_privacy_request

urlpatterns: list[URLPattern] = [
    rest.route(
        "privacy/requests",
        get=rest.read(requests.own_privacy_requests),
        post=rest.write(open_privacy_request.open_privacy_request, status=201),
    ),
    rest.route("privacy/requests/<str:number>", get=rest.read(requests.own_privacy_request)),
    rest.route("me/recipients", get=rest.read(recipients.my_recipients)),
    rest.route("staff/privacy/requests", get=rest.read(requests.staff_privacy_requests)),
    rest.route(
        "staff/privacy/requests/<str:number>/answer", post=rest.write(answer_privacy_request.answer_privacy_request)
    ),
]

_CACHE = "public, max-age=60, s-maxage=300"


def data_inventory(request: HttpRequest) -> HttpResponse:
    """The signed data inventory, for anybody: what a policy is checked against."""
    request._cors_enabled = False  # type: ignore[attr-defined]  # the same for every origin: see etags.conditional
    return etags.conditional(request, orjson.dumps(inventory.signed(timezone.now())), cache_control=_CACHE)


well_known = [path("data-inventory.json", data_inventory)]
