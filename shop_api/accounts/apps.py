"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tables and bindings of accounts."""

    name = "shop_api.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Say who calls by session token or cookie."""
        from shop_api.accounts import identification
        from shop_api.doors import caller

        caller.bind("account", 10, identification.identify)
