"""Orders as a Django app."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Tables and bindings of orders."""

    name = "shop_api.orders"
    label = "orders"
