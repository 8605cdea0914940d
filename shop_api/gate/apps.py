"""The gate as a Django app: its tables, and the grants of the application's role after each migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GateConfig(AppConfig):
    """Tables of the gate."""

    name = "shop_api.gate"
    label = "gate"

    def ready(self) -> None:
        """Grant the application its rights once every migration has run."""
        from frontend_contracts.wire import personal_data  # noqa: F401 - registers the system check
        from frontend_contracts.wire.append_only import grant_application_role
        from shop_api.gate import third_party_fields  # noqa: F401 - marks the fields of other people's apps

        post_migrate.connect(grant_application_role, sender=self)
