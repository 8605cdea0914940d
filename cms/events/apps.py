"""The events app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Outbox and delivery."""

    name = "cms.events"
    label = "events"
    verbose_name = "Events"
