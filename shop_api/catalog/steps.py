"""Writes of the catalogue that use cases of other features call inside their own transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from frontend_contracts.wire.problems import Kind
from shop_api.catalog import contracts, models, rules
from shop_api.gate.actor import Actor
from shop_api.gate.errors import ShopError
from shop_api.publications.appliers import DocumentRefused
from shop_api.values.locale import Locale


class StockGone(ShopError):
    """Fewer pieces are left than were asked for; `sku` names which, `available` how many there are."""

    code = "stock.gone"
    kind = Kind.CONFLICT
    texts = {
        "en": "Only {available} of {sku} are left: somebody was faster. Take fewer or remove it, then ask for a quote.",
        "ru": "Товара {sku} осталось {available}: кто-то успел раньше. Уменьшите количество и запросите расчёт снова.",
        "kk": "{sku} тауарынан {available} дана қалды: біреу үлгеріп кетті. Санын азайтып, есепті қайта сұраңыз.",
    }
    shown = ("sku", "available")


# Each is one conditional update for one SKU; the CHECK on the table stands behind it. Callers sort the SKUs: baskets
# that are locked in random order deadlock.
_RESERVE = (
    "UPDATE catalog_stock SET reserved = reserved + %(q)s, version = version + 1, changed_at = %(at)s"
    " WHERE sku = %(sku)s AND on_hand - reserved >= %(q)s RETURNING on_hand, reserved"
)
_RELEASE = (
    "UPDATE catalog_stock SET reserved = reserved - %(q)s, version = version + 1, changed_at = %(at)s"
    " WHERE sku = %(sku)s AND reserved >= %(q)s RETURNING on_hand, reserved"
)
_CONSUME = (
    "UPDATE catalog_stock SET reserved = reserved - %(q)s, on_hand = on_hand - %(q)s, version = version + 1,"
    " changed_at = %(at)s WHERE sku = %(sku)s AND reserved >= %(q)s RETURNING on_hand, reserved"
)


class StockOutOfStep(RuntimeError):
    """More was to be given back or handed over than is reserved: a mistake in the shop, not of a caller."""


def reserve(lines: Iterable[contracts.StockLine], *, reference: str, at: datetime) -> None:
    """Promise pieces to an order.

    :raises StockGone: of one SKU too few are available; the caller's transaction must not go on
    """
    _move("reserve", _RESERVE, lines, reference, at)


def release(lines: Iterable[contracts.StockLine], *, reference: str, at: datetime) -> None:
    """Give back what was promised."""
    _move("release", _RELEASE, lines, reference, at)


def consume(lines: Iterable[contracts.StockLine], *, reference: str, at: datetime) -> None:
    """Hand over what was promised: it leaves the shelf."""
    _move("consume", _CONSUME, lines, reference, at)


def _move(kind: str, statement: str, lines: Iterable[contracts.StockLine], reference: str, at: datetime) -> None:
    movements = []
    for sku, quantity in sorted(_summed(lines).items()):
        with connection.cursor() as cursor:
            cursor.execute(statement, {"sku": sku, "q": quantity, "at": at})
            row = cursor.fetchone()
        if row is None:
            if kind == "reserve":
                raise StockGone(sku=sku, available=_available(sku))
            raise StockOutOfStep(f"{kind} of {quantity} {sku} for {reference}")
        movements.append(
            models.StockMovement(
                at=at,
                sku=sku,
                kind=kind,
                quantity=quantity,
                on_hand_after=row[0],
                reserved_after=row[1],
                reference=reference,
            )
        )
    models.StockMovement.objects.bulk_create(movements)


def _summed(lines: Iterable[contracts.StockLine]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.sku] = sums.get(line.sku, 0) + line.quantity
    return sums


def _available(sku: str) -> int:
    row = models.Stock.objects.filter(sku=sku).first()
    return 0 if row is None else row.on_hand - row.reserved


def publish_product(actor: Actor, event: Any, document: dict[str, Any] | None) -> None:
    """Apply `product.published`: make the shop's copy what the document says. A late or repeated event does nothing.

    :raises DocumentRefused: the document lacks something that the catalogue needs
    """
    if document is None:
        raise DocumentRefused("product.published comes with its document")
    try:
        _publish(actor, document)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise DocumentRefused(f"The product lacks {error}.") from error


def _publish(actor: Actor, document: dict[str, Any]) -> None:
    known = models.Product.objects.select_for_update().filter(slug=document["slug"]).first()
    if known is not None and document["version"] <= known.version:
        return
    facts = {"version": document["version"], "is_published": True, "document": document}
    product, _ = models.Product.objects.update_or_create(
        slug=document["slug"], defaults=facts, create_defaults={**facts, "published_at": actor.at}
    )
    _replace_texts(product)
    _replace_variants(product)


def unpublish_product(actor: Actor, event: Any, document: dict[str, Any] | None) -> None:
    """Apply `product.unpublished`: nothing of the product is sold or shown. A late event does nothing."""
    slug, version = event.data["slug"], event.data["version"]
    known = models.Product.objects.select_for_update().filter(slug=slug).first()
    if known is None:
        # Its publication is still on the way; the tombstone makes it stay unseen when it comes.
        models.Product.objects.create(
            slug=slug, version=version, is_published=False, published_at=actor.at, document={}
        )
        return
    if version < known.version:
        return
    models.Product.objects.filter(id=known.id).update(version=version, is_published=False)
    models.ProductText.objects.filter(product=known).delete()
    models.Variant.objects.filter(product=known).update(is_sold=False)


def _replace_texts(product: models.Product) -> None:
    models.ProductText.objects.filter(product=product).delete()
    rows = []
    for locale in Locale:
        texts = rules.ready_texts(product.document, locale, product_id=product.id, published_at=product.published_at)
        rows.append(
            models.ProductText(
                product=product,
                requested_locale=locale.value,
                slug=product.slug,
                category=product.document["category"],
                published_at=product.published_at,
                card=texts.card,
                detail=texts.detail,
                search_text=texts.search_text,
            )
        )
    models.ProductText.objects.bulk_create(rows)


def _replace_variants(product: models.Product) -> None:
    document = product.document
    shown = {locale: rules.shown_locale(document, locale) for locale in Locale}
    rows = [
        models.Variant(
            sku=variant["sku"],
            product=product,
            slug=product.slug,
            version=product.version,
            position=position,
            price_minor=variant["price_minor"],
            currency=variant["currency"],
            vat_class=document["vat_class"],
            titles=rules.line_titles(document, variant),
            is_sold=True,
            **{f"answer_{locale.value}": rules.ready_variant(variant, shown[locale]) for locale in Locale},
        )
        for position, variant in enumerate(document["variants"])
    ]
    gone = models.Variant.objects.filter(product=product).exclude(sku__in=[row.sku for row in rows])
    gone.update(is_sold=False)
    models.Variant.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["sku"], update_fields=_VARIANT_FIELDS
    )


_VARIANT_FIELDS: Sequence[str] = [field.name for field in models.Variant._meta.local_fields if not field.primary_key]
