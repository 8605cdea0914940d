"""REST addresses of consent."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from shop_api.consent import queries, receipts
from shop_api.consent.use_cases import give_or_refuse_consents, withdraw_consent
from shop_api.doors import rest

urlpatterns = [
    rest.route("consent/form", get=rest.read(queries.consent_form)),
    rest.route(
        "consents",
        get=rest.read(queries.own_consents),
        post=rest.write(give_or_refuse_consents.give_or_refuse_consents),
    ),
    rest.route("consents/withdraw", post=rest.write(withdraw_consent.withdraw_consent)),
    rest.route("consents/<uuid:id>/receipt", get=rest.read(queries.consent_receipt)),
]


def receipt_key(request: HttpRequest) -> HttpResponse:
    """The public key of receipts, for anybody."""
    response = JsonResponse(receipts.public_key())
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    return response


well_known = [path("consent-receipt-key.json", receipt_key)]
