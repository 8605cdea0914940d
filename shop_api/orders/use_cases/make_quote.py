"""The checkout asks what it will cost."""

from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders.contracts import carts as contracts
from shop_api.orders.queries import quotes as queries
from shop_api.orders.steps import carts, quotes
from shop_api.values.purposes import Purpose


@use_case(permission=Permission.ORDERS_CART_WRITE, purposes=[Purpose.STOREFRONT], replay=queries.quote_by_id)
def make_quote(*, actor: Actor, command: contracts.MakeQuote) -> contracts.Quote:
    """Say what the cart costs now, delivered; the answer holds for 15 minutes.

    :raises NotFound: the caller has no cart
    :raises CartClosed: an order was made of it
    :raises CartEmpty: there is nothing in it
    :raises SkuGone: a SKU is no longer sold
    :raises StockGone: fewer pieces are left than the cart asks for
    :raises TermsNotInForce: no public offer is in force
    """
    cart = carts.locked(actor)
    found = quotes.priced(cart, actor, command.delivery_method)
    quotes.refuse_short_stock(found)
    return quotes.keep(cart, found, actor)
