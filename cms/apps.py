"""The service itself as an app, so that Django finds its commands in `cms/management`."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The content service."""

    name = "cms"
    label = "cms"
    verbose_name = "Content service"
