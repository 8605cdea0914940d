"""Reads of the catalogue. A list and a page of a product are one statement each, at any size."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection
from django.db.models import Q

from frontend_contracts.wire import cursors
from frontend_contracts.wire.cursors import Position, Window
from frontend_contracts.wire.problems import NotFound
from shop_api.catalog import contracts, models, rules
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.values.clock import day_in_almaty
from shop_api.values.locale import Locale
from shop_api.values.page import Page
from shop_api.values.ready import ReadyPage, ready

# The variants of one product with live stock, spliced into the ready text; `{locale}` is one of three constants.
_VARIANTS = """
    (SELECT string_agg(v.answer_{locale} || greatest(coalesce(s.on_hand - s.reserved, 0), 0)::text || '}}', ','
                       ORDER BY v.position)
     FROM catalog_variant v LEFT JOIN catalog_stock s ON s.sku = v.sku
     WHERE v.product_id = t.product_id AND v.is_sold)
"""
# A join and not the subquery above: PostgreSQL would read the whole stock again for each product of the page.
_LIST = """
    SELECT t.card || ',"variants":[' || coalesce(string_agg(
        v.answer_{locale} || greatest(coalesce(s.on_hand - s.reserved, 0), 0)::text || '}}', ',' ORDER BY v.position
    ), '') || ']}}'
    FROM (
        SELECT t.product_id, t.published_at, t.card FROM catalog_producttext t WHERE {conditions}
        ORDER BY t.published_at {direction}, t.product_id {direction} LIMIT %(limit)s
    ) t
    LEFT JOIN catalog_variant v ON v.product_id = t.product_id AND v.is_sold
    LEFT JOIN catalog_stock s ON s.sku = v.sku
    GROUP BY t.published_at, t.product_id, t.card
    ORDER BY t.published_at {direction}, t.product_id {direction}
"""
_ONE = """
    SELECT t.detail || ',"variants":[' || coalesce({variants}, '') || ']}}'
    FROM catalog_producttext t
    WHERE t.requested_locale = %(locale)s AND (t.slug = %(key)s OR t.product_id =
        (SELECT k.product_id FROM catalog_variant k WHERE k.sku = %(key)s AND k.is_sold))
    ORDER BY t.slug = %(key)s DESC LIMIT 1
"""
_HAS_SKU = """EXISTS (SELECT FROM catalog_variant k WHERE k.product_id = t.product_id AND k.is_sold
    AND k.sku = ANY(%(skus)s))"""
_HAS_STOCK = """EXISTS (SELECT FROM catalog_variant k JOIN catalog_stock a ON a.sku = k.sku
    WHERE k.product_id = t.product_id AND k.is_sold AND a.on_hand > a.reserved)"""
# Words that look alike are only wanted where nothing holds the text itself.
_FOUND = """(t.search_text ILIKE %(like)s OR (%(q)s <%% t.search_text AND NOT EXISTS (
    SELECT FROM catalog_producttext f WHERE f.requested_locale = %(locale)s AND f.search_text ILIKE %(like)s)))"""
_VARIANTS_IN = {locale: _VARIANTS.format(locale=locale.value) for locale in Locale}
_ONE_IN = {locale: _ONE.format(variants=_VARIANTS_IN[locale]) for locale in Locale}


@query(permission=Permission.CATALOG_READ, is_ready=True)
def catalog(*, actor: Actor, criteria: contracts.CatalogCriteria) -> Page[contracts.CatalogCard]:
    """A page of published products with prices and live stock, newest first.

    :raises InputInvalid: a cursor that is none of this list's
    """
    asked = cursors.window(limit=criteria.limit, after=criteria.after, before=criteria.before)
    conditions, values = _conditions(criteria, asked)
    statement = _LIST.format(
        locale=criteria.locale.value,
        conditions=" AND ".join(conditions),
        direction="DESC" if asked.is_descending else "ASC",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        page = asked.page([text for (text,) in cursor], position_of=lambda text: _position(orjson.loads(text)))
    return ReadyPage(page.rows, next=page.next, prev=page.prev, has_more=page.has_more, cursor_of=_cursor)


@query(permission=Permission.CATALOG_READ, is_ready=True)
def product(*, actor: Actor, criteria: contracts.ProductCriteria) -> contracts.CatalogProduct:
    """A published product by slug or SKU, with prices and live stock.

    :raises NotFound: there is none, or it is not published now
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_IN[criteria.locale], {"locale": criteria.locale.value, "key": criteria.slug_or_sku})
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    return ready(contracts.CatalogProduct, row[0])


@query(permission=Permission.CATALOG_STOCK_READ)
def stock_levels(*, actor: Actor, criteria: contracts.StockCriteria) -> Page[contracts.StockLevel]:
    """A page of the stock list for staff, last counted for the first time first.

    :raises InputInvalid: a cursor that is none of this list's
    """
    asked = cursors.window(limit=criteria.limit, after=criteria.after, before=criteria.before, id_type=str)
    rows = models.Stock.objects.all()
    if criteria.skus is not None:
        rows = rows.filter(sku__in=criteria.skus.split(","))
    if asked.position is not None:
        at, sku = asked.position.created_at, asked.position.id
        past = Q(created_at__lt=at) | Q(created_at=at, sku__lt=sku)
        rows = rows.filter(past if asked.is_descending else ~past & ~Q(created_at=at, sku=sku))
    order = ["-created_at", "-sku"] if asked.is_descending else ["created_at", "sku"]
    page = asked.page(list(rows.order_by(*order)[: asked.limit + 1]), position_of=_stock_position)
    return Page(
        data=tuple(level_of(row) for row in page.rows),
        next=page.next,
        prev=page.prev,
        has_more=page.has_more,
        cursors=tuple(cursors.encode(_stock_position(row)) for row in page.rows),
    )


def stock_level(actor: Actor, sku: str) -> contracts.StockLevel:
    """Stock of one SKU, as it is now."""
    return level_of(models.Stock.objects.get(sku=sku))


def offers(skus: Iterable[str], at: datetime) -> dict[str, contracts.Offer]:
    """What these SKUs are sold for at a moment, and how many could be had; one statement. SKUs not sold are absent."""
    today = day_in_almaty(at)
    payer = _payer_periods()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.sku, v.slug, v.version, v.titles, v.price_minor, v.currency, v.vat_class,"
            " greatest(coalesce(s.on_hand - s.reserved, 0), 0)"
            " FROM catalog_variant v LEFT JOIN catalog_stock s ON s.sku = v.sku"
            " WHERE v.is_sold AND v.sku = ANY(%s)",
            [sorted(set(skus))],
        )
        rows = cursor.fetchall()
    return {row[0]: _offer(row, rules.vat_basis_points(row[6], today, payer)) for row in rows}


def product_of(sku: str) -> contracts.ProductRef | None:
    """The product a SKU belongs or belonged to, with all its SKUs; None for a SKU that never was. One statement."""
    rows = models.Variant.objects.filter(product__variants__sku=sku).order_by("position", "sku")
    found = list(rows.values_list("sku", "product__slug", "product__document__titles", "product__is_published"))
    if not found:
        return None
    _, slug, titles, is_published = found[0]
    return contracts.ProductRef(slug, tuple(row[0] for row in found), titles or {}, is_published)


def vat_basis_points(vat_class: str, at: datetime) -> int | None:
    """The VAT rate of a class at a moment, in basis points; None when the operator pays none."""
    return rules.vat_basis_points(vat_class, day_in_almaty(at), _payer_periods())


def level_of(row: models.Stock) -> contracts.StockLevel:
    """A row of stock as it crosses a door."""
    return contracts.StockLevel(
        id=row.sku,
        sku=row.sku,
        on_hand=row.on_hand,
        reserved=row.reserved,
        available=row.on_hand - row.reserved,
        version=row.version,
    )


def _payer_periods() -> list[rules.PayerPeriod]:
    return [rules.PayerPeriod(*row) for row in settings.VAT_PAYER]


def _conditions(criteria: contracts.CatalogCriteria, asked: Window) -> tuple[list[str], dict[str, Any]]:
    conditions = ["t.requested_locale = %(locale)s"]
    values: dict[str, Any] = {"locale": criteria.locale.value, "limit": asked.limit + 1}
    if criteria.category is not None:
        conditions.append("t.category = %(category)s")
        values["category"] = criteria.category
    if criteria.skus is not None:
        conditions.append(_HAS_SKU)
        values["skus"] = criteria.skus.split(",")
    if criteria.in_stock is not None:
        conditions.append(_HAS_STOCK if criteria.in_stock else f"NOT {_HAS_STOCK}")
    if criteria.q is not None:
        conditions.append(_FOUND)
        values |= {"q": criteria.q, "like": rules.like_pattern(criteria.q)}
    if asked.position is not None:
        sign = "<" if asked.is_descending else ">"
        conditions.append(f"(t.published_at, t.product_id) {sign} (%(published_at)s, %(id)s)")
        values |= {"published_at": asked.position.created_at, "id": asked.position.id}
    return conditions, values


def _position(card: dict[str, Any]) -> Position:
    return Position(created_at=datetime.fromisoformat(card["published_at"]), id=UUID(card["id"]))


def _cursor(card: dict[str, Any]) -> str:
    return cursors.encode(_position(card))


def _stock_position(row: models.Stock) -> Position:
    return Position(created_at=row.created_at, id=row.sku)


def _offer(row: tuple[Any, ...], basis_points: int | None) -> contracts.Offer:
    sku, slug, version, titles, price_minor, currency, vat_class, available = row
    return contracts.Offer(
        sku=sku,
        slug=slug,
        version=version,
        titles=titles if isinstance(titles, dict) else orjson.loads(titles),
        price_minor=price_minor,
        currency=currency,
        vat_class=vat_class,
        vat_basis_points=basis_points,
        available=available,
    )
