"""What crosses the doors of the catalogue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shop_api.values.contract import Limit, Sku, contract
from shop_api.values.locale import Locale
from shop_api.values.money import Money

#: A product's slug or one of its SKUs.
ProductKey = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
#: SKUs with commas between them, at most 100.
SkuList = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4_100, pattern=r"^[A-Za-z0-9._-]{1,40}(,[A-Za-z0-9._-]{1,40}){0,99}$"),
]
OnHand = Annotated[int, Field(ge=0, le=1_000_000)]


@contract
class CatalogCriteria:
    """Which products, in which language.

    `category` is a category's slug; `skus` keeps products that have one of these; `in_stock: true` keeps products with
    an available variant; `q` finds words that begin so, and words that look alike.
    """

    locale: Locale = Locale.RU
    category: Annotated[str, StringConstraints(min_length=1, max_length=60)] | None = None
    skus: SkuList | None = None
    in_stock: bool | None = None
    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)] | None = None
    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class ProductCriteria:
    """One product by its slug or by the SKU of a variant."""

    slug_or_sku: ProductKey
    locale: Locale = Locale.RU


@contract
class CatalogRendition:
    """One size of an image, in pixels. `url` is relative to the content service."""

    url: str
    width: int
    height: int


@contract
class CatalogImage:
    """An image with what it shows in words; `renditions` maps a size's name (thumbnail, card, page, zoom) to its file.

    Addresses are relative to the content service.
    """

    url: str
    alt: str
    width: int
    height: int
    renditions: dict[str, CatalogRendition]


@contract
class CatalogVariant:
    """What a customer puts into the cart. `available` counts pieces that can be ordered now.

    `attributes` maps an attribute's id, such as `weight`, to its value in the language of the answer.
    """

    sku: str
    title: str
    price: Money
    attributes: dict[str, str]
    available: int


@contract
class CatalogCard:
    """A product in a list. `locale` is the language of the texts, which may differ from `requested_locale`."""

    id: UUID
    published_at: datetime
    slug: str
    version: int
    locale: Locale
    requested_locale: Locale
    available_locales: tuple[Locale, ...]
    category: str
    title: str
    image: CatalogImage | None
    price_from: Money
    price_to: Money
    variants: tuple[CatalogVariant, ...]


@contract
class CatalogProduct:
    """A product on its own page. `description` is HTML that the cms made safe."""

    id: UUID
    published_at: datetime
    slug: str
    version: int
    locale: Locale
    requested_locale: Locale
    available_locales: tuple[Locale, ...]
    category: str
    vat_class: str
    title: str
    description: str
    images: tuple[CatalogImage, ...]
    variants: tuple[CatalogVariant, ...]


@contract
class SetStock:
    """Count of one SKU on the shelf, reserved pieces included. `expected_version` guards against a count in between."""

    sku: Sku
    on_hand: OnHand
    expected_version: Annotated[int, Field(ge=1)] | None = None


@contract
class StockCriteria:
    """A page of the stock list, in the order of SKUs' first counts; `skus` narrows it."""

    skus: SkuList | None = None
    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class StockLevel:
    """Stock of one SKU: `available` = `on_hand` - `reserved`. `id` is the SKU."""

    id: str
    sku: str
    on_hand: int
    reserved: int
    available: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a SKU is sold for at a moment; for carts and orders, never on the wire itself.

    `vat_basis_points` is None when the operator pays no VAT. `titles` holds kk and ru, en where there is one.
    """

    sku: str
    slug: str
    version: int
    titles: dict[str, str]
    price_minor: int
    currency: str
    vat_class: str
    vat_basis_points: int | None
    available: int


@dataclass(frozen=True, slots=True)
class ProductRef:
    """Which product a SKU belongs to, sold or no longer sold. `titles` holds kk and ru, en where there is one."""

    slug: str
    skus: tuple[str, ...]
    titles: dict[str, str]
    is_published: bool


@dataclass(frozen=True, slots=True)
class StockLine:
    """So many pieces of a SKU."""

    sku: str
    quantity: int
