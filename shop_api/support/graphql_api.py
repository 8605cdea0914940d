"""GraphQL fields of support."""


class Query:
    """Root fields."""


class Mutation:
    """Mutations."""
