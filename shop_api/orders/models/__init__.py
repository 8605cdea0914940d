"""Tables of orders: carts and quotes; money facts; contacts, which can be erased alone; guests' lookups."""

from shop_api.orders.models.carts import Cart, CartLine, Quote
from shop_api.orders.models.contacts import NameToken, OrderContact, OrderRecipient
from shop_api.orders.models.facts import Order, OrderEvent, OrderLine
from shop_api.orders.models.lookups import Lookup

__all__ = [
    "Cart",
    "CartLine",
    "Lookup",
    "NameToken",
    "Order",
    "OrderContact",
    "OrderEvent",
    "OrderLine",
    "OrderRecipient",
    "Quote",
]
