"""The products app."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """Products and their published versions."""

    name = "cms.products"
    label = "products"
    verbose_name = "Products"

    def ready(self) -> None:
        from cms.products import receivers

        receivers.connect()
