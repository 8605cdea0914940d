"""A customer or a guest orders."""

from collections.abc import Sequence

from frontend_contracts.wire.problems import NotFound
from shop_api.adapters import recipients
from shop_api.gate import consent_port, shapes
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.orders import models, problems
from shop_api.orders.contracts import carts as quote_contracts
from shop_api.orders.contracts import orders as contracts
from shop_api.orders.queries import orders as queries
from shop_api.orders.queries import quotes as reading
from shop_api.orders.queries import views
from shop_api.orders.rules import contacts, totals
from shop_api.orders.steps import carts, placing, quotes
from shop_api.values.money import CURRENCY, to_minor
from shop_api.values.purposes import Flag, Purpose, Switch

_BY_WHATSAPP = (Switch.THIRD_PARTY_TRANSFER, Switch.CROSS_BORDER_TRANSFER)


def _asked_by(command: contracts.PlaceOrder) -> Sequence[Flag]:
    """WhatsApp is a third party and stands abroad: writing there is both transfers (law 94-V art. 16, 24(1)(5))."""
    return [*_BY_WHATSAPP] if command.recipient.whatsapp else []


@use_case(
    permission=Permission.ORDERS_OWN_PLACE,
    purposes=[Purpose.ORDER_FULFILMENT],
    optional=[Purpose.MARKETING_EMAIL],
    when=_asked_by,
    sometimes=_BY_WHATSAPP,
    key=Key.REQUIRED,
    replay=queries.placed_order,
)
def place_order(*, actor: Actor, command: contracts.PlaceOrder) -> contracts.Order:
    """Make an order of the cart as it was quoted: stock is reserved, prices and VAT stand from now on.

    Our own courier delivers and collects the cash; a third party takes part only where a WhatsApp contact is given.

    :raises NotFound: no cart, or a quote of another
    :raises CartClosed: an order was made of this cart before; one cart makes one order, for ever
    :raises InputInvalid: a phone, an e-mail address or a postal code that cannot be one
    :raises CityNotServed: our courier does not go there
    :raises WhatsappOff: a WhatsApp contact, and this shop sends no messages there: what nothing uses is not collected
    :raises TotalsChanged: price, amount, terms or time of the quote no longer hold; a fresh quote comes along
    :raises TermsNotAccepted: another version of the offer was accepted than the one in force
    :raises SkuGone: a SKU is no longer sold
    :raises StockGone: somebody took the last piece
    """
    buyer, recipient = _people(command, actor)
    cart = carts.locked(actor)
    quote = reading.quote_of(cart, command.quote_id)
    if quote is None:
        raise NotFound
    method = quote_contracts.DeliveryMethod(quote.answer["delivery"]["method"])
    priced = quotes.priced(cart, actor, method)
    _refuse_drift(cart, quote, priced, command, actor)
    if command.accepted_terms_version != priced.terms_version:
        raise problems.TermsNotAccepted(terms_version=priced.terms_version)
    wish = placing.Wish(
        cart=cart,
        priced=priced,
        quote_id=quote.id,
        payment_method=command.payment_method,
        buyer=buyer,
        recipient=recipient,
    )
    made = placing.place(wish, actor)
    is_masked = made.order.account_id is None
    shown = views.order_view(made, locale=actor.locale, is_masked=is_masked, receipt=views.receipt_of(made.order))
    return consent_port.about(made.order.subject_id, shown, name=buyer.name)


def _people(command: contracts.PlaceOrder, actor: Actor) -> tuple[contacts.Buyer, contacts.Recipient]:
    buyer, mistakes = contacts.buyer(command.buyer)
    recipient, more = contacts.recipient(command.recipient)
    if mistakes or more:
        raise problems.input_invalid([*mistakes, *more], actor.locale)
    if not contacts.is_served(recipient.city):
        raise problems.CityNotServed(field="/recipient/city")
    if recipient.whatsapp and recipients.registered_as(recipients.WHATSAPP) is None:
        raise problems.WhatsappOff(field="/recipient/whatsapp")
    return buyer, recipient


def _refuse_drift(
    cart: models.Cart, quote: models.Quote, priced: quotes.Priced, command: contracts.PlaceOrder, actor: Actor
) -> None:
    """Order what was shown, or show again.

    :raises TotalsChanged: with a fresh quote, which is kept, and each difference
    """
    fresh = quotes.comparable(priced, actor)
    changes = totals.changes(quote.answer, fresh)
    expected = command.expected_total
    if expected.currency != CURRENCY or to_minor(expected) != quote.total_minor:
        sent = shapes.plain(command.expected_total)
        changes.append({"sku": None, "what": "expected_total", "before": sent, "after": fresh["total"]})
    if quote.valid_until <= actor.at:
        until = quote.answer["valid_until"]
        changes.append({"sku": None, "what": "valid_until", "before": until, "after": fresh["valid_until"]})
    if changes:
        kept = quotes.keep(cart, priced, actor)
        raise problems.TotalsChanged(quote=shapes.plain(kept), changes=changes)
