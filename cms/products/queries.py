"""What may be read of products, by anybody. Both doors ask here, and only here.

Answers are the texts that publishing stored. Each statement asks the page tree again whether the product is still
public, so a page that was unpublished, restricted or deleted in any way is gone from answers at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cms.products import models
from frontend_contracts.wire import cursors
from frontend_contracts.wire.cursors import Page, Position
from frontend_contracts.wire.locales import DEFAULT_LOCALE
from frontend_contracts.wire.problems import NotFound

SHORTEST_SEARCH = 2  # characters; one letter matches half the catalogue
LONGEST_SEARCH = 100

# Public means public now: the product is live, and so are its pages in the languages the law asks for and the page
# shown, none past its end, none an alias, none behind a restriction of its own or of a page above it.
# Scalar subqueries on purpose: PostgreSQL turns EXISTS into joins over the whole catalogue, but asks these row by row.
RESTRICTED = """
    WITH restricted AS MATERIALIZED (
        SELECT a.path FROM wagtailcore_pageviewrestriction r JOIN wagtailcore_page a ON a.id = r.page_id)
"""
PUBLISHED = """
    (SELECT d.live AND (d.expire_at IS NULL OR d.expire_at > now()) FROM products_product d WHERE d.id = p.product_id)
    AND cardinality(p.page_ids) > 0 AND cardinality(p.page_ids) = (
        SELECT count(*) FROM wagtailcore_page w
        WHERE w.id = ANY(p.page_ids) AND w.live AND w.alias_of_id IS NULL
        AND (w.expire_at IS NULL OR w.expire_at > now())
        AND NOT EXISTS (SELECT 1 FROM restricted r WHERE starts_with(w.path, r.path)))
"""
FOUND = """
    (to_tsvector('russian', p.search_text) @@ websearch_to_tsquery('russian', %(search)s)
     OR (p.search_text %%> %(search)s AND NOT EXISTS (
        SELECT 1 FROM products_publishedproduct f WHERE f.requested_locale = %(locale)s
        AND to_tsvector('russian', f.search_text) @@ websearch_to_tsquery('russian', %(search)s))))
"""


@dataclass(frozen=True, kw_only=True)
class ProductList:
    """Which products: in one language, of one category or all, found by words or all; 1 to 100 a page."""

    locale: str = DEFAULT_LOCALE
    category: str | None = None
    search: str | None = None
    limit: int | None = None
    after: str | None = None
    before: str | None = None


@dataclass(frozen=True)
class Card:
    """An entry of a list; `json` is ready to send."""

    id: UUID
    created_at: datetime
    slug: str
    json: str


@dataclass(frozen=True)
class Detail:
    """A product in one requested language; `json` is ready to send."""

    slug: str
    json: str


@dataclass(frozen=True)
class Frozen:
    """A published version: `document` is the canonical JSON whose SHA-256 is `sha256`."""

    slug: str
    number: int
    document: str
    sha256: str


def products(criteria: ProductList) -> Page[Card]:
    """A page of public products, newest first; one statement, unless rows in it have just ceased to be public.

    Searching finds stems of Russian and English words; where those find nothing, words that look alike, which is how
    Kazakh forms are found.

    :raises InputInvalid: a cursor, limit or search text that cannot be
    """
    asked = cursors.window(limit=criteria.limit, after=criteria.after, before=criteria.before)
    wanted = asked.limit + 1
    found: list[Card] = []
    position = asked.position
    while len(found) < wanted:
        rows = _list_rows(criteria, asked.is_descending, position, limit=wanted)
        found += [Card(*row) for *row, is_public in rows if is_public]
        if len(rows) < wanted:
            break
        position = Position(rows[-1][1], rows[-1][0])
    return asked.page(found[:wanted], position_of=lambda card: Position(card.created_at, card.id))


def _list_rows(
    criteria: ProductList, is_descending: bool, position: Position | None, *, limit: int
) -> list[tuple[Any, ...]]:
    """The next rows of a list, each with whether it is still public.

    The inner query runs along an index and stops when it has enough; only its rows are held against the page tree,
    so a list costs the same whatever the size of the catalogue.
    """
    values: dict[str, Any] = {"locale": criteria.locale, "limit": limit}
    conditions = ["p.requested_locale = %(locale)s"]
    if criteria.category is not None:
        conditions.append("p.category = %(category)s")
        values["category"] = criteria.category
    if criteria.search is not None:
        conditions.append(FOUND)
        values["search"] = criteria.search
    if position is not None:
        conditions.append(f"(p.created_at, p.id) {'<' if is_descending else '>'} (%(created_at)s, %(id)s)")
        values |= {"created_at": position.created_at, "id": position.id}
    direction = "DESC" if is_descending else "ASC"
    order = f"ORDER BY p.created_at {direction}, p.id {direction}"
    return _rows(
        f"SELECT p.id, p.created_at, p.slug, p.card, {PUBLISHED} FROM ("  # noqa: S608  constants only
        f"SELECT * FROM products_publishedproduct p WHERE {' AND '.join(conditions)} {order} LIMIT %(limit)s"
        f") p {order}",
        values,
    )


def product(key: str, *, locale: str = DEFAULT_LOCALE) -> Detail:
    """A public product by slug or SKU; one statement.

    :raises NotFound: there is none, or it is not public
    """
    rows = _rows(
        "SELECT p.slug, p.answer FROM products_publishedproduct p "  # noqa: S608  constants only
        "WHERE p.requested_locale = %(locale)s AND (p.slug = %(key)s OR p.skus @> ARRAY[%(key)s]::varchar[]) "
        f"AND {PUBLISHED} ORDER BY p.slug = %(key)s DESC LIMIT 1",
        {"locale": locale, "key": key},
    )
    if not rows:
        raise NotFound
    return Detail(*rows[0])


def product_version(key: str, number: int) -> Frozen:
    """A published version by slug or SKU, while the product is public; one statement.

    :raises NotFound: no such version, or the product is not public now
    """
    rows = _rows(
        "SELECT v.slug, v.number, v.document, v.sha256 FROM products_publishedproduct p "  # noqa: S608  constants only
        "JOIN products_productversion v ON v.slug = p.slug AND v.number = %(number)s "
        "WHERE p.requested_locale = 'ru' AND (p.slug = %(key)s OR p.skus @> ARRAY[%(key)s]::varchar[]) "
        f"AND {PUBLISHED} ORDER BY p.slug = %(key)s DESC LIMIT 1",
        {"key": key, "number": number},
    )
    if not rows:
        raise NotFound
    return Frozen(*rows[0])


def public_page_ids() -> list[int]:
    """The product pages that everybody may read."""
    rows = _rows(f"SELECT DISTINCT p.page_id FROM products_publishedproduct p WHERE {PUBLISHED}", {})  # noqa: S608
    return [page_id for (page_id,) in rows]


def doubtful_product_ids() -> list[UUID]:
    """Products whose stored answers and page tree may differ: answers not public now, live products without any."""
    rows = _rows(
        f"SELECT p.product_id FROM products_publishedproduct p WHERE NOT ({PUBLISHED}) "  # noqa: S608  constants only
        "UNION SELECT d.id FROM products_product d WHERE d.live "
        "AND NOT EXISTS (SELECT 1 FROM products_publishedproduct p WHERE p.product_id = d.id)",
        {},
    )
    return [product_id for (product_id,) in rows]


def public_image_ids() -> list[int]:
    """The images that public products show."""
    rows = _rows(
        f"SELECT DISTINCT unnest(p.image_ids) FROM products_publishedproduct p WHERE {PUBLISHED}",  # noqa: S608
        {},
    )
    return [image_id for (image_id,) in rows]


def categories(*, locale: str = DEFAULT_LOCALE) -> list[dict[str, str]]:
    """All shelves in the editors' order: {"slug", "title"}; one statement."""
    rows = models.Category.objects.values("slug", f"title_{locale}")
    return [{"slug": row["slug"], "title": row[f"title_{locale}"]} for row in rows]


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(RESTRICTED + statement, values)
        return list(cursor.fetchall())
