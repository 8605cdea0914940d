"""More or fewer pieces."""

from frontend_contracts.wire.problems import NotFound, PreconditionFailed
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import models
from shop_api.orders.contracts import carts as contracts
from shop_api.orders.queries import carts as queries
from shop_api.orders.steps import carts as steps
from shop_api.values.purposes import Purpose


@use_case(permission=Permission.ORDERS_CART_WRITE, purposes=[Purpose.STOREFRONT], replay=queries.cart_by_id)
def change_cart_line(*, actor: Actor, command: contracts.ChangeCartLine) -> contracts.Cart:
    """Set how many pieces of a SKU the cart holds; the price shown now counts as seen.

    :raises NotFound: no cart, or the SKU is not in it
    :raises CartClosed: an order was made of it
    :raises PreconditionFailed: the cart changed since it was read
    :raises SkuGone: the SKU is no longer sold
    """
    cart = steps.locked(actor)
    if cart.version != command.expected_version:
        raise PreconditionFailed
    line = models.CartLine.objects.filter(cart=cart, sku=command.sku).first()
    if line is None:
        raise NotFound
    line.quantity = command.quantity
    line.price_seen_minor = steps.offer_of(command.sku, actor).price_minor
    line.save(update_fields=["quantity", "price_seen_minor"])
    steps.changed(cart, actor)
    return queries.view(cart, actor)
