"""What editors see of a product: panels of the admin's forms."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel

CATEGORY = [
    FieldPanel("slug"),
    FieldRowPanel([FieldPanel("title_kk"), FieldPanel("title_ru"), FieldPanel("title_en")]),
    FieldPanel("position"),
]
PRODUCT = [
    FieldPanel("name"),
    FieldPanel("slug"),
    FieldRowPanel([FieldPanel("category"), FieldPanel("vat_class")]),
    InlinePanel("variants", heading="Variants and prices", label="Variant", min_num=1),
    InlinePanel("images", heading="Images", label="Image"),
    PublishingPanel(),
]
PRODUCT_IMAGE = [
    FieldPanel("image"),
    FieldRowPanel([FieldPanel("alt_kk"), FieldPanel("alt_ru"), FieldPanel("alt_en")]),
]
VARIANT = [
    FieldRowPanel([FieldPanel("sku"), FieldPanel("price_minor")]),
    FieldRowPanel([FieldPanel("title_kk"), FieldPanel("title_ru"), FieldPanel("title_en")]),
    FieldPanel("attributes"),
]


def product_page(content_panels: list[Any]) -> list[Any]:
    """The panels of a product page, after Wagtail's own."""
    return [
        *content_panels,
        MultiFieldPanel([FieldPanel("product")], heading="Product"),
        FieldPanel("description"),
        FieldPanel("body"),
    ]
