"""The demo content is complete in three languages, holds nothing unfinished, and draws."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from PIL import Image

from tests.stage.demo_content import drawings, legal_texts, people, products

KAZAKH_LETTERS = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
UNFINISHED = re.compile(
    r"\[[^\]]*\]|‹[^›]*›|\{\{|TODO|TBD|XXX|lorem|example\.|infini\.com|before publi|перед публикацией|жариялар алдында",
    re.I,
)
POLICIES = [pytest.param(legal_texts.privacy(), id="privacy"), pytest.param(legal_texts.terms(), id="terms")]
RAW_FILES = [
    pytest.param(legal_texts.PRIVACY_FILE, 13, id="privacy"),
    pytest.param(legal_texts.TERMS_FILE, 12, id="terms"),
]
COMPLETE = [product for product in products.products() if len(product.locales) == 3]


def wordings(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every text that stands in several languages, with its place."""
    if isinstance(node, dict) and set(node) & {"kk", "ru", "en"}:
        yield place, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from wordings(value, f"{place}/{key}")
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield from wordings(value, f"{place}/{index}")


def flat(text: str | list[str]) -> str:
    return text if isinstance(text, str) else " ".join(text)


def control_digit(bin_: str) -> int:
    digits = [int(digit) for digit in bin_[:11]]
    for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest != 10:
            return rest
    raise AssertionError("no control digit exists")


@pytest.mark.parametrize("policy", POLICIES)
def test_policy_says_the_same_in_three_languages(policy: dict[str, Any]) -> None:
    for place, texts in wordings(policy):
        assert set(texts) == {"kk", "ru", "en"}, place
        assert all(text.strip() for text in texts.values()), place
        shapes = {tuple(re.findall(r"</?\w+>", text)) for text in texts.values()}
        assert len(shapes) == 1, f"{place}: paragraphs and lists differ"
        # Law numbers, dates and terms must not drift between languages; the English order of a date may differ.
        figures = {tuple(sorted(re.findall(r"\d+", text))) for text in texts.values()}
        assert len(figures) == 1, f"{place}: {figures}"


@pytest.mark.parametrize("policy", POLICIES)
def test_policy_is_ready_to_publish(policy: dict[str, Any]) -> None:
    for place, texts in wordings(policy):
        for locale, text in texts.items():
            assert not UNFINISHED.search(text), (place, locale)
    operator = policy["operator"]
    assert operator["contact_email"] == "privacy@infini.kz"
    assert operator["bin"] == "180140023215"
    assert control_digit(operator["bin"]) == int(operator["bin"][11])
    assert policy["authoritative_locale"] == "ru"


@pytest.mark.parametrize("policy", POLICIES)
def test_policy_names_the_operator_in_every_language(policy: dict[str, Any]) -> None:
    for locale in ("kk", "ru", "en"):
        whole = " ".join(section["body"][locale] for section in policy["sections"])
        assert "180140023215" in whole
        assert "Shahishifa KZ" in whole
        assert "privacy@infini.kz" in whole


@pytest.mark.parametrize("policy", POLICIES)
def test_long_kazakh_texts_are_kazakh(policy: dict[str, Any]) -> None:
    for place, texts in wordings(policy):
        if len(texts["kk"]) > 40:  # a heading of two words may do without them
            assert KAZAKH_LETTERS & set(texts["kk"]), place
        if "address" not in place:
            assert not set("әғқңөұүһ") & set(texts["ru"].lower()), place


def test_sections_are_numbered_without_gaps() -> None:
    assert [section["number"] for section in legal_texts.privacy()["sections"]] == list(range(1, 14))
    assert [section["number"] for section in legal_texts.terms()["sections"]] == list(range(1, 13))


def test_privacy_declares_the_purposes_and_switches_that_run() -> None:
    policy = legal_texts.privacy()

    assert [(purpose["id"], purpose["required"], purpose["switches"]) for purpose in policy["purposes"]] == [
        ("storefront", True, []),
        ("account", True, []),
        ("order_fulfilment", True, ["third_party_transfer", "cross_border_transfer"]),
        ("support", True, []),
        ("review_publication", True, ["publication"]),
        ("marketing_email", False, []),
    ]
    assert [switch["id"] for switch in policy["switches"]] == [
        "third_party_transfer",
        "cross_border_transfer",
        "publication",
    ]
    assert {purpose["legal_basis"] for purpose in policy["purposes"]} == {"consent"}
    assert legal_texts.terms()["purposes"] == []


@pytest.mark.parametrize(("path", "count"), RAW_FILES)
def test_raw_file_reads_like_a_legal_departments(path: Any, count: int) -> None:
    text = path.read_text(encoding="utf-8")

    assert [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.M)] == list(range(1, count + 1))
    assert "support@infini.com" in text
    assert "BIN 180140023215" in text
    assert re.search(r"\nRelated: [A-Z][\w ]+\n$", text)


def test_raw_privacy_file_holds_the_two_notes_of_its_publisher() -> None:
    text = legal_texts.PRIVACY_FILE.read_text(encoding="utf-8")

    notes = re.findall(r"[^.\n]*before publi[^.\n]*\.|[^.\n]*is published[^.\n]*\.", text)

    assert [note.strip()[:40] for note in notes] == [
        "Before this policy is published, go thro",
        "The address above is provisional: replac",
    ]


def test_there_are_24_products_in_4_categories() -> None:
    assert len(products.products()) == 24
    assert {product.category for product in products.products()} == set(products.categories())
    assert len({product.slug for product in products.products()}) == 24


def test_two_products_are_not_public() -> None:
    hidden = {
        product.slug: (product.state, product.locales) for product in products.products() if not product.is_public
    }

    assert hidden == {"as-ui-sulgisi": ("published", ("ru", "en")), "qoyin-dapter": ("draft", ("kk", "ru", "en"))}


def test_skus_are_unique_and_priced() -> None:
    variants = [variant for product in products.products() for variant in product.variants]

    assert len({variant.sku for variant in variants}) == len(variants) == 40
    for variant in variants:
        assert re.fullmatch(r"INF-[A-Z]{3}-\d{3}(-[A-Z0-9]+)?", variant.sku), variant.sku
        assert len(variant.sku) <= 40
        assert type(variant.price_minor) is int
        assert variant.price_minor > 0
        assert set(variant.attributes) <= set(products.labels())


def test_stock_covers_the_public_skus_with_one_last_unit() -> None:
    stock = products.initial_stock()

    assert len(stock) == 38
    assert [sku for sku, units in stock.items() if units == 1] == ["INF-CER-006"]
    assert [sku for sku, units in stock.items() if units == 0] == ["INF-ACC-002-44"]


@pytest.mark.parametrize("product", COMPLETE, ids=lambda product: product.slug)
def test_product_is_complete_in_three_languages(product: products.Product) -> None:
    assert 2 <= len(product.body) <= 4
    for place, texts in wordings(asdict(product)):
        assert set(texts) == {"kk", "ru", "en"}, place
        assert all(flat(text).strip() and not UNFINISHED.search(flat(text)) for text in texts.values()), place
        assert len({len(text) if isinstance(text, list) else 0 for text in texts.values()}) == 1, place
        is_prose = place == "/description" or place.endswith(("/alt", "/points")) or "/body/0" in place
        assert not is_prose or KAZAKH_LETTERS & set(flat(texts["kk"])), place


def test_product_without_kazakh_has_none_anywhere() -> None:
    (product,) = [product for product in products.products() if "kk" not in product.locales]

    own = [texts for place, texts in wordings(asdict(product)) if not place.endswith("/name")]

    assert {frozenset(texts) for texts in own} == {frozenset({"ru", "en"})}


def test_every_label_and_category_has_three_languages() -> None:
    for texts in (*products.labels().values(), *products.categories().values()):
        assert set(texts) == {"kk", "ru", "en"}


@pytest.mark.parametrize("product", products.products(), ids=lambda product: product.slug)
def test_drawing_decodes(product: products.Product) -> None:
    picture = drawings.draw(product)

    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        assert (image.format, image.size, image.mode) == ("PNG", (1600, 1600), "RGB")
    assert len(picture) < 1_000_000


def test_drawings_are_distinct_and_repeatable() -> None:
    first = products.products()[0]

    assert len({product.image.drawing for product in products.products()}) == 24 == len(drawings.DRAWINGS)
    assert hashlib.sha256(drawings.draw(first)).digest() == hashlib.sha256(drawings.draw(first)).digest()


def test_people_can_sign_in() -> None:
    assert [person.role for person in people.PEOPLE] == [
        "editor",
        "approver",
        "support_agent",
        "moderator",
        "stock_keeper",
        "responsible",
        "customer",
    ]
    assert len({person.email for person in people.PEOPLE}) == 7
    assert all(person.email.endswith("@infini.example") for person in people.PEOPLE)
    assert all(len(person.password) >= 12 for person in people.PEOPLE)
    assert (people.CUSTOMER.first_name, people.CUSTOMER.surname, people.CUSTOMER.locale) == (
        "Aigerim",
        "Sadykova",
        "kk",
    )
