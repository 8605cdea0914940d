"""Catalog as a Django app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Tables and bindings of catalog."""

    name = "shop_api.catalog"
    label = "catalog"

    def ready(self) -> None:
        """Apply what the cms publishes."""
        from shop_api.catalog import steps
        from shop_api.publications import appliers

        appliers.bind("product.published", steps.publish_product)
        appliers.bind("product.unpublished", steps.unpublish_product)
