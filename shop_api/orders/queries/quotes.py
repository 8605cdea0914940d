"""Reads of quotes."""

from uuid import UUID

from shop_api.gate import shapes
from shop_api.gate.actor import Actor
from shop_api.orders import models
from shop_api.orders.contracts import carts as contracts


def quote_by_id(actor: Actor, quote_id: str) -> contracts.Quote:
    """The quote a repeated request was answered with."""
    row = models.Quote.objects.get(id=quote_id)
    quote: contracts.Quote = shapes.adapter(contracts.Quote).validate_python(row.answer, strict=False)
    return quote


def quote_of(cart: models.Cart, quote_id: UUID) -> models.Quote | None:
    """A quote of this very cart; None for one of another."""
    return models.Quote.objects.filter(id=quote_id, cart_id=cart.id).first()
