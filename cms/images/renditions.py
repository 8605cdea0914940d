"""Named renditions: the sizes frontends may ask for, their addresses, and who may read them.

An address is known before the file exists: it follows from the image's file and the name, so a published document that
holds it never changes when the worker has made the file.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Collection, CollectionViewRestriction

from cms.images.models import CatalogImage, CatalogRendition

# Longest edge in pixels by name. WebP: an AVIF of twelve megapixels costs the worker over four seconds.
SIZES = {"thumbnail": 160, "card": 400, "page": 900, "zoom": 1800}
SPECS = {name: f"max-{edge}x{edge}|format-webp|webpquality-80" for name, edge in SIZES.items()}
CONTENT_TYPE = "image/webp"
HASH_LENGTH = 12  # of the file's SHA-1 in the address: another file has another address, so caches keep it for ever


def address(image_id: int, file_hash: str, name: str) -> str:
    """The path of a rendition, relative to this service's address."""
    return f"/api/v1/images/{image_id}/{file_hash[:HASH_LENGTH]}/{name}"


def describe(image: CatalogImage) -> dict[str, Any]:
    """The public facts of an image: {"url", "width", "height", "renditions": {name: {"url", "width", "height"}}}."""
    file_hash = image.get_file_hash()
    sizes = {name: _fitted(image.width, image.height, edge) for name, edge in SIZES.items()}
    renditions = {
        name: {"url": address(image.pk, file_hash, name), "width": width, "height": height}
        for name, (width, height) in sizes.items()
    }
    largest = renditions["zoom"]
    return {**largest, "renditions": renditions}


def public_images(ids: set[int]) -> dict[int, CatalogImage]:
    """The images among `ids` that lie in no private collection, by id; two statements whatever their number."""
    if not ids:
        return {}
    private = private_collection_paths()
    images = CatalogImage.objects.filter(pk__in=ids).select_related("collection")
    return {image.pk: image for image in images if not image.collection.path.startswith(private)}


def private_collection_paths() -> tuple[str, ...]:
    """Tree paths of collections that are not for everybody; what lies below is private too."""
    restricted = CollectionViewRestriction.objects.values("collection_id")
    return tuple(Collection.objects.filter(pk__in=restricted).values_list("path", flat=True))


def public_rendition(*, image_id: int, file_hash: str, name: str) -> CatalogRendition | None:
    """The rendition at this address, if the worker has made it and its collection is open to everybody."""
    rendition: CatalogRendition | None = (
        CatalogRendition.objects.filter(
            image_id=image_id, image__file_hash__startswith=file_hash, filter_spec=SPECS.get(name, "")
        )
        .select_related("image__collection")
        .first()
    )
    if rendition is None or len(file_hash) != HASH_LENGTH:
        return None
    if rendition.image.collection.path.startswith(private_collection_paths()):
        return None
    return rendition


def make_all(image: CatalogImage) -> None:
    """Make the renditions of every name that do not exist yet; seconds for a large image, so only in the worker."""
    image.get_renditions(*SPECS.values())


def _fitted(width: int, height: int, edge: int) -> tuple[int, int]:
    """Width and height of `max-{edge}x{edge}`, computed as Wagtail does; never larger than the file."""
    if width <= edge and height <= edge:
        return width, height
    horizontal, vertical = edge / width, edge / height
    if horizontal < vertical:
        return edge, max(int(height * horizontal), 1)
    return max(int(width * vertical), 1), edge
