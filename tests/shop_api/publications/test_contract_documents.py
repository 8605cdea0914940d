"""The shop against the committed contracts of the cms: its examples are applied, what lacks something is refused.

`tests/cms/test_contract_documents.py` holds what the cms really publishes against the same files.
"""

from functools import reduce

import pytest
from django.db import transaction

from frontend_contracts.wire import webhooks
from shop_api.catalog import models as catalog_models
from shop_api.consent import models as consent_models
from shop_api.publications import appliers, models
from tests import contract_files
from tests.shop_api import rows
from tests.shop_api.catalog import factories as catalog_factories
from tests.shop_api.consent import factories as consent_factories
from tests.shop_api.publications import sending

DOCUMENTS = {"policy_document": "policy", "terms_document": "terms", "product_document": "product"}

#: What the shop cannot do without, by document. The other members are kept as they are.
_LEGAL = (
    ("slug",),
    ("kind",),
    ("version",),
    ("effective_from",),
    ("material",),
    ("operator",),
    ("purposes",),
    ("switches",),
    ("texts", "kk"),
    ("texts", "ru", "sha256"),
    ("texts", "en", "title"),
)
_PRODUCT = (
    ("slug",),
    ("version",),
    ("category",),
    ("titles", "ru"),
    ("descriptions", "kk"),
    ("images",),
    ("variants",),
    ("variants", 0, "sku"),
    ("variants", 0, "price_minor"),
    ("variants", 1, "title", "kk"),
    ("available_locales",),
)
NEEDED = [
    *((name, path) for name in ("policy_document", "terms_document") for path in _LEGAL),
    *(("product_document", path) for path in _PRODUCT),
]


def states():
    return list(models.IncomingEvent.objects.order_by("sequence").values_list("state", "reason"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_committed_examples_fit_their_schemas(name):
    assert contract_files.faults(contract_files.example(name), contract_files.schema(name)) == []


@pytest.mark.parametrize("kind", webhooks.EventType)
def test_the_committed_events_are_read_by_the_wire(kind):
    example = contract_files.example(f"event_{kind.value.replace('.', '_')}")

    event = webhooks.Event.from_dict(example)

    assert contract_files.faults(example, contract_files.schema("event")) == []
    assert event.to_dict() == example


def test_documents_of_the_shops_own_tests_fit_the_contract():
    made = {
        "policy_document": consent_factories.document("privacy"),
        "terms_document": consent_factories.document("terms"),
        "product_document": catalog_factories.document(),
    }

    found = {name: contract_files.faults(value, contract_files.schema(name)) for name, value in made.items()}

    assert found == {"policy_document": [], "terms_document": [], "product_document": []}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "family"), DOCUMENTS.items())
def test_an_example_is_fetched_checked_and_applied(sender, name, family):
    document = contract_files.example(name)
    told = contract_files.example(f"event_{family}_published")

    event = sender.event(document, f"{family}.published")
    sending.post(event)
    sending.work()

    assert event.data == told["data"]  # the committed hash is the one both sides compute
    assert states() == [("applied", "")]


@pytest.mark.django_db(transaction=True)
def test_what_was_applied_is_what_the_document_says(sender):
    for name, family in DOCUMENTS.items():
        sending.post(sender.event(contract_files.example(name), f"{family}.published"))
    sending.work()

    product = contract_files.example("product_document")
    assert list(consent_models.PolicyText.objects.order_by("slug").values_list("slug", "version")) == [
        ("privacy", 1),
        ("terms", 1),
    ]
    assert list(catalog_models.Variant.objects.order_by("sku").values_list("sku", "price_minor")) == [
        (one["sku"], one["price_minor"]) for one in product["variants"]
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "path"), NEEDED)
def test_a_document_that_lacks_what_the_shop_needs_is_refused(name, path):
    document = contract_files.example(name)
    *parents, member = path
    del reduce(lambda value, key: value[key], parents, document)[member]
    apply = appliers.applier_of(f"{DOCUMENTS[name]}.published")
    before = rows.snapshot()

    with pytest.raises(appliers.DocumentRefused), transaction.atomic():
        apply(catalog_factories.actor(), None, document)

    assert contract_files.faults(document, contract_files.schema(name)) != []
    assert rows.changed(before) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "family"), DOCUMENTS.items())
def test_a_document_that_was_changed_on_its_way_is_refused(sender, name, family):
    document = contract_files.example(name)
    event = sender.event(document, f"{family}.published")
    (address,) = sender.cms.bodies
    sender.cms.bodies[address] = {**sender.cms.bodies[address], "document": {**document, "extra": True}}

    sending.post(event)
    sending.work()

    assert states() == [("failed", "hash_differs")]
    assert consent_models.PolicyText.objects.count() == 0
    assert catalog_models.Product.objects.count() == 0
