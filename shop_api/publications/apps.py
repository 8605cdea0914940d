"""Publications as a Django app."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Tables and bindings of publications."""

    name = "shop_api.publications"
    label = "publications"

    def ready(self) -> None:
        """Let systems that hold the events secret in."""
        from shop_api.doors import caller
        from shop_api.publications.rest_api import identify_provider

        caller.bind("provider", 1, identify_provider)
