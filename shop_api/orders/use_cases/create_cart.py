"""A visitor starts shopping."""

from shop_api.gate import consent_port
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import credentials, models
from shop_api.orders.contracts import carts as contracts
from shop_api.orders.queries import carts as queries
from shop_api.orders.steps import carts as steps
from shop_api.values.purposes import Purpose


@use_case(permission=Permission.ORDERS_CART_CREATE, purposes=[Purpose.STOREFRONT], replay=queries.created_cart)
def create_cart(*, actor: Actor, command: contracts.CreateCart) -> contracts.Cart:
    """Make an empty cart and answer the token that opens it; an account's open cart is answered again."""
    cart = _open_cart(actor) or steps.new_cart(actor)
    shown = queries.view(cart, actor, token=credentials.cart_token(cart.id))
    return consent_port.about(cart.subject_id, shown)


def _open_cart(actor: Actor) -> models.Cart | None:
    if actor.kind is not ActorKind.CUSTOMER:
        return None
    mine = models.Cart.objects.filter(account_id=actor.id, status=contracts.CartStatus.OPEN.value)
    return mine.order_by("-created_at").first()
