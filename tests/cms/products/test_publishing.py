"""When is a product public, and what does each change leave behind: a version, an event, an audit row."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from cms.audit.models import PublicationRecord
from cms.events.models import OutboxEvent
from cms.images import renditions
from cms.products import models, publishing, queries, tasks
from cms.staff import accounts
from frontend_contracts.wire.problems import NotFound
from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from tests.cms import factories

pytestmark = pytest.mark.django_db


def events() -> list[tuple[str, str, int]]:
    return [(row.type, row.data["slug"], row.data["version"]) for row in OutboxEvent.objects.all()]


def is_public(slug: str) -> bool:
    try:
        queries.product(slug)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize(
    ("locales", "expected"),
    [(("kk", "ru", "en"), True), (("kk", "ru"), True), (("ru", "en"), False), (("kk", "en"), False), (("ru",), False)],
)
def test_public_means_kazakh_and_russian_are_live(locales: tuple[str, ...], expected: bool) -> None:
    factories.public_product("lamp", locales=locales)

    assert is_public("lamp") is expected
    assert events() == ([("product.published", "lamp", 1)] if expected else [])


def test_a_draft_product_with_live_pages_is_not_public() -> None:
    product = factories.product("lamp", is_live=False)
    for locale in ("kk", "ru"):
        factories.page(product, locale)

    assert is_public("lamp") is False
    assert models.ProductVersion.objects.count() == 0


def test_publishing_freezes_a_document_whose_hash_the_event_names() -> None:
    factories.public_product("lamp", price_minor=1_299_050)

    version = models.ProductVersion.objects.get()
    event = OutboxEvent.objects.get()
    document = json.loads(version.document)
    assert version.document.encode() == canonical_json(document)
    assert version.sha256 == sha256_hex(version.document.encode())
    assert event.data == {"slug": "lamp", "version": 1, "sha256": version.sha256}
    assert document["variants"] == [
        {
            "sku": "LAMP",
            "title": {"kk": "Бір", "ru": "Один", "en": "One"},
            "price_minor": 1_299_050,
            "currency": "KZT",
            "attributes": {"weight": {"kk": "1 кг", "ru": "1 кг", "en": "1 kg"}},
        }
    ]
    assert document["titles"] == {"kk": "lamp in kk", "ru": "lamp in ru", "en": "lamp in en"}
    assert document["available_locales"] == ["kk", "ru", "en"]
    assert set(document) == {
        "slug", "version", "category", "vat_class", "titles", "descriptions", "images", "variants", "available_locales",
    }  # fmt: skip


def test_a_price_edit_shows_only_when_published_and_makes_a_version() -> None:
    product = factories.public_product("lamp", price_minor=100_000)
    revision = factories.edit_price(product, 150_000)

    before = json.loads(queries.product("lamp").json)
    revision.publish()
    after = json.loads(queries.product("lamp").json)

    assert before["variants"][0]["price"] == {"amount": "1000.00", "currency": "KZT"}
    assert after["variants"][0]["price"] == {"amount": "1500.00", "currency": "KZT"}
    assert events() == [("product.published", "lamp", 1), ("product.published", "lamp", 2)]


def test_publishing_without_a_change_makes_no_version() -> None:
    product = factories.public_product("lamp")

    product.save_revision().publish()
    factories.page_of(product, "kk").save_revision().publish()
    publishing.refresh([product.pk])

    assert events() == [("product.published", "lamp", 1)]


def test_unpublishing_one_required_language_takes_the_product_away() -> None:
    product = factories.public_product("lamp")

    factories.page_of(product, "kk").unpublish()

    assert is_public("lamp") is False
    assert models.PublishedProduct.objects.count() == 0
    assert models.ProductVersion.objects.count() == 1
    assert events() == [("product.published", "lamp", 1), ("product.unpublished", "lamp", 1)]


def test_unpublishing_english_leaves_a_version_without_it() -> None:
    product = factories.public_product("lamp")

    factories.page_of(product, "en").unpublish()

    answer = json.loads(queries.product("lamp", locale="en").json)
    assert (answer["locale"], answer["requested_locale"], answer["version"]) == ("ru", "en", 2)
    assert answer["available_locales"] == ["kk", "ru"]


def test_a_product_that_comes_back_counts_on_and_keeps_its_place() -> None:
    product = factories.public_product("lamp")
    first = models.PublishedProduct.objects.get(requested_locale="ru").created_at

    product.unpublish()
    product.save_revision().publish()

    assert events()[1:] == [("product.unpublished", "lamp", 1), ("product.published", "lamp", 2)]
    assert models.PublishedProduct.objects.get(requested_locale="ru").created_at == first


def test_deleting_a_page_takes_the_product_away() -> None:
    product = factories.public_product("lamp")

    factories.page_of(product, "ru").delete()

    assert is_public("lamp") is False
    assert events()[-1] == ("product.unpublished", "lamp", 1)


def test_deleting_the_folder_takes_its_products_away() -> None:
    factories.public_product("lamp")

    models.ProductIndexPage.objects.get(locale__language_code="kk").delete()

    assert is_public("lamp") is False
    assert events()[-1] == ("product.unpublished", "lamp", 1)


@pytest.mark.parametrize("at", ["page", "folder", "home"])
def test_a_restriction_on_the_page_or_above_takes_the_product_away(at: str) -> None:
    product = factories.public_product("lamp")
    page = Page.objects.get(pk=factories.page_of(product, "ru").pk)
    restricted = {"page": page, "folder": page.get_parent(), "home": page.get_parent().get_parent()}[at]

    restriction = PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    hidden = is_public("lamp")
    restriction.delete()

    assert hidden is False
    assert is_public("lamp") is True
    assert [kind for kind, _, _ in events()] == ["product.published", "product.unpublished", "product.published"]


def test_changes_past_the_models_hide_the_product_at_once() -> None:
    """A bulk update sends no signal; the read layer looks at the page tree itself."""
    product = factories.public_product("lamp")

    Page.objects.filter(pk=factories.page_of(product, "kk").pk).update(live=False)

    assert is_public("lamp") is False
    assert queries.products(queries.ProductList()).rows == []


def test_a_page_past_its_expiry_hides_the_product_before_the_command_runs() -> None:
    product = factories.public_product("lamp")

    Page.objects.filter(pk=factories.page_of(product, "kk").pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    assert is_public("lamp") is False


def test_page_version_event_and_audit_stand_or_fall_together(monkeypatch: pytest.MonkeyPatch) -> None:
    product = factories.public_product("lamp")
    page = factories.page_of(product, "kk")
    page.title = "Changed"
    revision = page.save_revision()

    def fail(**facts: Any) -> None:
        raise RuntimeError("the audit is not to be had")

    monkeypatch.setattr("cms.audit.records.record", fail)
    with pytest.raises(RuntimeError):
        revision.publish()

    page.refresh_from_db()
    assert page.title == "lamp in kk"
    assert events() == [("product.published", "lamp", 1)]
    assert models.ProductVersion.objects.count() == 1


def test_the_audit_names_the_editor() -> None:
    editor, _ = accounts.ensure_editor(
        email="a@example.org", password="x", first_name="A", last_name="B", is_publisher=True
    )

    with LogContext(user=editor):
        factories.public_product("lamp")

    row = PublicationRecord.objects.get()
    assert (row.action, row.slug, row.version, row.staff_id) == ("product.published", "lamp", 1, editor.pk)


@pytest.mark.parametrize(
    "statement", ["UPDATE products_productversion SET slug = 'x'", "DELETE FROM products_productversion"]
)
def test_versions_cannot_be_changed(statement: str) -> None:
    factories.public_product("lamp")

    with (
        pytest.raises(DatabaseError, match=r"append-only|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert models.ProductVersion.objects.get().slug == "lamp"


def test_the_hash_stays_when_renditions_are_made() -> None:
    image = factories.image(size=(2000, 1333))
    product = factories.public_product("lamp", images=[image])
    before = models.ProductVersion.objects.get()
    described = json.loads(before.document)["images"][0]["renditions"]

    renditions.make_all(image)
    publishing.refresh([product.pk])

    made = {row.filter_spec: (row.width, row.height) for row in image.renditions.all()}
    assert {name: (size["width"], size["height"]) for name, size in described.items()} == {
        name: made[spec] for name, spec in renditions.SPECS.items()
    }
    assert models.ProductVersion.objects.get() == before


def test_an_image_in_a_private_collection_leaves_the_document() -> None:
    image = factories.image()
    factories.public_product("lamp", images=[image], body=[("picture", {"image": image, "alt": "x", "caption": ""})])

    CollectionViewRestriction.objects.create(collection=image.collection, restriction_type="login")

    answer = json.loads(queries.product("lamp").json)
    assert (answer["images"], answer["body"], answer["version"]) == ([], [], 2)


def test_links_name_public_products_and_follow_them() -> None:
    target = factories.public_product("target")
    link = f'<p><a linktype="page" id="{factories.page_of(target, "ru").pk}">other</a></p>'
    factories.public_product("lamp", description=link)

    shown = json.loads(queries.product("lamp").json)["description"]
    target.unpublish()
    hidden = json.loads(queries.product("lamp").json)

    assert shown == '<p><a href="/products/target">other</a></p>'
    assert (hidden["description"], hidden["version"]) == ("<p><a>other</a></p>", 2)


def test_scripts_do_not_reach_readers() -> None:
    factories.public_product(
        "lamp", description='<p onclick="x()">a<script>alert(1)</script><a href="javascript:alert(1)">b</a></p>'
    )

    assert "script" not in json.loads(queries.product("lamp").json)["description"]


def test_a_published_slug_stays() -> None:
    product = factories.public_product("lamp")
    product.slug = "other"

    with pytest.raises(ValidationError, match="its slug stays"):
        product.full_clean()


def test_a_second_page_in_one_language_is_refused() -> None:
    product = factories.public_product("lamp")

    with pytest.raises(ValidationError, match="already has a page in this language"):
        factories.page(product, "ru", slug="twin")


def test_a_sku_belongs_to_one_product() -> None:
    factories.product("lamp", sku="A1")

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.product("other", sku="a1")


def test_a_page_unpublished_as_a_plain_page_takes_the_product_away() -> None:
    """So do scheduled and bulk unpublishing."""
    product = factories.public_product("lamp")

    Page.objects.get(pk=factories.page_of(product, "kk").pk).unpublish()

    assert events()[-1] == ("product.unpublished", "lamp", 1)


def test_changes_past_the_models_are_told_by_the_worker() -> None:
    product, other = factories.public_product("lamp"), factories.public_product("other")
    Page.objects.filter(pk=factories.page_of(product, "kk").pk).update(live=False)
    told_before = len(events())

    tasks.reconcile_products(timestamp=0)
    told = events()[told_before:]
    Page.objects.filter(pk=factories.page_of(product, "kk").pk).update(live=True)
    tasks.reconcile_products(timestamp=0)

    assert told == [("product.unpublished", "lamp", 1)]
    assert events()[told_before + 1 :] == [("product.published", "lamp", 2)]
    assert (is_public("lamp"), is_public(other.slug)) == (True, True)


def test_a_product_waits_for_its_time() -> None:
    product = factories.product("lamp", is_live=False)
    for locale in ("kk", "ru"):
        factories.page(product, locale)
    product.go_live_at = timezone.now() + timedelta(hours=1)
    revision = product.save_revision()
    revision.publish()
    before = is_public("lamp")

    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.save()
    call_command("publish_scheduled")

    assert (before, is_public("lamp")) == (False, True)
