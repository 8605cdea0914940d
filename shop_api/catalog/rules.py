"""Pure rules of the catalogue: VAT by date, and the ready answers of a published product."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson

from shop_api.values import law
from shop_api.values.locale import Locale
from shop_api.values.money import of_minor

FALLBACK = Locale.RU  # kk and ru are always there: the cms publishes no product without them


@dataclass(frozen=True, slots=True)
class PayerPeriod:
    """From a day on the operator pays VAT, or does not (a simplified regime)."""

    from_on: date
    is_payer: bool


def vat_basis_points(vat_class: str, on: date, payer: Sequence[PayerPeriod]) -> int | None:
    """The rate of a class on a day of Almaty; None when the operator is no VAT payer on that day.

    :raises NoRule: the register has no rate of this class then
    """
    begun = [period for period in payer if period.from_on <= on]
    if not begun or not max(begun, key=lambda period: period.from_on).is_payer:
        return None
    return law.number(f"vat_{vat_class}", on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyTexts:
    """A product in one requested language, ready: JSON objects that lack only their closing brace and `variants`."""

    locale: Locale
    card: str
    detail: str
    search_text: str


def ready_texts(
    document: Mapping[str, Any], requested: Locale, *, product_id: UUID, published_at: datetime
) -> ReadyTexts:
    """Make the answers of a published document. Where it has no text in `requested`, Russian stands in and says so."""
    shown = shown_locale(document, requested)
    prices = sorted(variant["price_minor"] for variant in document["variants"])
    images = [_image(image, shown) for image in document["images"]]
    common = {
        "id": product_id,
        "published_at": published_at.astimezone(UTC),
        "slug": document["slug"],
        "version": document["version"],
        "locale": shown,
        "requested_locale": requested,
        "available_locales": document["available_locales"],
        "category": document["category"],
    }
    title = document["titles"][shown]
    description = document["descriptions"][shown]
    card = {
        **common,
        "title": title,
        "image": images[0] if images else None,
        "price_from": _money(prices[0]),
        "price_to": _money(prices[-1]),
    }
    detail = {
        **common,
        "vat_class": document["vat_class"],
        "title": title,
        "description": description,
        "images": images,
    }
    return ReadyTexts(
        locale=shown,
        card=_open(card),
        detail=_open(detail),
        search_text=_search_text(document, description),
    )


def shown_locale(document: Mapping[str, Any], requested: Locale) -> Locale:
    """The language a document is answered in."""
    return requested if requested.value in document["available_locales"] else FALLBACK


def ready_variant(variant: Mapping[str, Any], shown: Locale) -> str:
    """A variant's JSON object up to `"available":`; the number and the brace follow when it is read."""
    return (
        _open(
            {
                "sku": variant["sku"],
                "title": variant["title"][shown],
                "price": _money(variant["price_minor"]),
                "attributes": {name: texts[shown] for name, texts in variant["attributes"].items()},
            }
        )
        + ',"available":'
    )


def line_titles(document: Mapping[str, Any], variant: Mapping[str, Any]) -> dict[str, str]:
    """What an order line is called, by language: the product's title, and the variant's where it adds something."""
    titles = {}
    for locale in document["available_locales"]:
        title, addition = document["titles"][locale], variant["title"].get(locale, "")
        titles[locale] = f"{title}, {addition}" if addition and addition != title else title
    return titles


def like_pattern(typed: str) -> str:
    """A LIKE pattern that finds the typed text anywhere, its own signs taken literally."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", typed) + "%"


def _open(members: Mapping[str, Any]) -> str:
    return orjson.dumps(members, option=orjson.OPT_UTC_Z).decode()[:-1]


def _money(minor: int) -> dict[str, str]:
    money = of_minor(minor)
    return {"amount": money.amount, "currency": money.currency}


def _image(image: Mapping[str, Any], shown: Locale) -> dict[str, Any]:
    return {
        "url": image["url"],
        "alt": image["alt"][shown],
        "width": image["width"],
        "height": image["height"],
        "renditions": image["renditions"],
    }


def _search_text(document: Mapping[str, Any], description: str) -> str:
    """Titles in every language (people mix them), SKUs and variants, and the description without its tags."""
    words = [*document["titles"].values()]
    for variant in document["variants"]:
        words += [variant["sku"], *variant["title"].values()]
    words.append(html.unescape(re.sub(r"<[^>]+>", " ", description)))
    return " ".join(" ".join(words).split())
