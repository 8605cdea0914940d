"""What frontends read of the catalogue, over both doors."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop_api.catalog import models
from tests.shop_api.catalog import factories

pytestmark = pytest.mark.django_db


def test_card_carries_product_price_and_live_stock(door):
    factories.publish("teapot", stock=7)
    models.Stock.objects.filter(sku="TEAPOT").update(reserved=2)

    answer = door.catalog(locale="en")

    [card] = answer["data"]
    assert card["slug"] == "teapot"
    assert card["title"] == "Teapot in English"
    assert card["price_from"] == {"amount": "12990.00", "currency": "KZT"}
    assert card["image"]["alt"] == "Photo"
    [variant] = card["variants"]
    assert variant["sku"] == "TEAPOT"
    assert variant["price"] == {"amount": "12990.00", "currency": "KZT"}
    assert variant["attributes"] == {"colour": "white"}
    assert variant["available"] == 5


def test_missing_language_is_answered_in_russian_and_says_so(door):
    factories.publish(
        "teapot",
        available_locales=["kk", "ru"],
        titles={"kk": "Шәйнек", "ru": "Чайник"},
        descriptions={"kk": "", "ru": "<p>Белый</p>"},
    )

    listed = door.catalog(locale="en")["data"][0]
    shown = door.product(slug_or_sku="teapot", locale="en")

    for answer in (listed, shown):
        assert answer["title"] == "Чайник"
        assert (answer["locale"], answer["requested_locale"]) == ("ru", "en")
        assert answer["available_locales"] == ["kk", "ru"]
    assert shown["variants"][0]["title"] == "белый"


@pytest.mark.parametrize("key", ["teapot", "POT-2"])
def test_product_is_found_by_slug_and_by_sku(door, key):
    variants = [factories.variant("POT-1"), factories.variant("POT-2", price_minor=5_000)]
    factories.publish("teapot", variants=variants)

    answer = door.product(slug_or_sku=key)

    assert answer["slug"] == "teapot"
    assert [one["sku"] for one in answer["variants"]] == ["POT-1", "POT-2"]
    assert answer["description"] == "<p>Хороший &amp; белый.</p>"
    assert answer["vat_class"] == "standard"


def test_unknown_and_unpublished_products_answer_alike(door):
    factories.publish("teapot")
    factories.unpublish("teapot")

    gone, unknown = door.product(slug_or_sku="TEAPOT"), door.product(slug_or_sku="never")

    assert (gone.error, unknown.error) == ("not_found", "not_found")
    assert door.catalog()["data"] == []


def test_filters_narrow_the_list(door):
    factories.publish("teapot", stock=1)
    factories.publish("cup", stock=0)
    factories.publish("lamp", category="light", stock=None)

    def slugs(**criteria):
        return sorted(card["slug"] for card in door.catalog(**criteria)["data"])

    assert slugs(category="light") == ["lamp"]
    assert slugs(skus="CUP,LAMP") == ["cup", "lamp"]
    assert slugs(in_stock=True) == ["teapot"]
    assert slugs(in_stock=False) == ["cup", "lamp"]
    assert slugs(q="teap") == ["teapot"]
    assert slugs(q="teabot") == ["teapot"]
    assert slugs(q="50%") == []


def test_pages_follow_each_other_without_gap_or_repeat(door):
    for number in range(5):
        factories.publish(f"cup-{number}")

    first = door.catalog(limit=2)
    second = door.catalog(limit=2, after=first["page"]["next"])
    third = door.catalog(limit=2, after=second["page"]["next"])

    found = [card["slug"] for page in (first, second, third) for card in page["data"]]
    assert sorted(found) == [f"cup-{number}" for number in range(5)]
    assert (first["page"]["has_more"], third["page"]["has_more"]) == (True, False)
    assert door.catalog(limit=2, before=second["page"]["prev"])["data"] == first["data"]


def test_foreign_cursor_is_refused_at_its_place(door):
    answer = door.catalog(after="nonsense")

    assert answer.error == "input.invalid"


def test_list_and_detail_are_one_statement_at_2_and_at_20_rows(door):
    counts = {}
    for wanted in (2, 20):
        for number in range(wanted):
            factories.publish(f"cup-{number}", version=wanted)
        with CaptureQueriesContext(
            connection,
        ) as listed:
            assert len(door.catalog(limit=24)["data"]) == wanted
        with CaptureQueriesContext(connection) as shown:
            door.product(slug_or_sku="CUP-1")
        counts[wanted] = (len(listed), len(shown))

    assert counts == {2: (1, 1), 20: (1, 1)}


def test_public_reads_may_be_kept_and_come_back_as_304():
    factories.publish("teapot")
    client = Client()

    first = client.get("/api/v1/catalog/teapot")
    again = client.get("/api/v1/catalog/teapot", headers={"If-None-Match": first["ETag"]})

    assert first.status_code == 200
    assert first["Vary"] == "Accept-Encoding"
    assert first["Surrogate-Key"] == "catalog product-teapot"
    assert again.status_code == 304
    assert again.content == b""


def test_first_read_after_a_publish_shows_the_new_price(door):
    factories.publish("teapot")
    door.catalog()

    factories.publish("teapot", version=2, variants=[factories.variant("TEAPOT", price_minor=100)])

    assert door.catalog()["data"][0]["price_from"]["amount"] == "1.00"
    assert door.product(slug_or_sku="teapot")["variants"][0]["price"]["amount"] == "1.00"
