"""GraphQL fields of consent."""


class Query:
    """Root fields."""


class Mutation:
    """Mutations."""
