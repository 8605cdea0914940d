"""The staff app."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    """Accounts of editors."""

    name = "cms.staff"
    label = "staff"
    verbose_name = "Staff"

    def ready(self) -> None:
        from cms.staff import groups

        # Permissions appear app by app in the order of installation, so the rights wait for the last app with models.
        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(groups.apply, sender=last, dispatch_uid="cms.staff.groups")
