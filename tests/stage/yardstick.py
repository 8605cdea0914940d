"""The yardstick of the bench: the smallest honest Django view, one indexed SELECT answered as JSON.

Served by the same server with the same workers on the same database as the shop, in the same minute. Its connection is
kept and its statement prepared, as those of the services are; it has no middleware and no cache.
"""

import os

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from frontend_contracts.wire.database_urls import databases

if not settings.configured:
    settings.configure(
        DEBUG=False,
        SECRET_KEY="yardstick",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[],
        USE_TZ=True,
        DATABASES=databases(application_url=os.environ["PERSONAL_DATABASE_URL"], owner_url=None, as_owner=False),
    )
    django.setup()


def one_row(request: HttpRequest, sku: str) -> HttpResponse:
    """One row by an indexed column, as JSON."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sku, slug, version, price_minor FROM catalog_variant WHERE sku = %s", [sku])
        row = cursor.fetchone()
    return JsonResponse({"sku": row[0], "slug": row[1], "version": row[2], "price_minor": row[3]})


urlpatterns = [path("yardstick/<str:sku>", one_row)]

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the settings stand above

application = get_wsgi_application()
