"""Addresses of the content service: the public surface, and Wagtail for editors."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtail_admin_urls

from cms.api import docs, health, wagtail_pages
from cms.staff import media
from frontend_contracts.wire import docs_pages

handler400 = "frontend_contracts.wire.errors_view.bad_request"
handler403 = "frontend_contracts.wire.errors_view.permission_denied"
handler404 = "frontend_contracts.wire.errors_view.page_not_found"
handler500 = "frontend_contracts.wire.errors_view.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *docs_pages.contract_urls(docs.documentation),
    *docs_pages.urls(docs.documentation),
    path("api/v1/", include("cms.api.rest")),
    path("api/v2/", wagtail_pages.router.urls),
    path("graphql/", include("cms.api.graphql_urls")),
    path("media/<path:name>", media.original, name="media"),
    path("admin/", include(wagtail_admin_urls)),
]
