"""The audit app."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The append-only record of publications, the marks of third-party fields, and the grants after migrating."""

    name = "cms.audit"
    label = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from cms.audit import third_party_fields
        from frontend_contracts.wire.append_only import grant_application_role

        third_party_fields.declare()
        # One sender is enough: the signal comes after all migrations of all apps.
        post_migrate.connect(grant_application_role, sender=self)
