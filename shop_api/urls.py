"""Every address of the shop, on one screen."""

from django.conf import settings
from django.urls import include, path

from frontend_contracts.wire import docs_pages
from shop_api.consent.rest_api import well_known
from shop_api.doors import docs, graphql_view, health, mail_outbox
from shop_api.privacy.rest_api import well_known as privacy_well_known
from shop_api.schema import schema

# Django tries addresses one after the other, so what is read most stands first.
api = [
    path("", include("shop_api.catalog.rest_api")),
    path("", include("shop_api.consent.rest_api")),
    path("", include("shop_api.accounts.rest_api")),
    path("", include("shop_api.orders.rest_api")),
    path("", include("shop_api.reviews.rest_api")),
    path("", include("shop_api.support.rest_api")),
    path("", include("shop_api.privacy.rest_api")),
    path("", include("shop_api.publications.rest_api")),
]

urlpatterns = [
    path("api/v1/", include(api)),
    path("graphql/", graphql_view.view(schema)),
    *docs_pages.contract_urls(docs.documentation),
    *docs_pages.urls(docs.documentation),
    path(".well-known/", include([*well_known, *privacy_well_known])),
    path("support/privacy", include("shop_api.privacy.pages.addresses")),
    path("support/", include("shop_api.support.pages.addresses")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]

if settings.SHOWS_MAIL_OUTBOX:
    urlpatterns += [
        path("dev/outbox/", mail_outbox.page),
        path("dev/outbox.json", mail_outbox.as_json),
        path("dev/outbox.css", mail_outbox.stylesheet),
    ]

handler400 = "frontend_contracts.wire.errors_view.bad_request"
handler403 = "frontend_contracts.wire.errors_view.permission_denied"
handler404 = "frontend_contracts.wire.errors_view.page_not_found"
handler500 = "frontend_contracts.wire.errors_view.server_error"
