"""Fills the shelves of the bench: the demo's products again under other names, until there are 200 in public.

Run in a process of the cms (`python -m tests.stage.bench_products 200`): each is written and published as an editor
would, so that the shop gets its copy through events, as ever. A second run writes what is missing.
"""

import sys
from itertools import count, cycle
from typing import Any

PREFIX = "bench"


def fill(wanted: int) -> int:
    """Publish products until `wanted` are public; returns how many were written."""
    from cms.products import models

    public = models.PublishedProduct.objects.filter(requested_locale="ru")
    known = set(models.Product.objects.values_list("slug", flat=True))
    sources = list(
        models.Product.objects.exclude(slug__startswith=PREFIX)
        .filter(pk__in=public.values("product_id"))
        .order_by("slug")
    )
    missing = wanted - public.count()
    fresh = (number for number in count(1) if f"{PREFIX}-{number:03}" not in known)
    for number, source in zip(fresh, cycle(sources), strict=False):
        if missing <= 0:
            break
        _write(source, number)
        missing -= 1
        print(f"{number} written, {missing} to go", flush=True)
    return wanted - missing


def _write(source: Any, number: int) -> None:
    from django.db import transaction

    from cms.products import models

    slug = f"{PREFIX}-{number:03}"
    titles = ("title_kk", "title_ru", "title_en")
    alts = ("alt_kk", "alt_ru", "alt_en")
    with transaction.atomic():
        product = models.Product(
            slug=slug,
            name=f"{source.name} {number}",
            category=source.category,
            vat_class=source.vat_class,
            variants=[
                models.Variant(
                    sku=f"{PREFIX.upper()}-{number:03}-{position}",
                    price_minor=one.price_minor + number * 100,
                    attributes=one.attributes,
                    **{name: getattr(one, name) for name in titles},
                )
                for position, one in enumerate(source.variants.all(), start=1)
            ],
            images=[
                models.ProductImage(image=one.image, **{name: getattr(one, name) for name in alts})
                for one in source.images.all()
            ],
        )
        product.save()
        for page in source.pages.filter(live=True):
            made = models.ProductPage(
                title=f"{page.title} {number}",
                slug=slug,
                product=product,
                description=page.description,
                body=page.body,
                live=False,
            )
            page.get_parent().add_child(instance=made)
            made.save_revision().publish()
        product.save_revision().publish()


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
