"""The policies app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """Legal texts and their published versions."""

    name = "cms.policies"
    label = "policies"
    verbose_name = "Policies"
