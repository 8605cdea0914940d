"""GraphQL fields of publications."""

from shop_api.doors import graphql
from shop_api.publications import queries


class Query:
    """Root fields."""

    events = graphql.field(queries.events)


class Mutation:
    """Mutations: none; events come in signed, over one REST address."""
