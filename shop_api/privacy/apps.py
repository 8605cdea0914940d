"""Privacy as a Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Tables and bindings of privacy."""

    name = "shop_api.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Publish the unsigned inventory with the contracts."""
        from shop_api.doors import exports
        from shop_api.privacy.queries import inventory

        exports.bind("privacy/data_inventory.json", inventory.unsigned)
