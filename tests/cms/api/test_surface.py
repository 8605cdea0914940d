"""What every public answer has in common, and what the public surface refuses."""

import json
import time
from typing import Any

import pytest
from django.apps import apps
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from cms.api import graphql
from cms.api.graphql import schema
from cms.blocks.product import ProductBody
from cms.products.models import Product
from cms.staff.middleware import is_public
from frontend_contracts.wire import personal_data
from frontend_contracts.wire.graphql_guard import GuardedGraphQLView
from tests.cms import factories

pytestmark = pytest.mark.django_db

READS = [
    "/api/v1/products",
    "/api/v1/products/lamp",
    "/api/v1/products/lamp?version=1",
    "/api/v1/categories",
    "/api/v1/route?path=/products/lamp",
    "/api/v1/redirects",
    "/api/v1/operator",
]
WRITING_METHODS = ["POST", "PUT", "PATCH", "DELETE"]


@pytest.fixture(autouse=True)
def lamp() -> None:
    factories.public_product("lamp")


def ask(query: str, **more: Any) -> Any:
    return Client().post("/graphql/", {"query": query, **more}, content_type="application/json")


@pytest.mark.parametrize("address", READS)
def test_public_reads_can_be_kept_by_any_cache(address: str) -> None:
    client = Client(headers={"cookie": "cms_session=stolen; sessionid=x", "accept-language": "kk"})

    response = client.get(address)

    assert response.status_code == 200
    assert response["Vary"] == "Accept-Encoding"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert response["Surrogate-Key"]
    assert response["Cache-Control"].startswith("public, max-age=")
    assert hasattr(response.wsgi_request, "user") is False


@pytest.mark.parametrize("address", READS)
def test_what_a_client_holds_is_not_sent_again(address: str) -> None:
    first = Client().get(address)

    second = Client().get(address, headers={"if-none-match": first["ETag"]})

    assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])


def test_a_publication_changes_the_etag() -> None:
    before = Client().get("/api/v1/products/lamp")["ETag"]

    factories.edit_price(_product(), 5_000).publish()

    after = Client().get("/api/v1/products/lamp", headers={"if-none-match": before})
    assert after.status_code == 200
    assert after.json()["variants"][0]["price"]["amount"] == "50.00"


def test_versions_may_be_kept_for_a_year_and_the_product_for_minutes() -> None:
    version = Client().get("/api/v1/products/lamp?version=1")["Cache-Control"]
    product = Client().get("/api/v1/products/lamp")["Cache-Control"]

    assert version == "public, max-age=31536000, immutable"
    assert product == "public, max-age=60, s-maxage=600"


@pytest.mark.parametrize("method", WRITING_METHODS)
def test_no_public_address_takes_a_write(method: str) -> None:
    """Every public route but GraphQL, which has no mutation, refuses every writing method."""
    refused = []
    for route in public_routes():
        if route == "/graphql/":
            continue
        response = Client(enforce_csrf_checks=True, raise_request_exception=False).generic(
            method, filled(route), json.dumps({}), content_type="application/json"
        )
        assert response.status_code == 405, (route, response.status_code)
        refused.append(route)

    assert len(refused) > 15
    assert schema.graphql_schema.mutation_type is None
    assert schema.graphql_schema.subscription_type is None


def test_the_content_database_has_no_table_for_customers() -> None:
    """All personal data here are of one category: accounts of editors."""
    inventory = personal_data.inventory()
    categories = {
        mark["category"]
        for fields in inventory["models"].values()
        for mark in fields.values()
        if isinstance(mark, dict)
    }

    assert categories == {"staff_account"}
    assert inventory["counts"]["personal"] > 20
    assert personal_data.unmarked_fields() == []
    assert [model._meta.label for model in apps.get_models() if "customer" in model._meta.db_table] == []


def test_preflights_are_answered_without_credentials() -> None:
    response = Client().options(
        "/graphql/", headers={"origin": "https://shop.example", "access-control-request-method": "POST"}
    )

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Access-Control-Allow-Credentials" not in response


def test_problems_are_told_in_the_language_asked_for() -> None:
    answers = {
        code: Client().get("/api/v1/products/none", headers={"accept-language": code}).json()
        for code in ("kk", "ru", "en")
    }

    assert {answer["code"] for answer in answers.values()} == {"not_found"}
    assert len({answer["detail"] for answer in answers.values()}) == 3


def test_an_unknown_address_is_a_problem_too() -> None:
    response = Client().get("/api/v1/nothing-here")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


DEEP = '{product(slug: "lamp"){body{... on ProductPictureBlock{image{rendition(name: CARD){url}}}}}}'
HOSTILE = {
    "aliases": "{" + " ".join(f"a{number}: products{{pageInfo{{hasNextPage}}}}" for number in range(300)) + "}",
    "fragment fan": "{...a0} "
    + " ".join(f"fragment a{n} on Query{{...a{n + 1} ...a{n + 1}}}" for n in range(30))
    + " fragment a30 on Query{products{pageInfo{hasNextPage}}}",
    "fragment cycle": "{...a} fragment a on Query{...b} fragment b on Query{...a}",
    "directives": "{products " + "@include(if: true) " * 300 + "{pageInfo{hasNextPage}}}",
    "cost": "{products(first: 100){edges{node{image{"
    + " ".join(f"r{n}: renditions{{url}}" for n in range(15))
    + "}}}}}",
    "unclosed": "{" * 5000,
    "garbage": "\u0000",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_queries_are_refused_within_a_second(name: str) -> None:
    started = time.process_time()  # what it costs us, whatever else the machine does

    response = ask(HOSTILE[name])

    assert time.process_time() - started < 1
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_an_honest_deep_query_passes() -> None:
    assert ask(DEEP).status_code == 200


@pytest.mark.parametrize(
    ("method", "content_type", "body", "status"),
    [
        ("GET", "application/json", "", 405),
        ("POST", "application/x-www-form-urlencoded", "query={categories{slug}}", 415),
        ("POST", "application/json", "{", 400),
        ("POST", "application/json", "[" * 100_000, 413),
        ("POST", "application/json", "[" * 10_000, 400),
        ("POST", "application/json", json.dumps({"query": "{categories{slug}}", "more": 1}), 400),
        ("POST", "application/json", json.dumps({"query": "{categories{slug}}" + " " * 21_000}), 413),
    ],
)
def test_graphql_takes_small_json_posts_only(method: str, content_type: str, body: str, status: int) -> None:
    response = Client().generic(method, "/graphql/", body, content_type=content_type)

    assert response.status_code == status


def test_the_schema_stays_closed_where_introspection_is_off() -> None:
    view = GuardedGraphQLView.as_view(schema=graphql.schema, context_factory=graphql.context_of, introspection=False)

    request = RequestFactory().post("/graphql/", {"query": "{__schema{types{name}}}"}, content_type="application/json")
    response = view(request)

    assert response.status_code == 400
    assert b"ProductConnection" not in response.content


def test_every_block_of_the_body_is_a_member_of_the_union() -> None:
    members = {member.name for member in schema.graphql_schema.get_type("ProductBlock").types}

    assert members == {f"Product{name.title()}Block" for name in ProductBody().child_blocks}
    assert len(members) == 6


def _product() -> Any:
    return Product.objects.get(slug="lamp")


def public_routes(resolver: URLResolver | None = None, prefix: str = "/") -> list[str]:
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            found += public_routes(pattern, path)
        elif isinstance(pattern, URLPattern) and is_public(path):
            found.append(path)
    return found


def filled(route: str) -> str:
    values = {"<str:key>": "lamp", "<slug:slug>": "privacy", "<int:pk>": "1", "<int:image_id>": "1",
              "<slug:file_hash>": "aaaaaaaaaaaa", "<slug:name>": "card"}  # fmt: skip
    for hole, value in values.items():
        route = route.replace(hole, value)
    assert "<" not in route, f"the test does not know how to fill {route}"
    return route
