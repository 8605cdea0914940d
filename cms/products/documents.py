"""From an editor's rows to what readers get: the frozen document and the ready answers. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import strip_tags

from cms.blocks import product as blocks
from cms.blocks.answers import Assets, linked_page_ids, public_html
from cms.images import renditions
from cms.products import models, visibility
from cms.products.price import CURRENCY, to_wire
from frontend_contracts.wire.locales import DEFAULT_LOCALE, LOCALES
from frontend_contracts.wire.webhooks import canonical_json, sha256_hex

Texts = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Composition:
    """A public product, before its version has a number.

    `document` is the frozen document without "version"; `pages` the parts of the answers by locale; `fingerprint` the
    hash of both: equal fingerprints mean that readers see no difference.
    """

    document: dict[str, Any]
    pages: dict[str, dict[str, Any]]
    page_ids: dict[str, int]
    image_ids: list[int]
    linked_page_ids: list[int]
    fingerprint: str


def compose(product: models.Product, pages: Mapping[str, models.ProductPage]) -> Composition:
    """Gather a product and its public pages (by locale) into one composition."""
    images = list(product.images.all())
    variants = list(product.variants.all())
    linked = {page_id for page in pages.values() for html in _rich_texts(page) for page_id in linked_page_ids(html)}
    wanted = {row.image_id for row in images}.union(*(blocks.image_ids(page.body) for page in pages.values()))
    public = renditions.public_images(wanted)
    assets = Assets(
        images={key: renditions.describe(image) for key, image in public.items()},
        page_paths=visibility.public_paths(linked),
    )
    parts = {locale: _page_part(page, assets) for locale, page in pages.items()}
    document = {
        "slug": product.slug,
        "category": product.category.slug,
        "vat_class": product.vat_class,
        "titles": {locale: part["title"] for locale, part in parts.items()},
        "descriptions": {locale: part["description"] for locale, part in parts.items()},
        "images": [
            {**assets.images[row.image_id], "alt": _texts(row, "alt")} for row in images if row.image_id in public
        ],
        "variants": [_variant(row) for row in variants],
        "available_locales": [locale for locale in LOCALES if locale in pages],
    }
    return Composition(
        document=document,
        pages=parts,
        page_ids={locale: page.pk for locale, page in pages.items()},
        image_ids=sorted(public),
        linked_page_ids=sorted(linked),
        fingerprint=sha256_hex(canonical_json({"document": document, "pages": parts})),
    )


def answer(composition: Composition, *, requested: str, version: int, sha256: str) -> dict[str, Any]:
    """The detail answer in the requested language, or in Russian where the product has no such page."""
    document = composition.document
    locale = shown_locale(composition, requested)
    part = composition.pages[locale]
    return {
        "slug": document["slug"],
        "version": version,
        "sha256": sha256,
        "locale": locale,
        "requested_locale": requested,
        "available_locales": document["available_locales"],
        "category": document["category"],
        "vat_class": document["vat_class"],
        "title": part["title"],
        "description": part["description"],
        "images": [{**image, "alt": image["alt"][locale]} for image in document["images"]],
        "variants": [_variant_answer(variant, locale) for variant in document["variants"]],
        "body": part["body"],
    }


def card(full: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of a list, from the detail answer."""
    prices = sorted((variant["price"] for variant in full["variants"]), key=lambda price: Decimal(price["amount"]))
    kept = ("slug", "version", "locale", "requested_locale", "available_locales", "category", "title")
    return {
        **{name: full[name] for name in kept},
        "image": full["images"][0] if full["images"] else None,
        "skus": [variant["sku"] for variant in full["variants"]],
        "price_from": prices[0],
        "price_to": prices[-1],
    }


def shown_locale(composition: Composition, requested: str) -> str:
    """The language an answer is in; it always names it, so a fallback is never silent."""
    return requested if requested in composition.pages else DEFAULT_LOCALE


def search_text(composition: Composition, locale: str) -> str:
    """The words under which a product is found in a language: titles, SKUs, description, texts of the body."""
    part = composition.pages[locale]
    variants = [f"{row['sku']} {row['title'][locale]}" for row in composition.document["variants"]]
    texts = [part["title"], *variants, part["description"], *_words(part["body"])]
    return strip_tags(" ".join(texts)).strip()


def _page_part(page: models.ProductPage, assets: Assets) -> dict[str, Any]:
    return {
        "title": page.title,
        "description": public_html(page.description, assets),
        "body": blocks.body_answer(page.body, assets),
    }


def _variant(row: models.Variant) -> dict[str, Any]:
    return {
        "sku": row.sku,
        "title": _texts(row, "title"),
        "price_minor": row.price_minor,
        "currency": CURRENCY,
        "attributes": row.attributes,
    }


def _variant_answer(variant: Mapping[str, Any], locale: str) -> dict[str, Any]:
    return {
        "sku": variant["sku"],
        "title": variant["title"][locale],
        "price": to_wire(variant["price_minor"]),
        "attributes": {name: texts[locale] for name, texts in variant["attributes"].items()},
    }


def _texts(row: Any, name: str) -> Texts:
    return {locale: getattr(row, f"{name}_{locale}") for locale in LOCALES}


def _rich_texts(page: models.ProductPage) -> Iterable[str]:
    return [page.description, *blocks.rich_texts(page.body)]


def _words(value: Any) -> list[str]:
    """All texts inside a body, in order, but not its keys, types and addresses."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _words(item)]
    if isinstance(value, dict):
        return [text for key, item in value.items() if key not in {"type", "id", "image"} for text in _words(item)]
    return []
