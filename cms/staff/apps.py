"""The staff app."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Accounts of editors."""

    name = "cms.staff"
    label = "staff"
    verbose_name = "Staff"
