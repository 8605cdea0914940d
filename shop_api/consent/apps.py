"""Consent as a Django app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """Tables and bindings of consent."""

    name = "shop_api.consent"
    label = "consent"

    def ready(self) -> None:
        """Answer the gate's questions about consent."""
        from shop_api.consent.port import Port
        from shop_api.gate import consent_port

        consent_port.bind(Port())
