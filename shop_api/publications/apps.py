"""Publications as a Django app."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Tables and bindings of publications."""

    name = "shop_api.publications"
    label = "publications"
