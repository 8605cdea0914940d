"""Documents compiled to plans: they answer what graphql-core answers, to the letter, or leave the work to it."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cms.api import graphql
from frontend_contracts.wire.graphql_plan import Plans
from tests.cms import doors, factories

pytestmark = pytest.mark.django_db

PLAIN = (
    f'query A($n: Int) {{ products(first: $n, locale: "kk") {{ edges {{ cursor node {{{doors.CARD}}} }} '
    "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
    f'{{ one: product(slug: "lamp-0") {{{doors.DETAIL}}} two: product(sku: "LAMP-1", locale: "en") {{ ...p }} }} '
    "fragment p on Product { slug images { rendition(name: CARD) { name url width } } title }",
    '{ categories(locale: "kk") { slug title } operator { bin legalName { kk ru en } } }',
    '{ productVersion(slug: "lamp-0", version: 1) { version sha256 document } redirects { source isPermanent } }',
)
LEFT_TO_GRAPHQL_CORE = (
    '{ product(slug: "lamp-0") { title title @include(if: true) } }',
    "{ products(first: 1) { edges { node { slug } } edges { node { title } } } }",
    '{ product(slug: "never") { slug } }',
    '{ product(slug: "a", sku: "b") { slug } }',
    "{ events { next } }",
    '{ __type(name: "Product") { name } }',
)


def ask(query: str) -> Any:
    body = {"query": query, "variables": {"n": 2} if "$n" in query else {}}
    return json.loads(Client().post("/graphql/", body, content_type="application/json").content)


def without_request_id(answer: Any) -> str:
    for error in answer.get("errors", []):
        error["extensions"].pop("request_id")
    return json.dumps(answer)  # the order of members counts too


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What plans answered, asked anew for each test; one entry a request."""
    image = factories.image()
    body = [("picture", {"image": image, "alt": "x", "caption": ""}), ("text", "<p>x</p>")]
    for number in range(3):
        factories.public_product(f"lamp-{number}", locales=("kk", "ru"), images=[image], body=body)
    answered: list[bool] = []
    execute = Plans.execute

    def watched(self: Plans, *arguments: Any) -> Any:
        answer = execute(self, *arguments)
        answered.append(answer is not None)
        return answer

    monkeypatch.setattr(Plans, "execute", watched)
    return answered


@pytest.mark.parametrize("query", PLAIN)
def test_a_plan_answers_what_graphql_core_answers(
    planned: list[bool], monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    by_plan = ask(query)

    monkeypatch.setattr(Plans, "execute", lambda *arguments: None)

    assert planned == [True]
    assert "errors" not in by_plan
    assert json.dumps(by_plan) == json.dumps(ask(query))


@pytest.mark.parametrize("query", LEFT_TO_GRAPHQL_CORE)
def test_the_rest_is_left_to_graphql_core(planned: list[bool], monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    answer = ask(query)

    monkeypatch.setattr(Plans, "execute", lambda *arguments: None)

    assert planned in ([False], [])  # refused before anything is executed, or not for a plan
    assert without_request_id(answer) == without_request_id(ask(query))


def test_every_trusted_document_is_plain() -> None:
    plans = Plans(graphql.schema.graphql_schema)
    store = graphql.view.view_initkwargs["store"]

    for document_id in settings.GRAPHQL_DOCUMENTS:
        prepared = store.prepared(query=None, document_id=document_id, variables={"first": 24})
        assert plans.compiled(prepared, None) is not None, document_id
