"""Addresses of the content service: the public surface, and Wagtail for editors."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.documents import urls as wagtail_documents_urls

from cms.api import health

handler400 = "frontend_contracts.wire.errors_view.bad_request"
handler403 = "frontend_contracts.wire.errors_view.permission_denied"
handler404 = "frontend_contracts.wire.errors_view.page_not_found"
handler500 = "frontend_contracts.wire.errors_view.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("cms.api.rest")),
    path("api/v2/", include("cms.api.wagtail_pages")),
    path("graphql/", include("cms.api.graphql_urls")),
    path("documents/", include(wagtail_documents_urls)),
    path("admin/", include(wagtail_admin_urls)),
]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
