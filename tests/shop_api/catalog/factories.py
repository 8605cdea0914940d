"""The smallest published products, with stock, as the events from the cms would leave them."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from frontend_contracts.wire.webhooks import Event
from shop_api.catalog import models, steps
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import CLOCK, OPERATOR
from shop_api.values.identifiers import new_id

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 12:00 in Almaty


def actor(at: datetime = NOON) -> Actor:
    """The worker that applies events and the operator who counts stock."""
    return Actor(
        kind=ActorKind.OPERATOR, at=at, door="command", permissions=CLOCK | OPERATOR, principal="operator", locale="en"
    )


def document(slug: str = "teapot", **changes: Any) -> dict[str, Any]:
    """A document as the cms serves it, with one variant whose SKU is the slug in capitals."""
    name = slug.replace("-", " ").capitalize()
    sku = slug.upper()
    return {
        "slug": slug,
        "version": 1,
        "category": "kitchen",
        "vat_class": "standard",
        "titles": {"kk": f"{name} қазақша", "ru": f"{name} по-русски", "en": f"{name} in English"},
        "descriptions": {"kk": "<p>Жақсы.</p>", "ru": "<p>Хороший &amp; белый.</p>", "en": "<p>A good one.</p>"},
        "images": [
            {
                "url": f"/media/{slug}.webp",
                "alt": {"kk": "Сурет", "ru": "Фото", "en": "Photo"},
                "width": 800,
                "height": 600,
                "renditions": {
                    name: {"url": f"/media/{slug}-{name}.webp", "width": width, "height": width * 3 // 4}
                    for name, width in (("thumbnail", 160), ("card", 400), ("page", 800), ("zoom", 800))
                },
            }
        ],
        "variants": [variant(sku)],
        "available_locales": ["kk", "ru", "en"],
        **changes,
    }


def variant(sku: str, price_minor: int = 1_299_000, **changes: Any) -> dict[str, Any]:
    """A variant at 12,990 tenge."""
    return {
        "sku": sku,
        "title": {"kk": "ақ", "ru": "белый", "en": "white"},
        "price_minor": price_minor,
        "currency": "KZT",
        "attributes": {"colour": {"kk": "ақ", "ru": "белый", "en": "white"}},
        **changes,
    }


def event(type: str, slug: str, version: int, at: datetime = NOON) -> Event:
    """A thin event about a product."""
    return Event(
        id=new_id(), type=type, schema_version=1, sequence=1, occurred_at=at, data={"slug": slug, "version": version}
    )


def publish(slug: str = "teapot", *, at: datetime = NOON, stock: int | None = 10, **changes: Any) -> dict[str, Any]:
    """Publish a product and count `stock` pieces of each variant; None leaves stock uncounted."""
    made = document(slug, **changes)
    with transaction.atomic():
        steps.publish_product(actor(at), event("product.published", slug, made["version"]), made)
    if stock is not None:
        for one in made["variants"]:
            put_on_shelf(one["sku"], stock)
    return made


def unpublish(slug: str, version: int = 1, at: datetime = NOON) -> None:
    """Take a product away."""
    with transaction.atomic():
        steps.unpublish_product(actor(at), event("product.unpublished", slug, version), None)


def put_on_shelf(sku: str, count: int) -> None:
    """Write a row of stock as it stands after a count."""
    models.Stock.objects.update_or_create(
        sku=sku, defaults={"on_hand": count, "reserved": 0, "created_at": NOON, "changed_at": NOON}
    )
