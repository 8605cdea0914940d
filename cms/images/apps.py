"""The images app."""

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    """Images and their renditions."""

    name = "cms.images"
    label = "images"
    verbose_name = "Images of the catalogue"
