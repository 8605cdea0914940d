"""Which products, pages and paths everybody may see, judged on the rows as they stand now."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.policies.versions import PolicyVersion
from cms.products import models

PRODUCT_PATH = "/products/"
POLICY_PATH = "/policies/"


def public_pages(product: models.Product) -> dict[str, models.ProductPage]:
    """The pages of a product that everybody may read, by locale; empty unless the product is public.

    Public means: the product itself is published, has a variant, and its pages in each of `REQUIRED_LOCALES` are live
    and behind no restriction. Aliases and pages past their expiry do not count.
    Source: law 274-IV of 04.05.2010 art. 25(7): information in Kazakh and Russian.
    """
    now = timezone.now()
    if not product.live or (product.expire_at and product.expire_at <= now) or not product.variants.exists():
        return {}
    pages = (
        models.ProductPage.objects.filter(product_id=product.pk, live=True, alias_of=None)
        .filter(Q(expire_at=None) | Q(expire_at__gt=now))
        .select_related("locale")
        .order_by("-pk")
    )
    private = _private_paths()
    found = {page.locale.language_code: page for page in pages if not page.path.startswith(private)}
    return found if all(locale in found for locale in settings.REQUIRED_LOCALES) else {}


def public_paths(page_ids: Iterable[int]) -> dict[int, str]:
    """The public paths of those of the pages that readers can reach, by page id."""
    wanted = set(page_ids)
    if not wanted:
        return {}
    shown = models.PublishedProduct.objects.filter(page_id__in=wanted).values_list("page_id", "slug")
    paths = {page_id: f"{PRODUCT_PATH}{slug}" for page_id, slug in shown}
    policies = PolicyVersion.objects.filter(page_id__in=wanted - set(paths)).values_list("page_id", "slug")
    return paths | {page_id: f"{POLICY_PATH}{slug}" for page_id, slug in policies}


def _private_paths() -> tuple[str, ...]:
    """Tree paths of pages behind a restriction; what lies below them is behind it too."""
    restricted = PageViewRestriction.objects.values("page_id")
    return tuple(Page.objects.filter(pk__in=restricted).values_list("path", flat=True))
