"""The GraphQL schema: every feature's root fields and mutations, on one screen."""

import graphene

from shop_api.accounts import graphql_api as accounts
from shop_api.catalog import graphql_api as catalog
from shop_api.consent import graphql_api as consent
from shop_api.doors.graphql import bind_schema
from shop_api.orders import graphql_api as orders
from shop_api.privacy import graphql_api as privacy
from shop_api.publications import graphql_api as publications
from shop_api.reviews import graphql_api as reviews
from shop_api.support import graphql_api as support


class Query(
    consent.Query,
    accounts.Query,
    catalog.Query,
    orders.Query,
    reviews.Query,
    support.Query,
    privacy.Query,
    publications.Query,
    graphene.ObjectType,
):
    """Everything one can ask."""


class Mutation(
    consent.Mutation,
    accounts.Mutation,
    catalog.Mutation,
    orders.Mutation,
    reviews.Mutation,
    support.Mutation,
    privacy.Mutation,
    publications.Mutation,
    graphene.ObjectType,
):
    """Everything one can change; each takes `input` and answers a payload with `errors`."""


schema = bind_schema(graphene.Schema(query=Query, mutation=Mutation))
