"""Consent as a Django app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Tables and bindings of consent."""

    name = "shop_api.consent"
    label = "consent"
