"""GraphQL fields of catalog."""


class Query:
    """Root fields."""


class Mutation:
    """Mutations."""
