"""Something goes into the cart."""

from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import models, problems
from shop_api.orders.contracts import carts as contracts
from shop_api.orders.queries import carts as queries
from shop_api.orders.steps import carts as steps
from shop_api.values.purposes import Purpose


@use_case(permission=Permission.ORDERS_CART_WRITE, purposes=[Purpose.STOREFRONT], replay=queries.cart_by_id)
def add_cart_line(*, actor: Actor, command: contracts.AddCartLine) -> contracts.Cart:
    """Put pieces of a SKU into the cart; pieces that are there already are added to. Stock is not reserved yet.

    :raises NotFound: the caller has no cart
    :raises CartClosed: an order was made of it
    :raises SkuGone: the SKU is not sold
    :raises CartFull: more than 50 SKUs, or more than 99 pieces of one
    """
    cart = steps.locked(actor)
    offer = steps.offer_of(command.sku, actor)
    lines = {line.sku: line for line in queries.lines_of(cart)}
    line = lines.get(command.sku)
    pieces = command.quantity + (line.quantity if line is not None else 0)
    if pieces > steps.PIECES_AT_MOST or (line is None and len(lines) >= steps.LINES_AT_MOST):
        raise problems.CartFull(lines=steps.LINES_AT_MOST, pieces=steps.PIECES_AT_MOST)
    if line is None:
        models.CartLine.objects.create(
            cart=cart,
            sku=command.sku,
            quantity=pieces,
            price_seen_minor=offer.price_minor,
            created_at=actor.at,
        )
    else:
        line.quantity, line.price_seen_minor = pieces, offer.price_minor
        line.save(update_fields=["quantity", "price_seen_minor"])
    steps.changed(cart, actor)
    return queries.view(cart, actor)
