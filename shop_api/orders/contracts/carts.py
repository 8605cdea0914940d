"""Carts and quotes on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from shop_api.gate.consent_port import ConsentBlock
from shop_api.values.contract import Quantity, Sku, contract
from shop_api.values.locale import Locale
from shop_api.values.money import Money

Version = Annotated[int, Field(ge=1)]


class CartStatus(StrEnum):
    """A cart is open until an order is made of it."""

    OPEN = "open"
    ORDERED = "ordered"


class CartProblem(StrEnum):
    """Why a line cannot be ordered as it stands, or costs something else than was seen."""

    SKU_GONE = "sku_gone"
    PRICE_CHANGED = "price_changed"
    STOCK_SHORT = "stock_short"


class DeliveryMethod(StrEnum):
    """How an order comes."""

    COURIER_ALMATY = "courier_almaty"


class PaymentMethod(StrEnum):
    """How an order is paid."""

    CASH_ON_DELIVERY = "cash_on_delivery"


@contract
class CreateCart:
    """Ask for an empty cart. A signed-in customer who has an open one gets it back."""

    consent: ConsentBlock | None = None


@contract
class AddCartLine:
    """Put pieces of a SKU into the cart; a SKU that is there already grows."""

    sku: Sku
    quantity: Quantity = 1
    consent: ConsentBlock | None = None


@contract
class ChangeCartLine:
    """Set how many pieces of a SKU the cart holds. `expected_version` is the cart's."""

    sku: Sku
    quantity: Quantity
    expected_version: Version
    consent: ConsentBlock | None = None


@contract
class RemoveCartLine:
    """Take a SKU out of the cart."""

    sku: Sku
    consent: ConsentBlock | None = None


@contract
class CartLine:
    """A line of a cart. `price_seen` is what was shown when it was put in, `unit_price` what it costs now.

    `unit_price` and `total` are null when the SKU is no longer sold; `available` counts pieces that can be ordered.
    """

    sku: str
    slug: str | None
    title: str | None
    title_locale: Locale | None
    quantity: int
    price_seen: Money
    unit_price: Money | None
    total: Money | None
    available: int
    problems: tuple[CartProblem, ...]


@contract
class Cart:
    """A cart. `token` is answered once, when the cart is made: send it as X-Cart-Token."""

    id: UUID
    status: CartStatus
    version: int
    lines: tuple[CartLine, ...]
    goods_total: Money
    can_be_ordered: bool
    token: str | None = None


@contract
class MakeQuote:
    """Ask what the cart costs now, delivered."""

    delivery_method: DeliveryMethod = DeliveryMethod.COURIER_ALMATY
    consent: ConsentBlock | None = None


@contract
class QuoteLine:
    """A line as it would be ordered. VAT is contained in `total`; basis points are null when no VAT is paid."""

    sku: str
    title: str
    title_locale: Locale
    quantity: int
    unit_price: Money
    total: Money
    vat_basis_points: int | None
    vat: Money


@contract
class QuoteDelivery:
    """How it would come, and for how much."""

    method: DeliveryMethod
    price: Money
    vat_basis_points: int | None
    vat: Money


@contract
class Quote:
    """What the cart costs until `valid_until`. `cash_total` is what a courier collects: `total` in whole tenge.

    Placing the order echoes `quote_id`, `total` as `expected_total`, and `terms_version` as accepted.
    """

    id: UUID
    quote_id: UUID
    lines: tuple[QuoteLine, ...]
    goods_total: Money
    delivery: QuoteDelivery
    vat_total: Money
    total: Money
    cash_total: Money
    payment_methods: tuple[PaymentMethod, ...]
    policy_version: int
    terms_version: int
    valid_until: datetime


@contract
class QuoteChange:
    """One difference between the quote that was echoed and the cart now. `sku` is null for what concerns the whole."""

    sku: str | None
    what: str
    before: Any
    after: Any
