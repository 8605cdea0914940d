"""Catalog as a Django app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Tables and bindings of catalog."""

    name = "shop_api.catalog"
    label = "catalog"
