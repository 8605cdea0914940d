"""Reads of guests' lookups."""

from datetime import timedelta

from shop_api.gate.actor import Actor
from shop_api.orders import credentials, models
from shop_api.orders.contracts import lookups as contracts
from shop_api.values.identifiers import spoken


def started_lookup(actor: Actor, lookup_id: str) -> contracts.LookupStarted:
    """What a repeated asking was answered with."""
    return started(models.Lookup.objects.get(id=lookup_id))


def confirmed_lookup(actor: Actor, lookup_id: str) -> contracts.OrderAccess:
    """What a repeated right code was answered with; the token ends when it would have ended."""
    row = models.Lookup.objects.get(id=lookup_id)
    if row.order_id is None:
        raise ValueError("a lookup that fits no order is never confirmed")
    return access(row, models.Order.objects.get(id=row.order_id))


def started(row: models.Lookup) -> contracts.LookupStarted:
    """A lookup as it crosses a door: it tells nothing about the order."""
    return contracts.LookupStarted(id=row.id, expires_at=row.created_at + timedelta(minutes=credentials.CODE_MINUTES))


def access(row: models.Lookup, order: models.Order) -> contracts.OrderAccess:
    """The read token of a confirmed lookup."""
    if row.confirmed_at is None:
        raise ValueError("only a confirmed lookup opens an order")
    ends_at = row.confirmed_at + timedelta(minutes=credentials.ACCESS_MINUTES)
    return contracts.OrderAccess(
        id=row.id,
        number=spoken(order.number),
        token=credentials.order_token(order.id, credentials.Way.CODE, ends_at),
        expires_at=ends_at,
    )
