"""Editors and legal pages for the tests of the policies."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import WorkflowPage

from cms.policies import demo, models, publishing, tree
from tests.stage.demo_content import legal_texts

PASSWORD = "correct horse battery staple"

Texts = dict[str, str]


def texts(kk: str, ru: str, en: str) -> Texts:
    return {"kk": kk, "ru": ru, "en": en}


def content(**changes: Any) -> dict[str, Any]:
    """A policy with short texts and the demo's clauses that passes the gate; `changes` replace whole members."""
    declared = legal_texts.privacy()
    categories = {row["id"]: row["categories"] for row in declared["purposes"]}
    purposes = ["storefront", "account", "order_fulfilment", "support", "review_publication", "marketing_email"]
    switches = ["third_party_transfer", "cross_border_transfer", "publication"]
    wording = texts("Келісемін.", "Согласен.", "I agree.")
    return {
        "slug": "privacy",
        "kind": "policy",
        "authoritative_locale": "ru",
        "material": False,
        "title": texts("Құпиялылық саясаты", "Политика конфиденциальности", "Privacy policy"),
        "change_note": texts("Бірінші нұсқа.", "Первая версия.", "First version."),
        "sections": [
            {
                "number": 1,
                "heading": texts("Кім жауапты", "Кто отвечает", "Who is responsible"),
                "body": texts("<p>Біз.</p>", "<p>Мы отвечаем.</p>", "<p>We are.</p><ul><li>One</li></ul>"),
            },
            {
                "number": 2,
                "heading": texts("Деректер", "Данные", "Data"),
                "body": texts("<p>Аты.</p>", "<p>Имя.</p>", "<p>A name &amp; more.</p>"),
            },
        ],
        "purposes": [
            {
                "id": id_,
                "required": id_ != "marketing_email",
                "legal_basis": "consent",
                "switches": [],
                "categories": categories[id_],
                "wording": wording,
            }
            for id_ in purposes
        ],
        "switches": [{"id": id_, "wording": wording} for id_ in switches],
        "clauses": declared["clauses"],
        **changes,
    }


@pytest.fixture
def today() -> date:
    return publishing.date_in_almaty(timezone.now())


@pytest.fixture
def tomorrow(today: date) -> date:
    return today + timedelta(days=1)


@pytest.fixture
def publisher(db: None) -> Any:
    return get_user_model().objects.create_superuser(
        email="publisher@infini.kz", password=PASSWORD, first_name="Aigerim", last_name="Sadykova"
    )


@pytest.fixture
def uncovered(db: None) -> None:
    """No workflow covers the pages, so that whoever may publish publishes; Wagtail's covers every page at first."""
    WorkflowPage.objects.all().delete()


@pytest.fixture
def draft(uncovered: None, today: date) -> Callable[..., models.LegalPage]:
    """Store a draft page; keyword arguments replace members of `content`, or page fields."""

    def make(*, effective_from: date | None = today, fields: dict[str, Any] | None = None, **changes: Any) -> Any:
        page = demo.page_of(content(**changes), effective_from=today)
        page.effective_from = effective_from
        for name, value in (fields or {}).items():
            setattr(page, name, value)
        tree.parent_page().add_child(instance=page)
        page.save_revision()
        return type(page).objects.get(pk=page.pk)

    return make


@pytest.fixture
def published(draft: Callable[..., models.LegalPage]) -> models.LegalPage:
    """A policy with version 1 in force."""
    page = draft()
    page.get_latest_revision().publish()
    return models.PolicyPage.objects.get(pk=page.pk)


def change(page: models.LegalPage, **fields: Any) -> models.LegalPage:
    """Store a new draft revision with other values, as an editor saves a draft."""
    page = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return type(page).objects.get(pk=page.pk)


def pointers(refusal: publishing.PublishingRefused) -> list[tuple[str, str]]:
    return [(failure.pointer, failure.code) for failure in refusal.failures]


def document(version: models.PolicyVersion) -> dict[str, Any]:
    return json.loads(version.canonical_document)
