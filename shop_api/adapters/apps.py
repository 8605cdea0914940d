"""Adapters as a Django app: how letters leave."""

from django.apps import AppConfig


class AdaptersConfig(AppConfig):
    """Bindings of adapters; no tables."""

    name = "shop_api.adapters"
    label = "adapters"

    def ready(self) -> None:
        """Wake the worker for each letter that a write decides."""
        from shop_api.adapters import sending
        from shop_api.gate import mail

        mail.bind(sending.enqueue, sending.enqueue_all)
