"""The smallest valid things of the content service, written and published as an editor would."""

import io
import itertools
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from cms.images.models import CatalogImage
from cms.products import models

numbers = itertools.count(1)
FIXED_BLOCKS = [("text", "<p>Body text.</p>"), ("quote", {"quote": "Good.", "source": ""})]


def category(slug: str = "lamps") -> models.Category:
    found, _ = models.Category.objects.get_or_create(
        slug=slug, defaults={"title_kk": f"{slug} kk", "title_ru": f"{slug} ru", "title_en": f"{slug} en"}
    )
    return found


def image(title: str = "picture", *, size: tuple[int, int] = (60, 40), **fields: Any) -> CatalogImage:
    written = io.BytesIO()
    Image.new("RGB", size, (next(numbers) % 256, 90, 120)).save(written, "PNG")
    made: CatalogImage = CatalogImage.objects.create(
        title=title, file=ContentFile(written.getvalue(), name=f"picture-{next(numbers)}.png"), **fields
    )
    return made


def product(slug: str | None = None, *, price_minor: int = 129_000, is_live: bool = True, **fields: Any) -> Any:
    """A product with one variant; nobody sees it before its pages are live."""
    slug = slug or f"lamp-{next(numbers)}"
    images = fields.pop("images", [])
    sku = fields.pop("sku", slug.upper())
    made = models.Product(slug=slug, name=f"Editors call it {slug}", category=category(fields.pop("category", "lamps")))
    made.variants = [
        models.Variant(
            sku=sku,
            price_minor=price_minor,
            title_kk="Бір",
            title_ru="Один",
            title_en="One",
            attributes={"weight": {"kk": "1 кг", "ru": "1 кг", "en": "1 kg"}},
        )
    ]
    made.images = [models.ProductImage(image=one, alt_kk="Шам", alt_ru="Лампа", alt_en="A lamp") for one in images]
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    if is_live:
        made.save_revision().publish()
        made.refresh_from_db()
    return made


def page(of: Any, locale: str, *, is_live: bool = True, title: str | None = None, **fields: Any) -> models.ProductPage:
    folder = models.ProductIndexPage.objects.get(locale__language_code=locale)
    made = models.ProductPage(
        title=title or f"{of.slug} in {locale}",
        slug=fields.pop("slug", of.slug),
        product=of,
        description=fields.pop("description", f"<p>About {of.slug} in {locale}.</p>"),
        body=fields.pop("body", FIXED_BLOCKS),
        live=False,
        **fields,
    )
    folder.add_child(instance=made)
    revision = made.save_revision()
    if is_live:
        revision.publish()
        made.refresh_from_db()
    return made


def public_product(slug: str | None = None, *, locales: tuple[str, ...] = ("kk", "ru", "en"), **fields: Any) -> Any:
    """A product that everybody may see; published last, so it has one version and one event."""
    texts = {name: fields.pop(name) for name in ("description", "body") if name in fields}
    made = product(slug, is_live=False, **fields)
    for locale in locales:
        page(made, locale, **texts)
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def edit_price(of: Any, price_minor: int) -> Any:
    """A draft with another price for the first variant; answers the revision."""
    variants = [*of.variants.all()]
    variants[0].price_minor = price_minor
    of.variants = variants
    return of.save_revision()


def page_of(of: Any, locale: str) -> models.ProductPage:
    found: models.ProductPage = models.ProductPage.objects.get(product=of, locale__language_code=locale)
    return found
