"""The catalogue's images and their renditions."""

from __future__ import annotations

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from frontend_contracts.wire.personal_data import not_personal


class CatalogImage(AbstractImage):
    """An image an editor uploaded. Its description here is for editors; alternative texts stand where it is used."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"


class CatalogRendition(AbstractRendition):
    """One size of an image, made by the worker."""

    image = not_personal(models.ForeignKey(CatalogImage, related_name="renditions", on_delete=models.CASCADE))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec")
        ]
