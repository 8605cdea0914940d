"""What the cms really publishes, against the committed contracts; `tests/shop_api/publications` holds the shop to them.

Schemas are closed here: a member that is sent and not declared is a mistake of the producer.
"""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import WorkflowPage

from cms.api import openapi
from cms.events import models as event_models
from cms.events import outbox
from cms.policies import demo as policy_demo
from cms.policies import models as policy_models
from cms.products import models as product_models
from frontend_contracts.wire.webhooks import EventType, canonical_json, sha256_hex
from tests import contract_files
from tests.cms import factories

pytestmark = pytest.mark.django_db

PRODUCT_SCHEMA = "product_document"


def faults(value: Any, name: str) -> list[str]:
    return contract_files.faults(value, contract_files.closed(contract_files.schema(name)))


@pytest.fixture
def legal() -> None:
    """The demo's policy and terms, published as an editor publishes them."""
    policy_demo.load()


@pytest.fixture
def products() -> None:
    """A product in three languages with a picture, and one without English."""
    factories.public_product("lamp", images=[factories.image()])
    factories.public_product("shade", locales=("kk", "ru"))


@pytest.mark.parametrize(("slug", "name"), [("privacy", "policy_document"), ("terms", "terms_document")])
def test_published_legal_texts_fit_their_schema_and_hash(legal: None, slug: str, name: str) -> None:
    answer = Client().get(f"/api/v1/policies/{slug}", {"version": 1}).json()

    assert faults(answer["document"], name) == []
    assert answer["sha256"] == sha256_hex(canonical_json(answer["document"]))
    assert policy_models.PolicyVersion.objects.get(slug=slug).sha256 == answer["sha256"]


@pytest.mark.parametrize("slug", ["lamp", "shade"])
def test_published_products_fit_their_schema_and_hash(products: None, slug: str) -> None:
    answer = Client().get(f"/api/v1/products/{slug}", {"version": 1}).json()

    assert faults(answer["document"], PRODUCT_SCHEMA) == []
    assert answer["sha256"] == sha256_hex(canonical_json(answer["document"]))


def test_every_event_of_the_outbox_fits_the_schema(legal: None, products: None) -> None:
    product_models.Product.objects.get(slug="lamp").unpublish()

    sent = [outbox.as_event(row).to_dict() for row in event_models.OutboxEvent.objects.order_by("sequence")]

    assert {one["type"] for one in sent} == {
        EventType.POLICY_PUBLISHED,
        EventType.TERMS_PUBLISHED,
        EventType.PRODUCT_PUBLISHED,
        EventType.PRODUCT_UNPUBLISHED,
    }
    assert [faults(one, "event") for one in sent] == [[]] * len(sent)


@pytest.mark.parametrize("name", ["policy_document", "terms_document", PRODUCT_SCHEMA])
def test_the_examples_fit_too_and_a_loss_is_noticed(name: str) -> None:
    example = contract_files.example(name)

    assert faults(example, name) == []
    # Documents of before a member came stay valid for ever, as versions do.
    later = {"schema_version", "clauses", "inventory", "material_changes"} if name != PRODUCT_SCHEMA else set()
    for member in set(example) - later:
        assert faults({key: value for key, value in example.items() if key != member}, name) != []
    assert faults({**example, "undeclared": 1}, name) != []


def test_example_hashes_are_those_of_the_example_documents() -> None:
    for name, family in (("policy_document", "policy"), ("terms_document", "terms"), (PRODUCT_SCHEMA, "product")):
        told = contract_files.example(f"event_{family}_published")["data"]
        assert told["sha256"] == sha256_hex(canonical_json(contract_files.example(name)))


READS: dict[str, dict[str, Any]] = {
    "/api/v1/products": {"locale": "kk"},
    "/api/v1/products/{key}": {"locale": "en"},
    "/api/v1/categories": {},
    "/api/v1/route": {"path": "/kk/policies/privacy"},
    "/api/v1/redirects": {},
    "/api/v1/policies/{slug}": {"locale": "en"},
    "/api/v1/policies/{slug}/versions": {},
    "/api/v1/operator": {},
    "/api/v1/events": {},
    "/healthz": {},
    "/readyz": {},
}


@pytest.mark.parametrize("path", READS)
def test_answers_are_what_openapi_says(legal: None, products: None, path: str) -> None:
    address = path.format(key="lamp", slug="privacy")
    headers = {"Authorization": f"Bearer {settings.EVENTS_SECRET}"}

    answer = Client().get(address, READS[path], headers=headers).json()

    assert contract_files.faults(answer, contract_files.closed(contract_files.answer_schema("cms", path))) == []


def test_a_difference_is_what_openapi_says(legal: None) -> None:
    _second_version()

    answer = Client().get("/api/v1/policies/privacy/diff", {"from": 1, "to": 2}).json()

    schema = contract_files.closed(contract_files.answer_schema("cms", "/api/v1/policies/{slug}/diff"))
    assert contract_files.faults(answer, schema) == []
    assert answer["facts"] != []


@pytest.mark.parametrize("name", sorted(set(openapi.OPERATIONS) - {"image"}))
def test_an_unknown_parameter_is_refused_with_the_documented_ones(name: str) -> None:
    operations = {one["get"]["operationId"]: (path, one["get"]) for path, one in openapi.document()["paths"].items()}
    path, operation = operations[name]
    headers = {"Authorization": f"Bearer {settings.EVENTS_SECRET}"}

    answer = Client().get(path.format(key="x", slug="x"), {"unheard_of": "1"}, headers=headers).json()

    documented = sorted(one["name"] for one in operation["parameters"] if one["in"] == "query")
    assert (answer["code"], answer["errors"][0]["pointer"]) == ("input.invalid", "/unheard_of")
    assert answer["errors"][0]["detail"] == ", ".join(documented)


def _second_version() -> None:
    page = policy_models.PolicyPage.objects.get(slug="privacy").get_latest_revision_as_object()
    page.change_note_kk, page.change_note_ru, page.change_note_en = "Екінші.", "Вторая.", "Second."
    page.effective_from = datetime.now(UTC).date().replace(year=datetime.now(UTC).year + 1)
    WorkflowPage.objects.all().delete()
    page.save_revision().publish()
    assert json.loads(policy_models.PolicyVersion.objects.get(slug="privacy", number=2).canonical_document)
