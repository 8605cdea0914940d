"""The OpenAPI document: valid, complete, and true of what the REST door answers."""

import json
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver
from openapi_spec_validator import validate

from shop_api import urls  # noqa: F401 - importing the addresses registers every route, for whichever test comes first
from shop_api.doors import examples, openapi, rest
from shop_api.gate import shapes
from tests import contract_files
from tests.shop_api.doors.walk import Walk

#: Addresses that are no part of the contract for programs: pages for people, and the one GraphQL address.
NO_CONTRACT = (".well-known/data-inventory", "support", "docs", "dev/", "graphql", "static/")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    get_resolver().url_patterns  # noqa: B018 - importing the addresses registers every route
    return json.loads(json.dumps(openapi.document()))


@pytest.mark.parametrize("service", ["cms", "shop_api"])
def test_committed_documents_are_valid_openapi(service):
    validate(contract_files.load(f"{service}/openapi.json"))


def test_every_address_is_described(document):
    described = {path.strip("/") for path in document["paths"]}

    served = {address for address in _addresses(get_resolver().url_patterns, "") if not address.startswith(NO_CONTRACT)}

    assert served == described


def test_operations_are_named_once(document):
    names = [one["operationId"] for methods in document["paths"].values() for one in methods.values()]

    assert sorted(names) == sorted(set(names))


def test_a_command_refuses_what_it_does_not_know_and_an_answer_may_grow(document):
    schemas = document["components"]["schemas"]

    assert schemas["PlaceOrder"]["additionalProperties"] is False
    assert "additionalProperties" not in schemas["Order"]


def test_what_stands_in_the_address_or_a_header_is_not_in_the_body(document):
    operation = document["paths"]["/api/v1/carts/current/lines/{sku}"]["patch"]
    body = contract_files.load("shop_api/openapi.json")["components"]["schemas"]["ChangeCartLineBody"]

    named = {(one["in"], one["name"], one["required"]) for one in operation["parameters"]}
    assert named == {("path", "sku", True), ("header", "Idempotency-Key", False), ("header", "If-Match", True)}
    assert set(body["properties"]) == {"quantity", "consent"}
    assert body["required"] == ["quantity"]


def test_who_may_call_and_what_may_be_refused_is_said(document):
    placing = document["paths"]["/api/v1/orders"]["post"]

    assert placing["security"] == [{"cart_token": []}, {"session_token": []}, {"session_cookie": []}]
    assert placing["x-consent"]["required"] == ["order_fulfilment"]
    assert placing["x-problems"]["stock.gone"]["status"] == 409
    assert document["paths"]["/api/v1/catalog"]["get"]["security"] == []


@pytest.mark.parametrize("name", examples.operations())
def test_example_requests_fit_their_contract(name):
    target = _target(name)
    shape = target.criteria_type if hasattr(target, "criteria_type") else target.command_type

    parsed = shapes.adapter(shape).validate_json(json.dumps(examples.values(name)))

    assert isinstance(parsed, shape)


def test_every_example_belongs_to_an_operation():
    assert set(examples.operations()) == set(examples._VALUES)


@pytest.mark.django_db(transaction=True)
def test_examples_lead_to_an_order_and_every_answer_is_what_the_document_says(document):
    walk = Walk.in_an_open_shop()

    for tab in examples.TABS:
        method, path, operation = walk.operation(document, tab.operation)
        answer = walk.rest(method, path, operation)
        status = next(code for code in operation["responses"] if code.startswith("2"))
        assert answer.status_code == int(status), answer.content
        schema = contract_files.closed(contract_files.answer_schema("shop_api", path, method, status))
        assert contract_files.faults(answer.json(), schema) == []

    assert walk.memory["number"]


def _target(name):
    for route in rest.routes():
        for served in route.methods.values():
            target = served.query if isinstance(served, rest.Read) else served.use_case
            if target.name == name:
                return target
    raise LookupError(name)


def _addresses(patterns, prefix):
    for one in patterns:
        here = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield openapi._PART.sub(r"{\1}", here).strip("/")
        else:
            yield from _addresses(one.url_patterns, here)
