"""Making an order of a priced cart: money facts, contacts, stock, event, letter — all in the caller's transaction."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from shop_api.catalog import steps as catalog
from shop_api.catalog.contracts import StockLine
from shop_api.consent import steps as consent
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.encryption import blind_index
from shop_api.orders import models
from shop_api.orders.contracts.carts import CartStatus, PaymentMethod
from shop_api.orders.contracts.orders import PaymentStatus
from shop_api.orders.queries.views import Whole
from shop_api.orders.rules import contacts, names, states
from shop_api.orders.steps import letters, transitions
from shop_api.orders.steps.quotes import Priced
from shop_api.values.identifiers import new_id, new_number
from shop_api.values.money import CURRENCY

_NUMBER_TRIES = 5  # with 10¹¹ numbers even one collision is news


class NoFreeNumber(RuntimeError):
    """Every number tried was taken: the generator is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be ordered, and by whom for whom."""

    cart: models.Cart
    priced: Priced
    quote_id: UUID
    payment_method: PaymentMethod
    buyer: contacts.Buyer
    recipient: contacts.Recipient


def place(wish: Wish, actor: Actor) -> Whole:
    """Make the order.

    :raises StockGone: a SKU was sold to somebody else meanwhile
    """
    order = _order(wish, actor)
    wanted = [StockLine(line.sku, line.quantity) for line in wish.priced.lines]
    catalog.reserve(wanted, reference=str(order.id), at=actor.at)
    _insert(order)
    lines = models.OrderLine.objects.bulk_create(_lines(order, wish.priced))
    event = transitions.record(order, "place", "", actor)
    contact, recipient = _contacts(order, wish)
    models.CartLine.objects.filter(cart=wish.cart).delete()
    models.Cart.objects.filter(id=wish.cart.id).update(status=CartStatus.ORDERED.value, changed_at=actor.at)
    letters.placed(order, lines, contact, recipient, actor)
    return Whole(order=order, lines=lines, events=[event], contact=contact, recipient=recipient)


def _subject(cart: models.Cart, actor: Actor) -> UUID:
    """Whose order it is: the account's, or a guest's own, to which the device is joined."""
    if actor.kind is ActorKind.CUSTOMER and actor.subject_id is not None:
        return actor.subject_id
    subject_id = consent.new_subject(actor)
    consent.link_subjects(of=cart.subject_id, to=subject_id, at=actor.at)
    return subject_id


def _order(wish: Wish, actor: Actor) -> models.Order:
    priced, amounts = wish.priced, wish.priced.totals
    return models.Order(
        id=new_id(),
        number=new_number(),
        cart_id=wish.cart.id,
        quote_id=wish.quote_id,
        subject_id=_subject(wish.cart, actor),
        account_id=actor.id if actor.kind is ActorKind.CUSTOMER else None,
        status=states.transition("place").target.value,
        payment_method=wish.payment_method.value,
        payment_status=PaymentStatus.DUE.value,
        delivery_method=priced.delivery_method.value,
        currency=CURRENCY,
        goods_minor=amounts.goods_minor,
        delivery_minor=amounts.delivery_minor,
        delivery_vat_basis_points=priced.delivery_vat_basis_points,
        delivery_vat_minor=amounts.delivery_vat_minor,
        vat_minor=amounts.vat_minor,
        total_minor=amounts.total_minor,
        cash_minor=amounts.cash_minor,
        cash_rounding_minor=amounts.cash_minor - amounts.total_minor,
        policy_version=priced.policy_version,
        terms_version=priced.terms_version,
        terms_sha256=priced.terms_sha256,
        locale=actor.locale,
        created_at=actor.at,
        changed_at=actor.at,
    )


def _insert(order: models.Order) -> None:
    """Insert the row; a number that is taken is drawn anew."""
    for _ in range(_NUMBER_TRIES):
        try:
            with transaction.atomic():
                order.save(force_insert=True)
        except IntegrityError as error:
            cause = error.__cause__
            if not isinstance(cause, UniqueViolation) or "number" not in (cause.diag.constraint_name or ""):
                raise
            order.number = new_number()
        else:
            return
    raise NoFreeNumber


def _lines(order: models.Order, priced: Priced) -> list[models.OrderLine]:
    amounts = zip(priced.lines, priced.totals.line_minor, priced.totals.line_vat_minor, strict=True)
    rows = []
    for position, (line, total_minor, vat_minor) in enumerate(amounts, start=1):
        offer = priced.offers[line.sku]
        rows.append(
            models.OrderLine(
                order=order,
                position=position,
                sku=line.sku,
                slug=offer.slug,
                product_version=offer.version,
                titles=offer.titles,
                quantity=line.quantity,
                unit_price_minor=offer.price_minor,
                total_minor=total_minor,
                vat_class=offer.vat_class,
                vat_basis_points=offer.vat_basis_points,
                vat_minor=vat_minor,
            )
        )
    return rows


def _contacts(order: models.Order, wish: Wish) -> tuple[models.OrderContact, models.OrderRecipient]:
    buyer, to = wish.buyer, wish.recipient
    contact = models.OrderContact(
        id=order.id,
        name=buyer.name,
        email=buyer.email,
        email_index=blind_index("email", buyer.email) if buyer.email else None,
        phone=buyer.phone,
        phone_index=blind_index("phone", buyer.phone) if buyer.phone else None,
    )
    contact.save(force_insert=True)
    recipient = models.OrderRecipient(
        id=order.id,
        name=to.name,
        phone=to.phone,
        phone_index=blind_index("phone", to.phone),
        city=to.city,
        street=to.street,
        postal_code=to.postal_code,
        whatsapp=to.whatsapp,
    )
    recipient.save(force_insert=True)
    models.NameToken.objects.bulk_create(
        models.NameToken(order=order, whose=whose, token=token)
        for whose, name in (("buyer", buyer.name), ("recipient", to.name))
        for token in names.tokens(name)
    )
    return contact, recipient
