"""Orders on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shop_api.gate.consent_port import ConsentBlock
from shop_api.orders.contracts.carts import DeliveryMethod, PaymentMethod, Version
from shop_api.values.contract import EmailText, Limit, Line, contract
from shop_api.values.locale import Locale
from shop_api.values.money import Money

PhoneText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=40)]
PostalCode = Annotated[str, StringConstraints(strip_whitespace=True, min_length=6, max_length=9)]
#: An order number as people type it: spaces and dashes are ignored.
NumberText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class OrderStatus(StrEnum):
    """Where an order stands."""

    PENDING_PAYMENT = "pending_payment"
    CONFIRMED = "confirmed"
    ON_HOLD = "on_hold"
    PROCESSING = "processing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PaymentStatus(StrEnum):
    """What became of the money: due on delivery, taken, or never to be taken."""

    DUE = "due"
    PAID = "paid"
    VOIDED = "voided"


class OrderAction(StrEnum):
    """What somebody may want to do with an order."""

    CANCEL = "cancel"
    DELIVER = "deliver"


@contract
class BuyerDetails:
    """Who buys: the name the consent is given under, and an e-mail address, a phone, or both."""

    surname: Line
    first_name: Line
    patronymic: Line | None = None
    email: EmailText | None = None
    phone: PhoneText | None = None


@contract
class RecipientDetails:
    """Who receives, and where; may be another person.

    `whatsapp` needs the flags `third_party_transfer` and `cross_border_transfer`; messages about the order go there.
    """

    name: Line
    phone: PhoneText
    city: Line
    street: Line
    postal_code: PostalCode
    whatsapp: PhoneText | None = None


@contract
class PlaceOrder:
    """Order what a quote says. `accepted_terms_version` is the public offer's, accepted apart from any consent."""

    quote_id: UUID
    expected_total: Money
    accepted_terms_version: Annotated[int, Field(ge=1)]
    buyer: BuyerDetails
    recipient: RecipientDetails
    payment_method: PaymentMethod = PaymentMethod.CASH_ON_DELIVERY
    consent: ConsentBlock | None = None


@contract
class OwnOrdersCriteria:
    """A page of one's own orders, newest first."""

    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class OwnOrderCriteria:
    """One of one's own orders, by its number."""

    number: NumberText


@contract
class CancelOrder:
    """Cancel an order that has not been handed over. `reason` is for the shop; a code or a few words."""

    number: NumberText
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    expected_version: Version | None = None


@contract
class ClaimOrder:
    """Put a guest's order under one's account; the token that a code gave, in X-Order-Token, is the proof."""

    number: NumberText


@contract
class AllowedAction:
    """Whether this caller may do something now; `reason_code` says why not."""

    action: OrderAction
    allowed: bool
    reason_code: str | None


@contract
class OrderLine:
    """A line as it was bought."""

    sku: str
    slug: str
    title: str
    title_locale: Locale
    quantity: int
    unit_price: Money
    total: Money
    vat_basis_points: int | None
    vat: Money


@contract
class OrderBuyer:
    """Who bought. Masked for everybody but the signed-in owner."""

    name: str
    email: str | None
    phone: str | None


@contract
class OrderRecipient:
    """Who receives. Masked for everybody but the signed-in owner."""

    name: str
    phone: str
    city: str
    street: str
    postal_code: str
    whatsapp: str | None


@contract
class OrderMoment:
    """Something that happened to an order."""

    at: datetime
    event: str
    status: OrderStatus
    by: str


@contract
class ReceiptLink:
    """A signed link that shows the order for 30 days: send `token` as X-Order-Token."""

    token: str
    url: str
    expires_at: datetime


@contract
class Order:
    """An order. `buyer` and `recipient` are null once they were erased; `receipt` stands in the placing answer only."""

    id: UUID
    number: str
    status: OrderStatus
    payment_method: PaymentMethod
    payment_status: PaymentStatus
    delivery_method: DeliveryMethod
    placed_at: datetime
    lines: tuple[OrderLine, ...]
    goods_total: Money
    delivery_price: Money
    vat_total: Money
    total: Money
    cash_total: Money
    policy_version: int
    terms_version: int
    version: int
    is_masked: bool
    buyer: OrderBuyer | None
    recipient: OrderRecipient | None
    history: tuple[OrderMoment, ...]
    allowed_actions: tuple[AllowedAction, ...]
    receipt: ReceiptLink | None = None


@contract
class OrderSummary:
    """An order in a list. `title` is its first line's; `items` counts pieces."""

    id: UUID
    number: str
    status: OrderStatus
    payment_status: PaymentStatus
    placed_at: datetime
    total: Money
    items: int
    title: str
    title_locale: Locale
    version: int
