"""Ready JSON over GraphQL: a plan answers what graphql-core answers, to the letter."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from graphql import ExecutionResult

from shop_api.doors.graphql_plan import Plans
from tests.shop_api.catalog import factories

pytestmark = pytest.mark.django_db

FULL = """
query L($after: String, $first: Int) {
  catalog(first: $first, after: $after, locale: en) {
    edges { cursor node { ...card again: title variants { sku available price { amount } attributes } } }
    nodes { id publishedAt }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
  one: product(slugOrSku: "CUP-1") {
    id publishedAt slug locale requestedLocale availableLocales
    images { url alt renditions } ... on CatalogProduct { description vatClass }
  }
  gone: product(slugOrSku: "never") { slug }
}
fragment card on CatalogCard { slug locale image { url alt } priceFrom { amount currency } availableLocales }
"""


def ask(query, variables=None):
    body = json.dumps({"query": query, "variables": variables or {}})
    response = Client().post("/graphql/", body, content_type="application/json")
    return response.content


@pytest.fixture
def shelf():
    for number in range(3):
        factories.publish(f"cup-{number}", images=[] if number == 2 else factories.document("x")["images"])


def plan_only(monkeypatch):
    """Count how often a plan answers."""
    answered = []
    execute = Plans.execute

    def counting(self, *arguments):
        answer = execute(self, *arguments)
        answered.append(isinstance(answer, ExecutionResult))
        return answer

    monkeypatch.setattr(Plans, "execute", counting)
    return answered


@pytest.mark.parametrize("variables", [{"first": 2}, {"first": 100}, {}])
def test_plan_answers_as_graphql_core_does(shelf, monkeypatch, variables):
    by_plan = plan_only(monkeypatch)
    planned = ask(FULL, variables)

    monkeypatch.setattr(Plans, "execute", lambda self, *arguments: None)
    resolved = ask(FULL, variables)

    assert by_plan == [True]
    assert json.loads(planned)["data"]["catalog"]["edges"][0]["node"]["image"] is None
    assert planned == resolved


@pytest.mark.parametrize(
    "query",
    [
        "{ catalog { nodes { slug title } nodes { slug } } }",
        "{ catalog { nodes { slug @skip(if: false) } } }",
        "{ catalog { nodes { __typename slug } } }",
        '{ catalog(after: "nonsense") { nodes { slug } } }',
        "{ stockLevels { nodes { sku } } }",
    ],
)
def test_what_no_plan_covers_is_left_to_graphql_core(shelf, monkeypatch, query):
    by_plan = plan_only(monkeypatch)

    answer = json.loads(ask(query))

    assert by_plan == [False]
    assert answer.get("errors") or len(answer["data"]["catalog"]["nodes"]) == 3


@pytest.mark.parametrize(
    ("query", "answered"),
    [
        ("{ __typename }", {"__typename": "Query"}),
        ("{ kind: __typename catalog { nodes { slug } } }", {"kind": "Query"}),
        ("{ __schema { queryType { name } } }", {"__schema": {"queryType": {"name": "Query"}}}),
    ],
)
def test_what_every_schema_answers_is_answered(shelf, query, answered):
    answer = json.loads(ask(query))

    assert "errors" not in answer
    assert answered.items() <= answer["data"].items()


def test_wrong_variables_are_refused(shelf):
    assert json.loads(ask(FULL, {"first": "many"}))["code"] == "graphql.variables_invalid"


def test_plan_costs_one_statement_a_root_field(shelf):
    with CaptureQueriesContext(connection) as statements:
        ask(FULL, {"first": 2})

    assert len(statements) == 3
