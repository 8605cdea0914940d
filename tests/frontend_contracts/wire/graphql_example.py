"""A small shop as a GraphQL schema, with a resolver for each way to fail."""

from types import SimpleNamespace

from django.db import OperationalError
from graphql import GraphQLError, build_schema

from frontend_contracts.wire import problems

SDL = """
type Query {
  product(sku: String): Product
  products(first: Int, after: String): ProductConnection!
  featured: [Product!]!
  reviews(limit: Int = 5): ReviewPage
  plain: [Review]
  fail(how: String!): String
  failures(how: String!): [Product]
  must: Product!
}
type Mutation { rate(stars: Int!): Int  name(text: String, tags: [[String]]): String }
type ProductConnection { edges: [ProductEdge!]!  nodes: [Product!]! }
type ProductEdge { node: Product! cursor: String! }
type Product { sku: String title: String related: Product variants: [Variant!]! broken: String }
type Variant { sku: String price: String product: Product }
type ReviewPage { data: [Review!]! }
type Review { stars: Int text: String }
"""


class SignInNeeded(problems.AuthRequired):
    code = "tests.sign_in_needed"


class ShelfEmpty(problems.Problem):
    code = "tests.shelf_empty"
    kind = problems.Kind.CONFLICT
    texts = {"kk": "{sku} жоқ.", "ru": "{sku} нет.", "en": "{sku} is gone."}
    shown = ("sku",)


def raise_one(how):
    raise {
        "bug": RuntimeError("secret of +77010000000"),
        "graphql": GraphQLError("secret of +77010000000"),
        "database": OperationalError("secret of +77010000000"),
        "auth": SignInNeeded(),
        "many": problems.TooManyRequests(retry_after=7),
        "missing": problems.NotFound(),
        "rule": ShelfEmpty(sku="A1", field="lines.0.sku"),
    }[how]


def product(sku="A1"):
    return {"sku": sku, "title": "Tea", "related": None, "variants": [], "broken": lambda info: raise_one("bug")}


ROOT = SimpleNamespace(
    product=lambda info, sku="A1": {**product(sku), "title": str(info.context)},
    products=lambda info, **_: {"edges": [], "nodes": []},
    featured=lambda info: [product("A1"), product("A2")],
    fail=lambda info, how: raise_one(how),
    failures=lambda info, how: [{**product(), "sku": lambda info: raise_one(how)} for _ in range(3)],
    must=lambda info: raise_one("missing"),
    rate=lambda info, stars: stars,
    name=lambda info, text="", tags=None: text,
)


def make_schema():
    schema = build_schema(SDL)
    for root in (schema.query_type, schema.mutation_type):
        for name, field in root.fields.items():
            resolver = getattr(ROOT, name, None)
            if resolver is not None:
                field.resolve = lambda _, info, resolver=resolver, **arguments: resolver(info, **arguments)
    return schema
