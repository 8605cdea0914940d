"""The api app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The public surface."""

    name = "cms.api"
    label = "api"
    verbose_name = "Public surface"
