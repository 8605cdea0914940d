"""Something leaves the cart."""

from frontend_contracts.wire.problems import NotFound
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import models
from shop_api.orders.contracts import carts as contracts
from shop_api.orders.queries import carts as queries
from shop_api.orders.steps import carts as steps
from shop_api.values.purposes import Purpose


@use_case(permission=Permission.ORDERS_CART_WRITE, purposes=[Purpose.STOREFRONT], replay=queries.cart_by_id)
def remove_cart_line(*, actor: Actor, command: contracts.RemoveCartLine) -> contracts.Cart:
    """Take a SKU out of the cart.

    :raises NotFound: no cart, or the SKU is not in it
    :raises CartClosed: an order was made of it
    """
    cart = steps.locked(actor)
    if models.CartLine.objects.filter(cart=cart, sku=command.sku).delete()[0] == 0:
        raise NotFound
    steps.changed(cart, actor)
    return queries.view(cart, actor)
