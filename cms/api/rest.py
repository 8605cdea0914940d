"""Every REST endpoint of the content service, under `/api/v1/`. All are reads; nothing public can be written here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from cms.events import rest_api as events
from cms.home import rest_api as home
from cms.images import rest_api as images
from cms.products import rest_api as products

urlpatterns: list[URLPattern | URLResolver] = [
    path("products", products.products, name="products"),
    path("products/<str:key>", products.product, name="product"),
    path("categories", products.categories, name="categories"),
    path("images/<int:image_id>/<slug:file_hash>/<slug:name>", images.image, name="image"),
    path("route", home.route, name="route"),
    path("redirects", home.redirects, name="redirects"),
    path("events", events.events, name="events"),
    # policies/{slug}, …/versions, …/diff, operator
    path("", include("cms.policies.rest_api")),
]
