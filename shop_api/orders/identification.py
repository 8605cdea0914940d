"""Which cart and which order a request may open: `X-Cart-Token` and `X-Order-Token`. One statement each."""

from django.http import HttpRequest
from django.utils import timezone

from frontend_contracts.wire.problems import AuthRequired
from shop_api.doors.caller import Identified
from shop_api.gate.actor import ActorKind
from shop_api.gate.permissions import CART, GUEST
from shop_api.orders import credentials
from shop_api.orders.queries import carts, orders
from shop_api.values.locale import Locale


def cart(request: HttpRequest) -> Identified | None:
    """The cart whose token the request carries.

    Of a cart that is an account's the token alone tells nothing and speaks for nobody: it may lie in a browser that
    its owner has signed out of.

    :raises AuthRequired: the token opens none
    """
    token = request.headers.get("X-Cart-Token")
    if token is None:
        return None
    found = carts.cart_by_token(token)
    if found is None:
        raise AuthRequired()
    return Identified(
        kind=ActorKind.CART,
        principal=f"cart:{found.id}",
        permissions=CART,
        subject_id=found.subject_id if found.account_id is None else None,
        scope={"cart_id": found.id},
    )


def guest(request: HttpRequest) -> Identified | None:
    """The order whose receipt link or read token the request carries.

    The token of an account's order opens that order and speaks for nobody: what the account's owner has agreed to is
    told to the owner alone.

    :raises AuthRequired: not signed by us, or ended
    """
    token = request.headers.get("X-Order-Token")
    if token is None:
        return None
    said = credentials.read_order_token(token, timezone.now())
    found = None if said is None else orders.order_by_token(said.order_id)
    if said is None or found is None:
        raise AuthRequired()
    scope = {"order_id": found.id}
    if said.way is credentials.Way.CODE:
        scope["proved_order_id"] = found.id
    return Identified(
        kind=ActorKind.GUEST,
        principal=f"order:{found.id}",
        permissions=GUEST,
        subject_id=found.subject_id if found.account_id is None else None,
        scope=scope,
        locale=Locale(found.locale).value,
    )
