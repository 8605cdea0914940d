"""Letters and messages about orders.

Letters go to the buyer's e-mail address; who left only a phone gets none but codes. Messages go to the recipient's
WhatsApp, where one was given: whether they may leave is asked again when they do.
"""

from frontend_contracts.wire.problems import TooManyRequests
from shop_api.adapters import recipients
from shop_api.gate import mail, throttle
from shop_api.gate.actor import Actor
from shop_api.orders import models
from shop_api.orders.queries import views
from shop_api.orders.queries.carts import title_in
from shop_api.values.identifiers import spoken
from shop_api.values.money import of_minor

#: Letters about orders to one address, which anybody may type into an order; past them the site shows the rest.
LETTERS_TO_ONE = throttle.Limit(20, 86_400)


def placed(
    order: models.Order,
    lines: list[models.OrderLine],
    contact: models.OrderContact,
    recipient: models.OrderRecipient,
    actor: Actor,
) -> None:
    """Tell the buyer what was ordered, with the link that shows it; tell the recipient's WhatsApp the number alone."""
    _message("order_placed", order, recipient.whatsapp, actor)
    if not _may_write_to(contact.email, actor):
        return
    listed = [f"{line.quantity} × {title_in(line.titles, order.locale)[0]}" for line in lines]
    mail.post(
        "order_placed",
        contact.email,
        order.locale,
        actor.at,
        subject_id=order.subject_id,
        number=spoken(order.number),
        lines="\n".join(listed),
        total=of_minor(order.cash_minor).amount,
        link=views.receipt_of(order).url,
    )


def cancelled(order: models.Order, actor: Actor) -> None:
    """Tell buyer and recipient that nothing will come; nobody is told whose contact is erased."""
    if recipients.registered_as(recipients.WHATSAPP) is not None:
        to = models.OrderRecipient.objects.filter(id=order.id).first()
        _message("order_cancelled", order, "" if to is None else to.whatsapp, actor)
    contact = models.OrderContact.objects.filter(id=order.id).first()
    if contact is not None and _may_write_to(contact.email, actor):
        number = spoken(order.number)
        mail.post("order_cancelled", contact.email, order.locale, actor.at, subject_id=order.subject_id, number=number)


def lookup_code(order: models.Order | None, contact: models.OrderContact | None, code: str, actor: Actor) -> None:
    """Send a code to the contact on the order.

    Where number and contact did not fit there is nobody to write to; the letter is made all the same, of the kind that
    the worker drops: so both cases cost the same statements and the same time.
    """
    if order is None or contact is None:
        mail.post("nothing", "", actor.locale, actor.at, subject_id=None, code=code)
    else:
        to = contact.email or contact.phone
        mail.post("lookup_code", to, order.locale, actor.at, subject_id=order.subject_id, code=code)


def _message(kind: str, order: models.Order, whatsapp: str, actor: Actor) -> None:
    if _may_write_to(whatsapp, actor):
        mail.post(
            kind,
            whatsapp,
            order.locale,
            actor.at,
            subject_id=order.subject_id,
            channel=mail.Channel.WHATSAPP,
            number=spoken(order.number),
        )


def _may_write_to(address: str, actor: Actor) -> bool:
    """Whether a letter or message may go there.

    Past the limit the order goes on without, so that nobody can be kept from one.
    """
    if not address:
        return False
    try:
        throttle.count(f"order_letter|{address}", LETTERS_TO_ONE, actor.at)
    except TooManyRequests:
        return False
    return True
