"""GraphQL fields of reviews."""


class Query:
    """Root fields."""


class Mutation:
    """Mutations."""
