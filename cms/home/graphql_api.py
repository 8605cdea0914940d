"""Routes and redirects over GraphQL."""

from __future__ import annotations

from typing import Any

import graphene

from cms.api.parameters import checked_locale, checked_text
from cms.home import queries


class Route(graphene.ObjectType):
    """What a path of the storefront stands for."""

    kind = graphene.String(required=True, description="home, product, policy or redirect; more may come.")
    path = graphene.String(required=True)
    slug = graphene.String()
    locale = graphene.String(required=True)
    requested_locale = graphene.String(required=True)
    available_locales = graphene.List(graphene.NonNull(graphene.String), required=True)
    target = graphene.String(description="Where a redirect leads.")
    is_permanent = graphene.Boolean()


class Redirect(graphene.ObjectType):
    """An address that moved."""

    source = graphene.String(required=True)
    target = graphene.String(required=True)
    is_permanent = graphene.Boolean(required=True)


class Query(graphene.ObjectType):
    """Roots of addresses."""

    route = graphene.Field(Route, path=graphene.String(required=True), locale=graphene.String())
    redirects = graphene.List(graphene.NonNull(Redirect), required=True)

    @staticmethod
    def resolve_route(root: Any, info: Any, path: str, locale: str | None = None) -> queries.Route:
        return queries.route(checked_text("path", path) or "", locale=checked_locale(locale))

    @staticmethod
    def resolve_redirects(root: Any, info: Any) -> list[queries.Moved]:
        return queries.redirects()
