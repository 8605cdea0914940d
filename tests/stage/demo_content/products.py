"""The 24 products of the demo shop, in four categories, with variants, prices, body blocks and first stock.

Two are incomplete on purpose and must not be public: `as-ui-sulgisi` has no Kazakh text, `qoyin-dapter` is a draft.
One SKU has a single unit (`INF-CER-006`) and one has none (`INF-ACC-002-44`).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Locale = Literal["kk", "ru", "en"]
Texts = dict[Locale, str]

LOCALES: tuple[Locale, ...] = ("kk", "ru", "en")
_CATALOGUE = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, kw_only=True)
class Image:
    """How to draw a product: the name of a drawing, five `#rrggbb` colours by name, and the text for the blind."""

    drawing: str
    palette: dict[str, str]
    alt: Texts


@dataclass(frozen=True, kw_only=True)
class Variant:
    """What is sold: `price_minor` counts tiyn, `stock` counts units on the shelf when the demo starts.

    `attributes` maps an attribute's id (see `labels()`) to its value in each language.
    """

    sku: str
    title: Texts
    price_minor: int
    attributes: dict[str, Texts]
    stock: int


@dataclass(frozen=True, kw_only=True)
class Product:
    """A product with its texts; `description` is HTML.

    `body` holds two to four blocks in order:

    - `{"kind": "rich_text", "value": {kk, ru, en: HTML}}`
    - `{"kind": "specifications", "rows": [{"id": …, "name": {kk, ru, en}, "value": {kk, ru, en}}]}`
    - `{"kind": "care" | "usage", "points": {kk, ru, en: [sentence, …]}}`
    """

    slug: str
    category: str
    state: Literal["published", "draft"]
    vat_class: Literal["standard"]
    title: Texts
    description: Texts
    image: Image
    variants: tuple[Variant, ...]
    body: tuple[dict[str, Any], ...]

    @property
    def locales(self) -> tuple[Locale, ...]:
        """Return the languages the product is written in."""
        return tuple(locale for locale in LOCALES if locale in self.title)

    @property
    def is_public(self) -> bool:
        """Whether a visitor may see it: published, and complete in Kazakh and Russian.

        Source: law 274-IV of 04.05.2010 art. 25(7).
        """
        return self.state == "published" and {"kk", "ru"} <= set(self.locales)


@cache
def products() -> tuple[Product, ...]:
    """Return all products in the order of the shop window."""
    return tuple(
        _product(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(_CATALOGUE.glob("[0-9]*.json"))
    )


@cache
def categories() -> dict[str, Texts]:
    """Return the names of the categories by slug."""
    return _texts_by_id("categories.json")


@cache
def labels() -> dict[str, Texts]:
    """Return the names of attributes and specification rows by id."""
    return _texts_by_id("labels.json")


def initial_stock() -> dict[str, int]:
    """Return the units on the shelf by SKU, for public products only: the shop knows no others."""
    return {variant.sku: variant.stock for product in products() if product.is_public for variant in product.variants}


def _product(raw: dict[str, Any]) -> Product:
    variants = tuple(Variant(**variant) for variant in raw.pop("variants"))
    body = tuple(_block(block) for block in raw.pop("body"))
    return Product(image=Image(**raw.pop("image")), variants=variants, body=body, **raw)


def _block(raw: dict[str, Any]) -> dict[str, Any]:
    if raw["kind"] != "specifications":
        return raw
    rows = [{"id": row["name"], "name": labels()[row["name"]], "value": row["value"]} for row in raw["rows"]]
    return {"kind": raw["kind"], "rows": rows}


def _texts_by_id(name: str) -> dict[str, Texts]:
    document: dict[str, Texts] = json.loads((_CATALOGUE / name).read_text(encoding="utf-8"))
    return document
