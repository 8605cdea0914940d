"""GraphQL fields of accounts."""


class Query:
    """Root fields."""


class Mutation:
    """Mutations."""
