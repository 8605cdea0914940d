"""Orders in the form in which they cross a door: whole shapes, loaded at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from shop_api.orders import credentials, models
from shop_api.orders.contracts import orders as contracts
from shop_api.orders.contracts.carts import DeliveryMethod, PaymentMethod
from shop_api.orders.queries.carts import title_in
from shop_api.orders.rules import masking, states
from shop_api.values.identifiers import spoken
from shop_api.values.money import of_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An order with everything around it."""

    order: models.Order
    lines: Sequence[models.OrderLine]
    events: Sequence[models.OrderEvent]
    contact: models.OrderContact | None
    recipient: models.OrderRecipient | None


def whole(order: models.Order) -> Whole:
    """Load everything around an order: four statements, whatever its size."""
    return Whole(
        order=order,
        lines=list(models.OrderLine.objects.filter(order=order).order_by("position")),
        events=list(models.OrderEvent.objects.filter(order=order).order_by("sequence")),
        contact=models.OrderContact.objects.filter(id=order.id).first(),
        recipient=models.OrderRecipient.objects.filter(id=order.id).first(),
    )


def order_view(
    found: Whole, *, locale: str, is_masked: bool, receipt: contracts.ReceiptLink | None = None
) -> contracts.Order:
    """An order as its owner sees it; a guest sees contacts masked."""
    order = found.order
    return contracts.Order(
        id=order.id,
        number=spoken(order.number),
        status=contracts.OrderStatus(order.status),
        payment_method=PaymentMethod(order.payment_method),
        payment_status=contracts.PaymentStatus(order.payment_status),
        delivery_method=DeliveryMethod(order.delivery_method),
        placed_at=order.created_at,
        lines=tuple(line_view(line, locale) for line in found.lines),
        goods_total=of_minor(order.goods_minor),
        delivery_price=of_minor(order.delivery_minor),
        vat_total=of_minor(order.vat_minor),
        total=of_minor(order.total_minor),
        cash_total=of_minor(order.cash_minor),
        policy_version=order.policy_version,
        terms_version=order.terms_version,
        version=order.version,
        is_masked=is_masked,
        buyer=buyer_view(found.contact, is_masked=is_masked),
        recipient=recipient_view(found.recipient, is_masked=is_masked),
        history=tuple(moment_view(event) for event in found.events),
        allowed_actions=allowed_actions(order, states.Who.OWNER),
        receipt=receipt,
    )


def receipt_of(order: models.Order) -> contracts.ReceiptLink:
    """The order's signed link; the token stands behind `#`, where no server's log sees it."""
    ends_at = credentials.receipt_ends_at(order.created_at)
    token = credentials.order_token(order.id, credentials.Way.RECEIPT, ends_at)
    return contracts.ReceiptLink(token=token, url=f"{settings.STOREFRONT_URL}/order#{token}", expires_at=ends_at)


def line_view(line: models.OrderLine, locale: str) -> contracts.OrderLine:
    """A line, with its title in a language."""
    title, shown = title_in(line.titles, locale)
    return contracts.OrderLine(
        sku=line.sku,
        slug=line.slug,
        title=title,
        title_locale=shown,
        quantity=line.quantity,
        unit_price=of_minor(line.unit_price_minor),
        total=of_minor(line.total_minor),
        vat_basis_points=line.vat_basis_points,
        vat=of_minor(line.vat_minor),
    )


def moment_view(event: models.OrderEvent) -> contracts.OrderMoment:
    """What happened, and what sort of actor did it: never who."""
    return contracts.OrderMoment(
        at=event.at, event=event.event, status=contracts.OrderStatus(event.to_status), by=event.actor_kind
    )


def buyer_view(row: models.OrderContact | None, *, is_masked: bool) -> contracts.OrderBuyer | None:
    """Who bought; None once erased."""
    if row is None:
        return None
    name, email, phone = row.name, row.email or None, row.phone or None
    if is_masked:
        name = masking.name(name)
        email = None if email is None else masking.email(email)
        phone = None if phone is None else masking.phone(phone)
    return contracts.OrderBuyer(name=name, email=email, phone=phone)


def recipient_view(row: models.OrderRecipient | None, *, is_masked: bool) -> contracts.OrderRecipient | None:
    """Who receives, and where; None once erased."""
    if row is None:
        return None
    if not is_masked:
        return contracts.OrderRecipient(
            name=row.name,
            phone=row.phone,
            city=row.city,
            street=row.street,
            postal_code=row.postal_code,
            whatsapp=row.whatsapp or None,
        )
    return contracts.OrderRecipient(
        name=masking.name(row.name),
        phone=masking.phone(row.phone),
        city=row.city,
        street=masking.street(row.street),
        postal_code=masking.postal_code(row.postal_code),
        whatsapp=masking.phone(row.whatsapp) if row.whatsapp else None,
    )


def facts_of(order: models.Order) -> states.Facts:
    """What the guards of the state machine look at."""
    return states.Facts(
        status=contracts.OrderStatus(order.status), payment_status=contracts.PaymentStatus(order.payment_status)
    )


def allowed_actions(order: models.Order, who: states.Who) -> tuple[contracts.AllowedAction, ...]:
    """What this sort of actor may do with the order now, and why not the rest."""
    return tuple(
        contracts.AllowedAction(action=action, allowed=reason is None, reason_code=reason)
        for action, reason in states.actions_of(who, facts_of(order))
    )
