"""Wagtail's own API v2, for clients of its ecosystem: what is public by our own rules, nothing else."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.filters import FieldsFilter, LocaleFilter, OrderingFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page

from cms.images.models import CatalogImage
from cms.images.renditions import private_collection_paths
from cms.products import queries


class PublicPages(PagesAPIViewSet):
    """Product pages of public products.

    Left out: search, and every filter or field that reaches from a page to its parent, aliases or translations, because
    those may not be public.
    """

    renderer_classes: ClassVar[list[Any]] = [JSONRenderer]
    filter_backends: ClassVar[list[Any]] = [FieldsFilter, OrderingFilter, LocaleFilter]
    known_query_parameters = BaseAPIViewSet.known_query_parameters | {"type", "locale"}
    meta_fields: ClassVar[list[str]] = ["type", "detail_url", "slug", "first_published_at", "locale"]
    listing_default_fields: ClassVar[list[str]] = ["id", "type", "detail_url", "title", "slug", "first_published_at"]
    nested_default_fields: ClassVar[list[str]] = ["id", "type", "detail_url", "title"]
    detail_only_fields: ClassVar[list[str]] = []

    def get_base_queryset(self) -> Any:
        """Public product pages only; their locale comes along, or each row would ask for it."""
        return Page.objects.filter(pk__in=queries.public_page_ids()).select_related("locale")


class PublicImages(ImagesAPIViewSet):
    """Images that published products show, without the address of the original."""

    renderer_classes: ClassVar[list[Any]] = [JSONRenderer]
    filter_backends: ClassVar[list[Any]] = [OrderingFilter]
    meta_fields: ClassVar[list[str]] = ["type", "detail_url"]
    listing_default_fields: ClassVar[list[str]] = ["id", "type", "detail_url", "title"]
    nested_default_fields: ClassVar[list[str]] = ["id", "type", "detail_url", "title"]

    def get_queryset(self) -> Any:
        """Images of public products in open collections."""
        images = CatalogImage.objects.filter(pk__in=queries.public_image_ids()).order_by("pk")
        for path in private_collection_paths():
            images = images.exclude(collection__path__startswith=path)
        return images


router = WagtailAPIRouter("wagtail_api")
router.register_endpoint("pages", PublicPages)
router.register_endpoint("images", PublicImages)
