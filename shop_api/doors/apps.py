"""The doors as a Django app, for their commands."""

from django.apps import AppConfig


class DoorsConfig(AppConfig):
    """Commands and templates of the doors; no tables."""

    name = "shop_api.doors"
    label = "doors"
