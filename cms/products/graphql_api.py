"""Products over GraphQL: the same queries as over REST."""

from __future__ import annotations

from typing import Any

import graphene
import orjson

from cms.api.parameters import checked_locale, checked_text
from cms.blocks.graphql_types import NameAndValue, union_of
from cms.blocks.product import ProductBody
from cms.images.graphql_api import Image
from cms.products import queries
from frontend_contracts.wire import cursors
from frontend_contracts.wire.problems import FieldError, InputInvalid

ProductBlock = union_of(ProductBody, name="ProductBlock", prefix="Product")
TEXTS = graphene.List(graphene.NonNull(graphene.String), required=True)


class Money(graphene.ObjectType):
    """An amount as a decimal text: a GraphQL Int would end at 21 million tenge."""

    amount = graphene.String(required=True)
    currency = graphene.String(required=True)


class Variant(graphene.ObjectType):
    """What a customer puts into the cart."""

    sku = graphene.String(required=True)
    title = graphene.String(required=True)
    price = graphene.Field(Money, required=True)
    attributes = graphene.List(graphene.NonNull(NameAndValue), required=True)

    @staticmethod
    def resolve_attributes(variant: dict[str, Any], info: Any) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, value in variant["attributes"].items()]


class ProductCard(graphene.ObjectType):
    """A product in a list."""

    slug = graphene.String(required=True)
    version = graphene.Int(required=True)
    locale = graphene.String(required=True, description="The language this answer is in.")
    requested_locale = graphene.String(required=True)
    available_locales = TEXTS
    category = graphene.String(required=True)
    title = graphene.String(required=True)
    image = graphene.Field(Image)
    skus = TEXTS
    price_from = graphene.Field(Money, required=True)
    price_to = graphene.Field(Money, required=True)


class Product(graphene.ObjectType):
    """A product with all its texts in one language."""

    slug = graphene.String(required=True)
    version = graphene.Int(required=True)
    sha256 = graphene.String(required=True, description="Of the canonical JSON of this version.")
    locale = graphene.String(required=True, description="The language this answer is in.")
    requested_locale = graphene.String(required=True)
    available_locales = TEXTS
    category = graphene.String(required=True)
    vat_class = graphene.String(required=True)
    title = graphene.String(required=True)
    description = graphene.String(required=True, description="HTML.")
    images = graphene.List(graphene.NonNull(Image), required=True)
    variants = graphene.List(graphene.NonNull(Variant), required=True)
    body = graphene.List(graphene.NonNull(ProductBlock), required=True)


class ProductVersion(graphene.ObjectType):
    """A frozen version: `document` is canonical JSON (RFC 8785), and `sha256` is its hash."""

    slug = graphene.String(required=True)
    version = graphene.Int(required=True)
    document = graphene.String(required=True)
    sha256 = graphene.String(required=True)


class Category(graphene.ObjectType):
    """A shelf of the shop."""

    slug = graphene.String(required=True)
    title = graphene.String(required=True)


class ProductEdge(graphene.ObjectType):
    """A product and its place in the list."""

    cursor = graphene.String(required=True)
    node = graphene.Field(ProductCard, required=True)


class ProductConnection(graphene.ObjectType):
    """A page of products."""

    edges = graphene.List(graphene.NonNull(ProductEdge), required=True)
    page_info = graphene.Field(graphene.relay.PageInfo, required=True)


class Query(graphene.ObjectType):
    """Roots of the products."""

    products = graphene.Field(
        ProductConnection,
        locale=graphene.String(),
        category=graphene.String(),
        search=graphene.String(),
        first=graphene.Int(),
        after=graphene.String(),
        before=graphene.String(),
        required=True,
        description="Public products, newest first; 20 a page, at most 100.",
    )
    product = graphene.Field(
        Product,
        slug=graphene.String(),
        sku=graphene.String(),
        locale=graphene.String(),
        description="A public product by slug or SKU; nothing when there is none.",
    )
    product_version = graphene.Field(
        ProductVersion, slug=graphene.String(), sku=graphene.String(), version=graphene.Int(required=True)
    )
    categories = graphene.List(graphene.NonNull(Category), locale=graphene.String(), required=True)

    @staticmethod
    def resolve_products(root: Any, info: Any, **given: Any) -> dict[str, Any]:
        page = queries.products(
            queries.ProductList(
                locale=checked_locale(given.get("locale")),
                category=checked_text("category", given.get("category")),
                search=checked_text("search", given.get("search")),
                limit=given.get("first"),
                after=given.get("after"),
                before=given.get("before"),
            )
        )
        edges = [
            {"cursor": cursors.encode(cursors.position_of(card)), "node": orjson.loads(card.json)} for card in page.rows
        ]
        return {
            "edges": edges,
            "page_info": {
                "has_next_page": page.has_more,
                "has_previous_page": page.prev is not None,
                "start_cursor": edges[0]["cursor"] if edges else None,
                "end_cursor": edges[-1]["cursor"] if edges else None,
            },
        }

    @staticmethod
    def resolve_product(root: Any, info: Any, locale: str | None = None, **keys: Any) -> Any:
        return orjson.loads(queries.product(_key(keys), locale=checked_locale(locale)).json)

    @staticmethod
    def resolve_product_version(root: Any, info: Any, version: int, **keys: Any) -> dict[str, Any]:
        found = queries.product_version(_key(keys), version)
        return {"slug": found.slug, "version": found.number, "document": found.document, "sha256": found.sha256}

    @staticmethod
    def resolve_categories(root: Any, info: Any, locale: str | None = None) -> list[dict[str, str]]:
        return queries.categories(locale=checked_locale(locale))


def _key(keys: dict[str, str | None]) -> str:
    given = [checked_text(name, value) for name, value in keys.items() if value]
    if len(given) != 1 or given[0] is None:
        raise InputInvalid(errors=[FieldError(pointer="/slug", code="exclusive", detail="slug | sku")])
    return given[0]
