"""REST addresses of consent."""

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from frontend_contracts.wire import etags
from shop_api.consent import queries, receipts, seals
from shop_api.consent.queries import log
from shop_api.consent.use_cases import give_or_refuse_consents, withdraw_consent
from shop_api.doors import rest

urlpatterns = [
    rest.route("consent/form", get=rest.read(queries.consent_form)),
    rest.route(
        "consents",
        get=rest.read(queries.own_consents),
        post=rest.write(give_or_refuse_consents.give_or_refuse_consents),
    ),
    rest.alias("me/consents", get=rest.read(queries.own_consents)),
    rest.route("me/consents/export", get=rest.read(queries.export_consents)),
    rest.route("consents/withdraw", post=rest.write(withdraw_consent.withdraw_consent)),
    rest.route("consents/<uuid:id>/receipt", get=rest.read(queries.consent_receipt)),
]


def receipt_key(request: HttpRequest) -> HttpResponse:
    """The public key of receipts, for anybody."""
    response = JsonResponse(receipts.public_key())
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def log_head(request: HttpRequest) -> HttpResponse:
    """The newest seal of the consent log, for anybody: who keeps a copy can tell when the log is cut or rewritten."""
    request._cors_enabled = False  # type: ignore[attr-defined]  # the same for every origin: see etags.conditional
    return etags.conditional(request, orjson.dumps(log.head()), cache_control="public, max-age=30")


def log_key(request: HttpRequest) -> HttpResponse:
    """The public key of the log's seals, for anybody."""
    request._cors_enabled = False  # type: ignore[attr-defined]  # as above
    return etags.conditional(request, orjson.dumps(seals.public_key()), cache_control="public, max-age=3600")


well_known = [
    path("consent-receipt-key.json", receipt_key),
    path("consent-log/head.json", log_head),
    path("consent-log/key.json", log_key),
]
