"""GraphQL fields of orders."""


class Query:
    """Root fields."""


class Mutation:
    """Mutations."""
