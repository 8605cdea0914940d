"""GraphQL fields of the catalogue."""

from shop_api.catalog import queries
from shop_api.catalog.use_cases import set_stock as setting
from shop_api.doors import graphql


class Query:
    """Root fields."""

    catalog = graphql.field(queries.catalog)
    product = graphql.field(queries.product)
    stock_levels = graphql.field(queries.stock_levels)


class Mutation:
    """Mutations."""

    set_stock = graphql.mutation(setting.set_stock, answers="stock_level")
