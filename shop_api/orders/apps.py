"""Orders as a Django app."""

from typing import Any

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Tables and bindings of orders."""

    name = "shop_api.orders"
    label = "orders"

    def ready(self) -> None:
        """Say who calls with a cart's or an order's token, and which obligations are open."""
        from shop_api.consent import obligations
        from shop_api.doors import caller
        from shop_api.orders import identification

        caller.bind("order", 20, identification.guest)
        caller.bind("cart", 30, identification.cart)
        obligations.bind("orders", _is_owed)


def _is_owed(*, subject_ids: list[Any], flag: str, **facts: Any) -> bool:
    """An open order cannot be fulfilled without the consent it rests on (law 94-V Art. 8(2))."""
    from shop_api.orders import queries
    from shop_api.values.purposes import Purpose

    return flag == Purpose.ORDER_FULFILMENT.value and queries.has_open_order(subject_ids)
