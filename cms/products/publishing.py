"""Publishing: whenever something changes that readers might see, freeze it, tell it, and keep the ready answers true.

Everything here runs inside the transaction of the change, so a page is never public without its version and its event.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.audit import records
from cms.events import outbox
from cms.images import tasks as image_tasks
from cms.products import documents, models, visibility
from frontend_contracts.wire.locales import LOCALES
from frontend_contracts.wire.webhooks import EventType, canonical_json, sha256_hex


def refresh(product_ids: Iterable[UUID]) -> None:
    """Bring what is public of these products in line with what editors published; doing it twice changes nothing.

    Products that link to one which has just become public or ceased to be so follow, because the link shows its slug.
    """
    with transaction.atomic():
        # Always in the same order, or two editors who publish at once could wait for each other for ever.
        turned = [page for product_id in sorted(set(product_ids)) for page in _refresh_one(product_id)]
        if turned:
            linking = models.PublishedProduct.objects.filter(linked_page_ids__overlap=turned)
            for product_id in sorted(set(linking.values_list("product_id", flat=True))):
                _refresh_one(product_id)


def _refresh_one(product_id: UUID) -> list[int]:
    """Refresh one product and answer the pages whose visibility turned."""
    product = models.Product.objects.select_for_update(of=("self",)).filter(pk=product_id).first()
    pages = visibility.public_pages(product) if product is not None else {}
    shown = models.PublishedProduct.objects.filter(product_id=product_id)
    before = {row.page_id: row for row in shown}
    if product is None or not pages:
        if before:
            _withdraw(next(iter(before.values())))
        return list(before)
    composition = documents.compose(product, pages)
    last = models.ProductVersion.objects.filter(slug=product.slug).order_by("-number").first()
    is_changed = not before or last is None or last.fingerprint != composition.fingerprint
    if is_changed:
        _publish(product, composition, number=(last.number if last else 0) + 1)
    return sorted({page.pk for page in pages.values()} ^ set(before))


def _publish(product: models.Product, composition: documents.Composition, *, number: int) -> None:
    """Freeze the composition as a version, replace the ready answers; tell subscribers, worker and audit."""
    now = timezone.now()
    canonical = canonical_json({**composition.document, "version": number})
    version = models.ProductVersion.objects.create(
        product_id=product.pk,
        slug=product.slug,
        number=number,
        document=canonical.decode(),
        sha256=sha256_hex(canonical),
        fingerprint=composition.fingerprint,
        published_at=now,
    )
    for locale in LOCALES:
        _store_answer(version, composition, locale)
    outbox.record(
        EventType.PRODUCT_PUBLISHED, {"slug": version.slug, "version": version.number, "sha256": version.sha256}
    )
    records.record(
        action="product.published", kind="product", slug=version.slug, version=version.number, sha256=version.sha256
    )
    image_tasks.make_renditions.defer(image_ids=composition.image_ids)


def _store_answer(version: models.ProductVersion, composition: documents.Composition, requested: str) -> None:
    locale = documents.shown_locale(composition, requested)
    full = documents.answer(composition, requested=requested, version=version.number, sha256=version.sha256)
    values: dict[str, Any] = {
        "locale": locale,
        "page_id": composition.page_ids[locale],
        "page_ids": sorted({composition.page_ids[one] for one in (locale, *settings.REQUIRED_LOCALES)}),
        "slug": version.slug,
        "category": composition.document["category"],
        "skus": [variant["sku"] for variant in composition.document["variants"]],
        "image_ids": composition.image_ids,
        "linked_page_ids": composition.linked_page_ids,
        "version": version.number,
        "search_text": documents.search_text(composition, locale),
        "card": orjson.dumps(documents.card(full)).decode(),
        "answer": orjson.dumps(full).decode(),
    }
    models.PublishedProduct.objects.update_or_create(
        product_id=version.product_id,
        requested_locale=requested,
        defaults=values,
        create_defaults={**values, "created_at": first_published_at(version)},
    )


def first_published_at(version: models.ProductVersion) -> Any:
    """When this product was public for the first time; a product that comes back keeps its place in lists."""
    earlier = models.ProductVersion.objects.filter(product_id=version.product_id).order_by("number").first()
    return (earlier or version).published_at


def _withdraw(row: models.PublishedProduct) -> None:
    """Take the answers away and say so; the versions stay, for those who bought."""
    last = models.ProductVersion.objects.filter(slug=row.slug).aggregate(last=Max("number"))["last"]
    models.PublishedProduct.objects.filter(product_id=row.product_id).delete()
    outbox.record(EventType.PRODUCT_UNPUBLISHED, {"slug": row.slug, "version": last})
    records.record(action="product.unpublished", kind="product", slug=row.slug, version=last)
