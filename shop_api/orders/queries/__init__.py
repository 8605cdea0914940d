"""Reads of orders; what other features may ask stands here by name."""

from shop_api.orders.queries.staff import (
    CELLS,
    buyer_email,
    contact_cells,
    facts_by_id,
    has_bought,
    has_open_order,
    order_facts,
    order_for_staff,
    order_id,
    reach_of,
    search,
)

__all__ = [
    "CELLS",
    "contact_cells",
    "buyer_email",
    "facts_by_id",
    "has_bought",
    "has_open_order",
    "order_facts",
    "order_id",
    "order_for_staff",
    "reach_of",
    "search",
]
