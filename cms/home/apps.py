"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Roots of the page trees."""

    name = "cms.home"
    label = "home"
    verbose_name = "Home"
