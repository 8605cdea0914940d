"""The documentation's pages: whom they open to, what they load, and that their examples place an order."""

import re

import pytest
from django.test import Client
from graphql import build_schema, parse, validate

from frontend_contracts.wire import docs_pages
from shop_api.doors import docs, examples, exports
from shop_api.gate.permissions import Role
from shop_api.values.identifiers import new_id
from tests.shop_api import people
from tests.shop_api.doors.walk import Walk

ADDRESSES = (
    "/docs/",
    "/docs/graphql/",
    "/docs/openapi.json",
    "/docs/assets/docs.js",
    "/api/v1/openapi.json",
    "/graphql/schema",
)


@pytest.fixture
def open_docs(settings):
    settings.SHOWS_DOCS = True


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.django_db
def test_strangers_see_none_of_it_outside_development(address):
    answer = Client().get(address)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.django_db
def test_everybody_sees_it_in_development(open_docs, address):
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.django_db
def test_signed_in_staff_see_it_everywhere(monkeypatch, address):
    people.bind(monkeypatch)

    assert Client().get(address, headers=people.staff(Role.MODERATOR, new_id()).headers).status_code == 200
    assert Client().get(address, headers=people.customer(new_id(), new_id()).headers).status_code == 404


@pytest.mark.parametrize("address", ["/docs/", "/docs/graphql/"])
def test_pages_load_from_this_origin_only(open_docs, address):
    answer = Client().get(address)

    policy = answer.headers["Content-Security-Policy"]
    html = answer.content.decode()
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert re.findall(r"(?:src|href)=\"(?!/|data:,)", html) == []
    assert "<script>" not in html


def test_other_files_are_not_served(open_docs):
    for name in ("package.json", "..%2Fpackage.json", "graphiql.js", "docs.css.map"):
        assert Client().get(f"/docs/assets/{name}").status_code == 404


def test_a_page_without_its_assets_names_the_command(open_docs, monkeypatch, tmp_path):
    monkeypatch.setattr(docs_pages, "MODULES", tmp_path)

    answer = Client().get("/docs/graphql/")

    assert answer.status_code == 200
    assert "<code>make docs-assets</code>" in answer.content.decode()
    assert Client().get("/docs/assets/graphiql.min.js").status_code == 404


def test_served_contract_is_the_committed_one(open_docs):
    sdl = Client().get("/graphql/schema").content.decode()

    assert sdl.strip() == exports.sdl().strip()
    assert Client().get("/api/v1/openapi.json").json()["info"]["title"] == docs.documentation.title


def test_page_shows_places_instead_of_stand_ins(open_docs):
    document = Client().get("/docs/openapi.json").json()

    placing = document["paths"]["/api/v1/orders"]["post"]
    body = placing["requestBody"]["content"]["application/json"]["example"]
    assert body["quote_id"] == "{{quote_id}}"
    assert body["accepted_terms_version"] == "{{terms_version}}"
    assert body["consent"]["form"] == "{{form}}"
    assert [one["example"] for one in placing["parameters"]] == ["{{new_key}}"]


def test_tabs_fit_the_schema():
    schema = build_schema(exports.sdl())

    assert [validate(schema, parse(tab["query"])) for tab in examples.tabs()] == [[]] * len(examples.TABS)


@pytest.mark.django_db(transaction=True)
def test_tabs_lead_to_an_order_and_its_cancelling():
    walk = Walk.in_an_open_shop()

    answers = [walk.graphql(tab) for tab in examples.tabs()]

    assert [answer.get("errors") for answer in answers] == [None] * len(answers)
    payloads = [next(iter(answer["data"].values())) for answer in answers]
    assert [payload.get("errors", []) for payload in payloads] == [[]] * len(payloads)
    assert payloads[5]["order"]["status"] == "confirmed"
    assert payloads[6]["isMasked"] is True
    assert payloads[7]["order"]["status"] == "cancelled"
