"""GraphQL fields of consent."""

from shop_api.consent import queries
from shop_api.doors import graphql


class Query:
    """Root fields."""

    consent_form = graphql.field(queries.consent_form)


class Mutation:
    """Mutations."""
