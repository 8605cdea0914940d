"""The demo's products: written and published as an editor would, with pictures drawn on the spot."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from cms.images.models import CatalogImage
from cms.products import models
from frontend_contracts.wire.locales import LOCALES


def load(user: Any = None) -> list[str]:
    """Write the products that are not there yet and publish the complete ones; answer a line about it.

    `user` is the editor in whose name it happens. A second call changes nothing.
    """
    # The demo's content belongs to the stage, which is not shipped with the service.
    from tests.stage.demo_content import products as content

    categories = {
        slug: models.Category.objects.get_or_create(
            slug=slug, defaults={"position": position, **_by_locale("title", texts)}
        )[0]
        for position, (slug, texts) in enumerate(content.categories().items())
    }
    known = set(models.Product.objects.values_list("slug", flat=True))
    fresh = [product for product in content.products() if product.slug not in known]
    # The first of the shop window comes last: lists show the newest first.
    for product in reversed(fresh):
        with transaction.atomic():
            _write(product, categories[product.category], user)
    public = models.PublishedProduct.objects.filter(requested_locale="ru").count()
    return [f"Products: {len(fresh)} written, {len(known)} were there already, {public} are public."]


def _write(content: Any, category: models.Category, user: Any) -> None:
    image = _draw(content, user)
    product = models.Product(
        slug=content.slug,
        name=content.title["ru"],
        category=category,
        vat_class=content.vat_class,
        variants=[
            models.Variant(
                sku=variant.sku,
                price_minor=variant.price_minor,
                attributes=variant.attributes,
                **_by_locale("title", variant.title),
            )
            for variant in content.variants
        ],
        images=[models.ProductImage(image=image, **_by_locale("alt", content.image.alt))],
    )
    product.save()
    is_published = content.state == "published"
    for locale in content.locales:
        folder = models.ProductIndexPage.objects.get(locale__language_code=locale)
        page = models.ProductPage(
            title=content.title[locale],
            slug=content.slug,
            product=product,
            description=content.description[locale],
            body=[_block(block, locale) for block in content.body],
            live=False,
            owner=user,
        )
        folder.add_child(instance=page)
        _finish(page, is_published, user)
    # Last, so that all languages appear as one version.
    _finish(product, is_published, user)


def _finish(thing: Any, is_published: bool, user: Any) -> None:
    revision = thing.save_revision(user=user)
    if is_published:
        revision.publish(user=user)


def _block(block: dict[str, Any], locale: str) -> tuple[str, Any]:
    if block["kind"] == "rich_text":
        return "text", block["value"][locale]
    if block["kind"] == "specifications":
        rows = [{"name": row["name"][locale], "value": row["value"][locale]} for row in block["rows"]]
        return "specification", {"heading": "", "rows": rows}
    return block["kind"], {"instructions": block["points"][locale]}


def _draw(content: Any, user: Any) -> CatalogImage:
    from tests.stage.demo_content import drawings

    drawn = ContentFile(drawings.draw(content), name=f"{content.slug}.png")
    image: CatalogImage = CatalogImage.objects.create(
        title=content.title["ru"], file=drawn, file_size=drawn.size, uploaded_by_user=user
    )
    return image


def _by_locale(name: str, texts: Any) -> dict[str, str]:
    # A product without one of the languages still has a name for its variant: the Russian one.
    return {f"{name}_{locale}": texts.get(locale) or texts["ru"] for locale in LOCALES}
