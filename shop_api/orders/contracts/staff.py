"""What the support desk sees of orders; its own use cases and queries carry it over the doors."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shop_api.orders.contracts.carts import DeliveryMethod, PaymentMethod
from shop_api.orders.contracts.orders import (
    AllowedAction,
    OrderBuyer,
    OrderLine,
    OrderMoment,
    OrderRecipient,
    OrderStatus,
    PaymentStatus,
)
from shop_api.values.contract import contract
from shop_api.values.money import Money


@contract
class FoundOrder:
    """A row of a search, contacts masked; names are null once erased."""

    id: UUID
    number: str
    status: OrderStatus
    payment_status: PaymentStatus
    placed_at: datetime
    total: Money
    items: int
    buyer_name: str | None
    buyer_phone: str | None
    buyer_email: str | None
    recipient_name: str | None


@contract
class StaffOrder:
    """An order as staff see it: money in clear, contacts masked."""

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
    cash_taken: Money | None
    policy_version: int
    terms_version: int
    version: int
    is_guest: bool
    buyer: OrderBuyer | None
    recipient: OrderRecipient | None
    history: tuple[OrderMoment, ...]
    allowed_actions: tuple[AllowedAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """What other features may know of an order; never on the wire."""

    id: UUID
    number: str
    subject_id: UUID
    account_id: UUID | None
    status: OrderStatus
    placed_at: datetime
    version: int
