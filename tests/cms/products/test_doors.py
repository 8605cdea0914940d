"""Products through both doors: the same questions, the same answers."""

import json
from typing import Any

import pytest

from cms.products import models
from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from tests.cms import doors, factories

pytestmark = pytest.mark.django_db

BODY = [
    ("text", "<p>Warm <b>light</b>.</p>"),
    ("specification", {"heading": "Facts", "rows": [{"name": "Height", "value": "40 cm"}]}),
    ("quote", {"quote": "Good.", "source": "A reader"}),
    ("usage", {"instructions": ["Switch on."]}),
    ("care", {"instructions": ["Dust.", "Wipe."]}),
]


def test_a_product_is_answered_whole(door: Any) -> None:
    image = factories.image(size=(300, 200))
    body = [*BODY, ("picture", {"image": image, "alt": "Seen", "caption": "A picture"})]
    factories.public_product("lamp", images=[image], body=body)

    found = door.product("lamp", locale="kk").data

    assert (found["slug"], found["version"], found["title"]) == ("lamp", 1, "lamp in kk")
    assert found["description"] == "<p>About lamp in kk.</p>"
    assert (found["category"], found["vat_class"]) == ("lamps", "standard")
    assert found["sha256"] == models.ProductVersion.objects.get().sha256
    assert found["variants"] == [
        {
            "sku": "LAMP",
            "title": "Бір",
            "price": {"amount": "1290.00", "currency": "KZT"},
            "attributes": {"weight": "1 кг"},
        }
    ]
    assert (found["images"][0]["alt"], found["images"][0]["width"]) == ("Шам", 300)
    assert found["images"][0]["renditions"]["thumbnail"]["width"] == 160
    blocks = [{name: value for name, value in block.items() if name != "id"} for block in found["body"]]
    assert blocks[:5] == [
        {"type": "text", "html": "<p>Warm <b>light</b>.</p>"},
        {"type": "specification", "heading": "Facts", "rows": [{"name": "Height", "value": "40 cm"}]},
        {"type": "quote", "quote": "Good.", "source": "A reader"},
        {"type": "usage", "instructions": ["Switch on."]},
        {"type": "care", "instructions": ["Dust.", "Wipe."]},
    ]
    assert (blocks[5]["type"], blocks[5]["caption"], blocks[5]["image"]["alt"]) == ("picture", "A picture", "Seen")


def test_both_doors_say_the_same() -> None:
    image = factories.image()
    factories.public_product("lamp", images=[image], body=BODY)

    rest, graphql = doors.Rest(), doors.Graphql()

    assert rest.product("lamp").data == graphql.product("lamp").data
    assert rest.products().data == graphql.products().data


def test_a_sku_finds_its_product(door: Any) -> None:
    factories.public_product("lamp", sku="LAMP-1")

    assert door.product("LAMP-1").data["slug"] == "lamp"


def test_a_missing_language_is_named(door: Any) -> None:
    factories.public_product("lamp", locales=("kk", "ru"))

    found = door.product("lamp", locale="en").data

    assert (found["locale"], found["requested_locale"]) == ("ru", "en")
    assert (found["available_locales"], found["title"]) == (["kk", "ru"], "lamp in ru")


def test_hidden_and_missing_answer_alike(door: Any) -> None:
    factories.product("hidden")

    hidden, missing = door.product("hidden"), door.product("nothing")

    assert (hidden.code, missing.code) == ("not_found", "not_found")
    assert hidden.data is None


def test_a_frozen_version_fits_its_hash(door: Any) -> None:
    product = factories.public_product("lamp", price_minor=100_000)
    factories.edit_price(product, 200_000).publish()

    old, new = door.version("lamp", 1).data, door.version("LAMP", 2).data

    assert [one["document"]["variants"][0]["price_minor"] for one in (old, new)] == [100_000, 200_000]
    assert all(one["sha256"] == sha256_hex(canonical_json(one["document"])) for one in (old, new))
    assert door.version("lamp", 3).code == "not_found"


def test_versions_of_a_product_that_is_gone_are_gone(door: Any) -> None:
    factories.public_product("lamp").unpublish()

    assert door.version("lamp", 1).code == "not_found"


def test_a_list_is_paged_newest_first(door: Any) -> None:
    for number in range(5):
        factories.public_product(f"lamp-{number}")

    first = door.products(first=2).data
    second = door.products(first=2, after=first["next"]).data
    third = door.products(first=2, after=second["next"]).data

    slugs = [row["slug"] for part in (first, second, third) for row in part["rows"]]
    assert slugs == ["lamp-4", "lamp-3", "lamp-2", "lamp-1", "lamp-0"]
    assert [part["has_more"] for part in (first, second, third)] == [True, True, False]
    assert third["next"] is None


def test_a_list_is_filtered_by_category(door: Any) -> None:
    factories.public_product("lamp", category="lamps")
    factories.public_product("rug", category="rugs")

    assert [row["slug"] for row in door.products(category="rugs").data["rows"]] == ["rug"]
    assert door.products(category="none").data["rows"] == []


@pytest.mark.parametrize(
    ("locale", "words", "found"),
    [
        ("ru", "лампу", ["lamp"]),
        ("ru", "ЛАМПАМИ настольными", ["lamp"]),
        ("ru", "кружка", []),
        ("kk", "көйлектерімен", ["dress"]),
        ("kk", "койлек", ["dress"]),
        ("en", "dresses", ["dress"]),
        ("en", "DRESS-1", ["dress"]),
    ],
)
def test_words_find_products(door: Any, locale: str, words: str, found: list[str]) -> None:
    lamp, dress = factories.product("lamp"), factories.product("dress", sku="DRESS-1")
    titles = {"lamp": ("Үстел шамы", "Настольная лампа", "Desk lamp"), "dress": ("Көйлек", "Платье", "A dress")}
    for product in (lamp, dress):
        for code, title in zip(("kk", "ru", "en"), titles[product.slug], strict=True):
            factories.page(product, code, title=title, description="<p>.</p>", body=[])

    assert [row["slug"] for row in door.products(search=words, locale=locale).data["rows"]] == found


@pytest.mark.parametrize(
    ("arguments", "pointer"),
    [
        ({"first": 0}, "/limit"),
        ({"first": 101}, "/limit"),
        ({"after": "nonsense"}, "/after"),
        ({"locale": "de"}, "/locale"),
        ({"category": "x" * 301}, "/category"),
    ],
)
def test_impossible_arguments_are_named(door: Any, arguments: dict[str, Any], pointer: str) -> None:
    answer = door.products(**arguments)

    document = json.loads(answer.raw)
    errors = document.get("errors", [])
    if door.name == "graphql":
        errors = errors[0]["extensions"]["errors"]
    assert answer.code == "input.invalid"
    assert [error["pointer"] for error in errors] == [pointer]


@pytest.mark.parametrize("query", ["?nonsense=1", "?locale=kk&locale=ru", "?q=%00", "?limit=1e3", "?limit=٣"])
def test_rest_refuses_unknown_and_malformed_parameters(query: str) -> None:
    response = doors.Rest().client.get(f"/api/v1/products{query}")

    assert (response.status_code, response.json()["code"]) == (400, "input.invalid")


def test_a_frozen_version_takes_no_language() -> None:
    factories.public_product("lamp")

    assert doors.Rest().get("products/lamp", version=1, locale="kk").code == "input.invalid"


def test_categories_are_listed_in_order() -> None:
    factories.category("b")
    factories.category("a")

    rest = doors.Rest().get("categories", locale="kk").data["data"]

    assert rest == [{"slug": "a", "title": "a kk"}, {"slug": "b", "title": "b kk"}]
    assert doors.Graphql().ask('{categories(locale: "kk"){slug title}}').data["categories"] == rest


def test_a_page_stays_full_when_rows_have_just_ceased_to_be_public(door: Any) -> None:
    """A bulk update leaves the stored answers behind; the list goes on past them."""
    made = [factories.public_product(f"lamp-{number}", locales=("kk", "ru")) for number in range(6)]
    for product in made[2:5]:
        models.ProductPage.objects.filter(product=product).update(live=False)

    first = door.products(first=2).data
    second = door.products(first=2, after=first["next"]).data

    assert [row["slug"] for row in first["rows"]] == ["lamp-5", "lamp-1"]
    assert ([row["slug"] for row in second["rows"]], second["has_more"]) == (["lamp-0"], False)
