"""The blocks of a product page: text, specification, picture, quote, care."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks import answers

RICH_TEXT = ["h3", "h4", "bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    answer_fields: ClassVar[Mapping[str, str]] = {"html": answers.TEXT}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": RICH_TEXT, **kwargs})

    def answer(self, value: Any, assets: answers.Assets) -> dict[str, Any]:
        """{"html"}: links by their public path."""
        return {"html": answers.public_html(value.source, assets)}

    class Meta:
        icon = "pilcrow"


class _Row(blocks.StructBlock):
    name = blocks.CharBlock(max_length=100)
    value = blocks.CharBlock(max_length=200)


class SpecificationBlock(blocks.StructBlock):
    """A table of facts."""

    answer_fields: ClassVar[Mapping[str, str]] = {"heading": answers.TEXT, "rows": answers.PAIRS}

    heading = blocks.CharBlock(required=False, max_length=100)
    rows = blocks.ListBlock(_Row(), min_num=1)

    def answer(self, value: Any, assets: answers.Assets) -> dict[str, Any]:
        """{"heading", "rows": [{"name", "value"}]}."""
        rows = [{"name": row["name"], "value": row["value"]} for row in value["rows"]]
        return {"heading": value["heading"], "rows": rows}

    class Meta:
        icon = "table"


class PictureBlock(blocks.StructBlock):
    """An image with words."""

    answer_fields: ClassVar[Mapping[str, str]] = {"image": answers.IMAGE, "caption": answers.TEXT}

    image = ImageChooserBlock()
    alt = blocks.CharBlock(max_length=200, label="What it shows")
    caption = blocks.CharBlock(required=False, max_length=200)

    def answer(self, value: Any, assets: answers.Assets) -> dict[str, Any] | None:
        """{"image": {"url", "alt", …}, "caption"}; nothing while the image lies in a private collection."""
        image = value["image"]
        facts = assets.images.get(image.pk) if image is not None else None
        if facts is None:
            return None
        return {"image": {**facts, "alt": value["alt"]}, "caption": value["caption"]}

    class Meta:
        icon = "image"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words about the product."""

    answer_fields: ClassVar[Mapping[str, str]] = {"quote": answers.TEXT, "source": answers.TEXT}

    quote = blocks.TextBlock(max_length=1000, rows=3)
    source = blocks.CharBlock(required=False, max_length=100)

    def answer(self, value: Any, assets: answers.Assets) -> dict[str, Any]:
        """{"quote", "source"}."""
        return {"quote": value["quote"], "source": value["source"]}

    class Meta:
        icon = "openquote"


class CareBlock(blocks.StructBlock):
    """How to look after the product."""

    answer_fields: ClassVar[Mapping[str, str]] = {"instructions": answers.TEXTS}

    instructions = blocks.ListBlock(blocks.CharBlock(max_length=200), min_num=1)

    def answer(self, value: Any, assets: answers.Assets) -> dict[str, Any]:
        """{"instructions": [text]}."""
        return {"instructions": list(value["instructions"])}

    class Meta:
        icon = "list-ul"


class UsageBlock(CareBlock):
    """How to use the product, step by step."""

    class Meta:
        icon = "list-ol"


class ProductBody(blocks.StreamBlock):
    """All blocks of a product page."""

    text = TextBlock()
    specification = SpecificationBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    usage = UsageBlock()
    care = CareBlock()


def body_answer(stream: Any, assets: answers.Assets) -> list[dict[str, Any]]:
    """The public blocks of a body, in order: {"type", "id", and the block's own fields}."""
    found = ((child, child.block.answer(child.value, assets)) for child in stream)
    return [{"type": child.block_type, "id": child.id, **fields} for child, fields in found if fields is not None]


def image_ids(stream: Any) -> set[int]:
    """The images that a body shows."""
    chosen = (child.value["image"] for child in stream if child.block_type == "picture")
    return {image.pk for image in chosen if image is not None}


def rich_texts(stream: Any) -> Iterator[str]:
    """The stored rich texts of a body."""
    return (child.value.source for child in stream if child.block_type == "text")
