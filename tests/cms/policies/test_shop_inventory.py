"""The gate and the running shop: what it states is checked, and where it cannot be had nothing is published."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from cms.policies import models, publishing, shop_inventory
from tests.cms.policies.conftest import pointers
from tests.cms.policies.shop_double import ShopDouble


@pytest.fixture
def shop(settings: Any) -> Iterator[ShopDouble]:
    double = ShopDouble()
    settings.SHOP_URL = double.address
    settings.SHOP_INVENTORY_FILE = ""
    settings.SHOP_INVENTORY_KEY = json.dumps(double.public_key())
    yield double
    double.close()


def test_a_signed_inventory_is_believed(shop):
    observed = shop_inventory.observe()

    assert (observed.refusal, observed.detail) == ("", "")
    assert observed.digest == shop_inventory.digest_of(shop.inventory)
    assert observed.inventory == shop.inventory
    assert shop.asked == ["/.well-known/data-inventory.json"]


def test_without_a_configured_key_the_shop_is_asked_for_it(shop, settings):
    settings.SHOP_INVENTORY_KEY = ""

    assert shop_inventory.observe().refusal == ""
    assert shop.asked == ["/.well-known/data-inventory.json", "/.well-known/consent-receipt-key.json"]


REFUSED = "policies.inventory_refused"
UNREACHABLE = "policies.inventory_unreachable"


@pytest.mark.parametrize(
    ("wrong", "refusal", "detail"),
    [
        ({"status": 503}, UNREACHABLE, "answered 503"),
        ({"status": 302, "location": "http://127.0.0.1:1/"}, UNREACHABLE, "answered 302"),
        ({"body": b"<html>"}, REFUSED, "it is no data inventory"),
        ({"body": b'{"inventory": []}'}, REFUSED, "it is no data inventory"),
        ({"body": b"[" * 100_000}, REFUSED, "it is no data inventory"),
        ({"digest": "0" * 64}, REFUSED, "its digest does not fit what it says"),
        ({"signature": "a.b.c"}, REFUSED, "its signature does not fit"),
        ({"kind": "consent-receipt+jwt"}, REFUSED, "its signature is of something else"),
    ],
)
def test_what_cannot_be_believed_is_refused(shop, wrong, refusal, detail):
    for name, value in wrong.items():
        setattr(shop, name, value)

    observed = shop_inventory.observe()

    assert (observed.refusal, observed.inventory) == (refusal, {})
    assert observed.detail.endswith(detail)


def test_another_shop_s_signature_is_refused(shop):
    shop.signature = shop.signed(shop_inventory.digest_of(shop.inventory), OKPKey.generate_key("Ed25519"))

    assert shop_inventory.observe().detail == "its signature does not fit"


def test_an_older_statement_under_a_good_signature_is_refused(shop):
    """A replay of the inventory from before a column was added would hide the column."""
    shop.issued_at -= timedelta(days=3)

    assert "too long ago" in shop_inventory.observe().detail


def test_the_signature_is_of_this_inventory(shop):
    shop.signature = shop.signed("0" * 64, shop.key)

    assert shop_inventory.observe().detail == "its signature is of something else"


def test_too_long_an_answer_is_refused(shop, settings):
    settings.SHOP_INVENTORY_BYTES = 1_000

    assert shop_inventory.observe().detail == "it is too long"


def test_a_shop_that_drips_holds_nobody(shop, settings):
    """Each byte comes in time; the whole would take an hour."""
    settings.SHOP_INVENTORY_TIMEOUT_SECONDS = 1
    shop.drips = True
    began = time.monotonic()

    observed = shop_inventory.observe()

    assert (observed.refusal, observed.inventory) == (UNREACHABLE, {})
    assert observed.detail.endswith("answers too slowly")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("encoding", ["gzip", "chunked"])
def test_an_answer_comes_in_the_forms_of_http(shop, encoding):
    shop.encoding = encoding

    observed = shop_inventory.observe()

    assert (observed.refusal, observed.inventory) == ("", shop.inventory)


def test_an_answer_that_breaks_off_is_refused(shop):
    shop.breaks_off = True

    observed = shop_inventory.observe()

    assert (observed.refusal, observed.inventory) == (UNREACHABLE, {})


def test_a_plain_address_is_refused_outside_development(shop, settings):
    settings.EVENTS_ALLOW_PRIVATE_ADDRESSES = False

    assert shop_inventory.observe().detail == "SHOP_URL is not an https address"
    assert shop.asked == []


def test_a_file_stands_in_for_the_shop(shop, tmp_path):
    file = tmp_path / "inventory.json"
    file.write_bytes(shop.answer("/"))

    with shop_inventory.from_file(file):
        observed = shop_inventory.observe()

    assert (observed.refusal, observed.source, shop.asked) == ("", str(file), [])


@pytest.mark.django_db
def test_the_version_keeps_the_state_of_the_code_it_was_checked_with(shop, draft):
    draft().get_latest_revision().publish()

    assert models.PolicyVersion.objects.get().document["inventory"] == {
        "digest": shop_inventory.digest_of(shop.inventory),
        "build": shop.inventory["build"],
    }


@pytest.mark.django_db
def test_without_the_shop_nothing_is_published(shop, draft):
    page = draft()
    shop.status = 503

    with pytest.raises(publishing.PublishingRefused) as refused:
        page.get_latest_revision().publish()

    assert pointers(refused.value) == [("", UNREACHABLE)]
    assert models.PolicyVersion.objects.count() == 0


@pytest.mark.django_db
def test_terms_are_compared_with_the_running_shop_too(shop, draft):
    page = draft(kind="terms")
    shop.status = 503
    with pytest.raises(publishing.PublishingRefused) as refused:
        page.get_latest_revision().publish()
    shop.status = 200

    page.get_latest_revision().publish()

    assert pointers(refused.value) == [("", UNREACHABLE)]
    assert models.PolicyVersion.objects.get().document["inventory"] == {
        "digest": shop_inventory.digest_of(shop.inventory),
        "build": shop.inventory["build"],
    }
