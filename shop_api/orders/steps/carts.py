"""Writes to carts, shared by their use cases."""

from uuid import UUID

from shop_api.catalog import queries as catalog
from shop_api.catalog.contracts import Offer
from shop_api.consent import steps as consent
from shop_api.gate.actor import Actor, ActorKind
from shop_api.orders import credentials, models, problems
from shop_api.orders.contracts.carts import CartStatus
from shop_api.orders.queries import carts as reading
from shop_api.values.identifiers import new_id

LINES_AT_MOST = 50  # different SKUs in a cart; more is no household
PIECES_AT_MOST = 99  # of one SKU; the contract's Quantity says the same


def new_cart(actor: Actor) -> models.Cart:
    """Make an empty cart for an account, or for a device that becomes a data subject with it."""
    is_customer = actor.kind is ActorKind.CUSTOMER and actor.subject_id is not None
    subject_id: UUID = actor.subject_id if is_customer and actor.subject_id is not None else consent.new_subject(actor)
    cart_id = new_id()
    return models.Cart.objects.create(
        id=cart_id,
        token_hash=credentials.cart_token_hash(credentials.cart_token(cart_id)),
        subject_id=subject_id,
        account_id=actor.id if is_customer else None,
        status=CartStatus.OPEN.value,
        created_at=actor.at,
        changed_at=actor.at,
    )


def locked(actor: Actor) -> models.Cart:
    """The caller's open cart, locked. A visitor's cart becomes the account's once its holder is signed in.

    :raises NotFound: there is none
    :raises CartClosed: an order was made of it
    """
    cart = reading.found(actor, to_change=True)
    if cart.status != CartStatus.OPEN.value:
        raise problems.CartClosed()
    if actor.kind is ActorKind.CUSTOMER and actor.subject_id is not None and cart.account_id is None:
        consent.link_subjects(of=cart.subject_id, to=actor.subject_id, at=actor.at)
        models.Cart.objects.filter(id=cart.id).update(account_id=actor.id)
        cart.account_id = actor.id
    return cart


def changed(cart: models.Cart, actor: Actor) -> None:
    """Count a change of the cart; its quotes hold no longer."""
    cart.version += 1
    cart.changed_at = actor.at
    cart.save(update_fields=["version", "changed_at"])


def offer_of(sku: str, actor: Actor) -> Offer:
    """What a SKU is sold for now.

    :raises SkuGone: it is not sold
    """
    offer = catalog.offers([sku], actor.at).get(sku)
    if offer is None:
        raise problems.SkuGone(sku=sku)
    return offer
