"""Images over GraphQL."""

from __future__ import annotations

from typing import Any

import graphene

from cms.images.renditions import SIZES

RenditionName = graphene.Enum(
    "RenditionName",
    [(name.upper(), name) for name in SIZES],
    description="A size that images come in; the number of pixels of its longest edge may change, the name does not.",
)


class Rendition(graphene.ObjectType):
    """One size of an image."""

    name = graphene.Field(RenditionName, required=True)
    url = graphene.String(required=True, description="Relative to the address of this service.")
    width = graphene.Int(required=True, description="Pixels.")
    height = graphene.Int(required=True, description="Pixels.")


class Image(graphene.ObjectType):
    """An image with its sizes; `url` is the largest."""

    url = graphene.String(required=True)
    width = graphene.Int(required=True)
    height = graphene.Int(required=True)
    alt = graphene.String(required=True, description="What it shows, for those who cannot see it.")
    renditions = graphene.List(graphene.NonNull(Rendition), required=True)
    rendition = graphene.Field(Rendition, name=RenditionName(required=True), required=True)

    @staticmethod
    def resolve_renditions(image: dict[str, Any], info: Any) -> list[dict[str, Any]]:
        return [{"name": name, **facts} for name, facts in image["renditions"].items()]

    @staticmethod
    def resolve_rendition(image: dict[str, Any], info: Any, name: Any) -> dict[str, Any]:
        key = getattr(name, "value", name)
        return {"name": key, **image["renditions"][key]}
