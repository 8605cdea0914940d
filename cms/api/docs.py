"""Interactive documentation of the content service: open in development, elsewhere for signed-in editors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from graphql import GraphQLSchema

from cms.api import graphql, openapi
from frontend_contracts.wire.docs_pages import Documentation


def may_read(request: HttpRequest) -> bool:
    """Whether this caller may read the documentation. Its addresses are staff paths, so `request.user` is there."""
    return bool(settings.SHOWS_DOCS) or request.user.has_perm("wagtailadmin.access_admin")


def _schema() -> GraphQLSchema:
    made: GraphQLSchema = graphql.schema.graphql_schema
    return made


_POLICY = """# The policy in force, ready to show. `locale` is the language of the answer.
query Policy($slug: String!, $locale: String) {
  policy(slug: $slug, locale: $locale) {
    version effectiveFrom title html
    purposes { id wording required }
    switches { id wording }
  }
}
"""
_PRODUCTS = """# What is sold, newest first. `search` forgives misspellings; `after` takes pageInfo.endCursor.
query Products($locale: String, $first: Int) {
  products(locale: $locale, first: $first) {
    edges { node { slug title skus priceFrom { amount currency } image { alt rendition(name: CARD) { url } } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
_ROUTE = """# Which content a path of the storefront stands for; redirects are named too.
query Route($path: String!) {
  route(path: $path) { kind slug locale target }
}
"""


def tabs() -> list[dict[str, object]]:
    """What a storefront asks first."""
    return [
        {"query": _POLICY, "variables": {"slug": "privacy", "locale": "ru"}, "headers": {}},
        {"query": _PRODUCTS, "variables": {"locale": "ru", "first": 5}, "headers": {}},
        {"query": _ROUTE, "variables": {"path": "/kk/policies/privacy"}, "headers": {}},
    ]


documentation = Documentation(
    title=openapi.INFO["title"],
    may_read=may_read,
    openapi=openapi.document,
    schema=_schema,
    tabs=tabs,
)
