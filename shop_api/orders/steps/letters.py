"""Letters about orders. They go to the buyer's e-mail address; who left only a phone gets none but codes."""

from frontend_contracts.wire.problems import TooManyRequests
from shop_api.gate import mail, throttle
from shop_api.gate.actor import Actor
from shop_api.orders import models
from shop_api.orders.queries import views
from shop_api.orders.queries.carts import title_in
from shop_api.values.identifiers import spoken
from shop_api.values.money import of_minor

#: Letters about orders to one address, which anybody may type into an order; past them the site shows the rest.
LETTERS_TO_ONE = throttle.Limit(20, 86_400)


def placed(order: models.Order, lines: list[models.OrderLine], contact: models.OrderContact, actor: Actor) -> None:
    """Tell the buyer what was ordered, and give the link that shows it."""
    if not _may_write_to(contact.email, actor):
        return
    listed = [f"{line.quantity} × {title_in(line.titles, order.locale)[0]}" for line in lines]
    mail.post(
        "order_placed",
        contact.email,
        order.locale,
        actor.at,
        number=spoken(order.number),
        lines="\n".join(listed),
        total=of_minor(order.cash_minor).amount,
        link=views.receipt_of(order).url,
    )


def cancelled(order: models.Order, actor: Actor) -> None:
    """Tell the buyer that nothing will come and nothing is owed; nobody is told once the contact is erased."""
    contact = models.OrderContact.objects.filter(id=order.id).first()
    if contact is not None and _may_write_to(contact.email, actor):
        mail.post("order_cancelled", contact.email, order.locale, actor.at, number=spoken(order.number))


def lookup_code(order: models.Order | None, contact: models.OrderContact | None, code: str, actor: Actor) -> None:
    """Send a code to the contact on the order.

    Where number and contact did not fit there is nobody to write to; the letter is made all the same, of the kind that
    the mailer drops: so both cases cost the same statements and the same time.
    """
    if order is None or contact is None:
        mail.post("nothing", "", actor.locale, actor.at, code=code)
    else:
        mail.post("lookup_code", contact.email or contact.phone, order.locale, actor.at, code=code)


def _may_write_to(email: str, actor: Actor) -> bool:
    """Whether a letter may go there; past the limit the order goes on without, so that nobody can be kept from one."""
    if not email:
        return False
    try:
        throttle.count(f"order_letter|{email}", LETTERS_TO_ONE, actor.at)
    except TooManyRequests:
        return False
    return True
