import time

import pytest
from graphql import parse

from frontend_contracts.wire import problems
from frontend_contracts.wire.graphql_limits import Limits, Meter, QueryInvalid, TooComplex
from frontend_contracts.wire.json_guard import BodyTextInvalid
from tests.frontend_contracts.wire.graphql_example import make_schema

SCHEMA = make_schema()


def measure(query, variables=None, **kwargs):
    """Answer the first limit that does not hold, or None; the document is measured in well under a second."""
    document = parse(query)
    started = time.process_time()
    found = None
    try:
        Meter(SCHEMA, document, limits=Limits(), **kwargs).check(variables or {})
    except TooComplex as refusal:
        found = refusal.params["measure"]
    assert time.process_time() - started < 0.5
    return found


def cost_of(query, variables=None, **kwargs):
    """Answer the cost by looking for the smallest limit that holds."""
    low, high = 0, 10**10
    document = parse(query)
    while low < high:
        middle = (low + high) // 2
        try:
            Meter(SCHEMA, document, limits=Limits(cost=middle), **kwargs).check(variables or {})
            high = middle
        except TooComplex:
            low = middle + 1
    return low


def nested(levels):
    return "{ product " + "{ related " * (levels - 2) + "{ sku" + " }" * levels


@pytest.mark.parametrize(("levels", "refusal"), [(8, None), (9, "depth"), (150, "depth")])
def test_depth(levels, refusal):
    assert measure(nested(levels)) == refusal


def test_depth_goes_on_through_fragments():
    query = "{ product { ...A } } fragment A on Product { related { related { related { ...B } } } } "
    query += "fragment B on Product { related { related { related { sku } } } }"

    assert measure(query) is None
    assert measure(query.replace("{ sku }", "{ related { sku } }")) == "depth"


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("{ product {" + " sku" * 249 + " } }", None),
        ("{ product {" + " sku" * 250 + " } }", "fields"),
        ("{ product { ...A ...A ...A } } fragment A on Product {" + " sku" * 84 + " }", "fields"),
        ("{ " + " ".join(f"a{n}: plain {{ stars }}" for n in range(16)) + " }", "aliases"),
        ("{ product { " + " ".join(f"a{n}: sku" for n in range(15)) + " } }", None),
        ("{ product { " + " ".join(f"a{n}: sku" for n in range(16)) + " } }", "aliases"),
        ("{ product { sku " + "@skip(if: false) " * 20 + "} }", None),
        ("{ product { sku " + "@skip(if: false) " * 21 + "} }", "directives"),
        ("query ($a: Int " + "@x " * 21 + ") { featured { sku } }", "directives"),
        ("{ " + "product { sku } " * 10 + "}", None),
        ("{ " + "product { sku } " * 11 + "}", "root_fields"),
        ("{ ...A ...A } fragment A on Query { " + "product { sku } " * 6 + "}", "root_fields"),
        ("{ ... { ... on Query { " + "product { sku } " * 11 + "} } }", "root_fields"),
        ("mutation { rate(stars: 1) }", None),
        ("mutation { rate(stars: 1) rate(stars: 1) }", "mutations"),
        ("mutation { a: rate(stars: 1) b: rate(stars: 2) }", "mutations"),
        ("mutation { rate(stars: 1) ...A } fragment A on Mutation { name }", "mutations"),
        ("mutation { name(tags: " + "[" * 10 + "]" * 10 + ") }", None),
        ("mutation { name(tags: " + "[" * 11 + "]" * 11 + ") }", "value_depth"),
        ("mutation { name(tags: " + "{a: " * 11 + "1" + "}" * 11 + ") }", "value_depth"),
        ("mutation ($t: " + "[" * 11 + "Int" + "]" * 11 + ") { name(tags: $t) }", "value_depth"),
    ],
)
def test_each_limit_holds_to_the_number(query, refusal):
    assert measure(query) == refusal


def test_operation_that_will_not_run_is_measured_too():
    assert measure("query A { product { sku } } query B " + nested(9)) == "depth"


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ product { sku title } }", 3),
        ("{ featured { sku title } }", 1 + 20 * 2),
        ("{ featured { variants { sku price } } }", 1 + 20 * (1 + 20 * 2)),
        ("{ products(first: 24) { edges { node { sku } } } }", 1 + 24 * 3),
        ("{ products(first: 24) { nodes { sku } } }", 1 + 24 * 2),
        ("{ products { edges { node { sku } } } }", 1 + 20 * 3),
        ("{ products(first: 10) { ...C } } fragment C on ProductConnection { edges { cursor } }", 1 + 10 * 2),
        ("{ products(first: 10) { ... { edges { cursor } } } }", 1 + 10 * 2),
        ("{ reviews { data { stars } } }", 1 + 5 * 2),
        ("{ reviews(limit: 1) { data { stars } } }", 1 + 2),
        ("{ plain { stars } }", 1 + 20),
        ("{ products(first: 0) { nodes { sku } } }", 1 + 2),
        ("{ products(first: -5) { nodes { sku } } }", 1 + 2),
        ("{ products(first: null) { nodes { sku } } }", 1 + 20 * 2),
        ("{ unknown(first: 7) { nodes { sku } } }", 1 + 7 * 2),
    ],
)
def test_cost_counts_fields_times_rows(query, cost):
    assert cost_of(query) == cost


def test_list_sizes_of_the_schema_lower_the_cost():
    assert cost_of("{ featured { variants { sku } } }", list_sizes={"Product.variants": 3}) == 1 + 20 * (1 + 3)


@pytest.mark.parametrize(
    ("variables", "size"),
    [({"n": 50}, 50), ({}, 30), ({"n": None}, 20), ({"n": "50"}, 20), ({"n": True}, 20), ({"n": [1]}, 20)],
)
def test_size_may_come_from_a_variable(variables, size):
    query = "query ($n: Int = 30) { products(first: $n) { ...C } } fragment C on ProductConnection { nodes { sku } }"

    assert cost_of(query, variables) == 1 + size * 2


@pytest.mark.parametrize("size", ["9" * 3_000, "2147483647"])
def test_huge_size_is_too_costly(size):
    assert measure("{ products(first: " + size + ") { nodes { sku } } }") == "cost"


def test_nested_lists_multiply():
    # One list inside another, twice: 20^4 rows.
    query = "{ featured { variants { product { variants { product { variants { sku } } } } } } }"

    assert measure(query) == "cost"


def fan(fragments):
    """Each fragment spreads the next one twice: 2^n fields in n lines."""
    lines = [f"fragment F{n} on Product {{ ...F{n + 1} ...F{n + 1} }}" for n in range(fragments)]
    return "{ product { ...F0 } } " + " ".join(lines) + f" fragment F{fragments} on Product {{ sku }}"


def chain(fragments):
    lines = [f"fragment F{n} on Product {{ ...F{n + 1} }}" for n in range(fragments)]
    return "{ product { ...F0 } } " + " ".join(lines) + f" fragment F{fragments} on Product {{ sku }}"


def test_fan_of_fragments_is_counted_and_not_expanded():
    assert measure(fan(6)) is None
    assert measure(fan(30)) == "fields"
    assert measure(fan(2_000)) == "fields"


def test_chain_of_two_thousand_fragments_needs_no_recursion():
    assert measure(chain(2_000)) is None
    deep = chain(240).replace("{ ...F", "{ related { ...F").replace("} fragment", "} } fragment")
    assert measure(deep) == "depth"


@pytest.mark.parametrize(
    "fragments",
    [
        "fragment A on Product { ...A }",
        "fragment A on Product { related { ...B } } fragment B on Product { ... { ...C } } "
        "fragment C on Product { sku ...A }",
        " ".join(f"fragment F{n} on Product {{ ...F{(n + 1) % 1000} }}" for n in range(1_000)),
    ],
)
@pytest.mark.parametrize("operation", ["{ product { ...A } }", "{ product { sku } }"])
def test_circle_of_fragments_is_refused(operation, fragments):
    with pytest.raises(QueryInvalid):
        measure(operation + " " + fragments)


def test_unknown_and_repeated_fragments_are_left_to_the_standard_rules():
    assert measure("{ ...Nowhere } fragment A on Nothing { sku } fragment A on Nothing { sku }") is None


def test_introspection_is_measured_as_one_field_where_it_is_allowed():
    query = "{ __schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { name } } } } } } } } } }"

    assert measure(query, introspection=True) is None
    with pytest.raises(problems.Problem, match="graphql.introspection_off"):
        measure(query)


@pytest.mark.parametrize("literal", ['"a\\u0000"', '"""a\0b"""'])
def test_literal_that_no_database_stores_is_refused(literal):
    with pytest.raises(BodyTextInvalid):
        measure("mutation { name(text: " + literal + ") }")
