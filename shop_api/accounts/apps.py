"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tables and bindings of accounts."""

    name = "shop_api.accounts"
    label = "accounts"
