"""What changes a product's public state from outside its own rows: restrictions, moves, deletions, image privacy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import post_page_move

from cms.images.models import CatalogImage
from cms.products import models, publishing, signals


def connect() -> None:
    """Bind all receivers; called once when the app is ready."""
    signals.product_written.connect(_product_written)
    post_delete.connect(_page_deleted, sender=models.ProductPage)
    post_delete.connect(_product_deleted, sender=models.Product)
    post_page_move.connect(_page_moved)
    post_save.connect(_plain_page_saved, sender=Page)
    for signal in (post_save, post_delete):
        signal.connect(_page_restriction_changed, sender=PageViewRestriction)
        signal.connect(_collection_restriction_changed, sender=CollectionViewRestriction)
        signal.connect(_collection_changed, sender=Collection)
    post_save.connect(_image_saved, sender=CatalogImage)
    post_save.connect(_category_saved, sender=models.Category)


def _product_written(sender: Any, product_ids: Iterable[Any], **kwargs: Any) -> None:
    publishing.refresh(product_ids)


def _page_deleted(sender: Any, instance: models.ProductPage, **kwargs: Any) -> None:
    publishing.refresh([instance.product_id])


def _product_deleted(sender: Any, instance: models.Product, **kwargs: Any) -> None:
    publishing.refresh([instance.pk])


def _plain_page_saved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Scheduled and bulk unpublishing save the page as a plain `Page`, past `ProductPage.save`."""
    publishing.refresh(models.ProductPage.objects.filter(pk=instance.pk).values_list("product_id", flat=True))


def _page_moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    publishing.refresh(_products_below(instance.path))


def _page_restriction_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    path = Page.objects.filter(pk=instance.page_id).values_list("path", flat=True).first()
    if path is not None:
        publishing.refresh(_products_below(path))


def _collection_restriction_changed(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    _collection_changed(sender, Collection.objects.filter(pk=instance.collection_id).first())


def _collection_changed(sender: Any, instance: Collection | None, **kwargs: Any) -> None:
    if instance is not None and not kwargs.get("raw"):
        images = CatalogImage.objects.filter(collection__path__startswith=instance.path)
        publishing.refresh(_products_showing(images.values_list("pk", flat=True)))


def _image_saved(sender: Any, instance: CatalogImage, created: bool, **kwargs: Any) -> None:
    # Wagtail keeps a file's hash when it is first asked for, which happens while a document is made: no change to tell.
    if not created and set(kwargs.get("update_fields") or ()) != {"file_hash"}:
        publishing.refresh(_products_showing([instance.pk]))


def _category_saved(sender: Any, instance: models.Category, created: bool, **kwargs: Any) -> None:
    if not created:
        publishing.refresh(models.Product.objects.filter(category=instance).values_list("pk", flat=True))


def _products_below(path: str) -> Iterable[Any]:
    """Products with a page at or below a tree path."""
    return list(models.ProductPage.objects.filter(path__startswith=path).values_list("product_id", flat=True))


def _products_showing(image_ids: Iterable[int]) -> set[Any]:
    """Products whose rows or pages use one of the images, shown now or not: one may come back into the light."""
    wanted = set(image_ids)
    if not wanted:
        return set()
    in_rows = models.ProductImage.objects.filter(image_id__in=wanted).values_list("product_id", flat=True)
    shown = models.PublishedProduct.objects.filter(Q(image_ids__overlap=list(wanted))).values_list(
        "product_id", flat=True
    )
    in_bodies = _pages_referring_to(wanted).values_list("product_id", flat=True)
    return {*in_rows, *shown, *in_bodies}


def _pages_referring_to(image_ids: set[int]) -> Any:
    """Product pages whose body refers to one of the images, by Wagtail's index of references."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import ReferenceIndex

    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(CatalogImage),
        to_object_id__in=[str(key) for key in image_ids],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return models.ProductPage.objects.filter(
        pk__in=[int(key) for key in references.values_list("object_id", flat=True)]
    )
