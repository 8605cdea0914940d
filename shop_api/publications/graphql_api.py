"""GraphQL fields of publications."""


class Query:
    """Root fields."""


class Mutation:
    """Mutations."""
