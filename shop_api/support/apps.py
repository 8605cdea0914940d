"""Support as a Django app."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Tables and bindings of support."""

    name = "shop_api.support"
    label = "support"
