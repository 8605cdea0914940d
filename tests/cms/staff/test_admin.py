"""Editors in Wagtail: sign in, edit a price in tenge, publish; and what others may not."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cms.events.models import OutboxEvent
from cms.products import models
from cms.staff import accounts
from cms.staff.models import User
from tests.cms import factories

pytestmark = pytest.mark.django_db

PASSWORD = "felt-and-porcelain"


def editor(*, is_publisher: bool) -> User:
    made, _ = accounts.ensure_editor(
        email="dana@example.org", password=PASSWORD, first_name="Dana", last_name="A", is_publisher=is_publisher
    )
    return made


def signed_in(*, is_publisher: bool = True) -> Client:
    client = Client()
    client.force_login(editor(is_publisher=is_publisher))
    return client


def form_of(product: models.Product, **changes: Any) -> dict[str, Any]:
    variant = product.variants.get()
    fields = {
        "name": product.name,
        "slug": product.slug,
        "category": product.category_id,
        "vat_class": product.vat_class,
        "variants-TOTAL_FORMS": 1,
        "variants-INITIAL_FORMS": 1,
        "variants-MIN_NUM_FORMS": 1,
        "variants-MAX_NUM_FORMS": 1000,
        "variants-0-id": variant.pk,
        "variants-0-ORDER": 1,
        "variants-0-sku": variant.sku,
        "variants-0-price_minor": "1290",
        "variants-0-title_kk": variant.title_kk,
        "variants-0-title_ru": variant.title_ru,
        "variants-0-title_en": variant.title_en,
        "variants-0-attributes": "weight = 1 кг | 1 кг | 1 kg",
        "images-TOTAL_FORMS": 0,
        "images-INITIAL_FORMS": 0,
        "images-MIN_NUM_FORMS": 0,
        "images-MAX_NUM_FORMS": 1000,
    }
    return fields | changes


def edit_address(product: models.Product) -> str:
    return reverse("wagtailsnippets_products_product:edit", args=[product.pk])


def test_a_publisher_changes_a_price_in_tenge() -> None:
    product = factories.public_product("lamp", price_minor=129_000)
    changed = form_of(product, **{"variants-0-price_minor": "1490.50", "action-publish": "1"})

    response = signed_in().post(edit_address(product), changed)

    assert response.status_code == 302
    assert models.Variant.objects.get().price_minor == 149_050
    assert [row.data["version"] for row in OutboxEvent.objects.all()] == [1, 2]


def test_an_editor_saves_a_draft_and_publishes_nothing() -> None:
    product = factories.public_product("lamp", price_minor=129_000)
    changed = form_of(product, **{"variants-0-price_minor": "1490.50", "action-publish": "1"})

    signed_in(is_publisher=False).post(edit_address(product), changed)

    assert models.Variant.objects.get().price_minor == 129_000
    assert OutboxEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("variants-0-price_minor", "0", "1"),
        ("variants-0-price_minor", "12.345", "2"),
        ("variants-0-price_minor", "", ""),
        ("variants-0-attributes", "weight: 1", "cannot be read"),
        ("variants-0-attributes", "weight = | | ", "characters"),
        ("slug", "other", "its slug stays"),
    ],
)
def test_impossible_values_are_shown_at_the_field(field: str, value: str, message: str) -> None:
    product = factories.public_product("lamp")

    response = signed_in().post(edit_address(product), form_of(product, **{field: value, "action-publish": "1"}))

    assert response.status_code == 200
    assert message in response.content.decode()
    assert OutboxEvent.objects.count() == 1


def test_the_form_shows_tenge_and_lines() -> None:
    product = factories.public_product("lamp", price_minor=129_050)

    content = signed_in().get(edit_address(product)).content.decode()

    assert re.search(r'name="variants-0-price_minor"[^>]*value="1290.5', content)
    assert "weight = 1 кг | 1 кг | 1 kg" in content


def test_a_forged_post_of_an_editors_browser_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor(is_publisher=True))
    product = factories.public_product("lamp")

    response = client.post(edit_address(product), form_of(product, **{"action-publish": "1"}))

    assert response.status_code == 403


def test_signing_in_sets_a_cookie_of_this_service_for_twelve_hours() -> None:
    editor(is_publisher=False)
    client = Client()

    response = client.post(reverse("wagtailadmin_login"), {"username": "Dana@Example.org", "password": PASSWORD})

    cookie = response.cookies["cms_session"]
    assert response.status_code == 302
    # Without "remember me" the browser forgets the cookie when it closes; the session ends after twelve hours anyway.
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)


@pytest.mark.parametrize("name", ["wagtailadmin_home", "events_deliveries"])
def test_strangers_see_the_sign_in_page_only(name: str) -> None:
    response = Client().get(reverse(name))

    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("wagtailadmin_login"))


def test_originals_are_for_editors_only() -> None:
    image = factories.image()
    address = f"/media/{image.file.name}"

    stranger, staff = Client().get(address), signed_in().get(address)

    assert (stranger.status_code, staff.status_code) == (302, 200)
    assert b"".join(staff.streaming_content).startswith(b"\x89PNG")
    assert signed_in().get("/media/../manage.py").status_code == 404


def test_a_publisher_sees_deliveries_and_sends_again() -> None:
    factories.public_product("lamp")
    client = signed_in()

    page = client.get(reverse("events_deliveries")).content.decode()
    response = client.post(reverse("events_replay", args=[1]))

    assert "lamp, version 1" in page
    assert response.status_code == 302


def test_an_editor_sees_deliveries_but_cannot_send_again() -> None:
    factories.public_product("lamp")
    client = signed_in(is_publisher=False)

    page = client.get(reverse("events_deliveries")).content.decode()
    client.post(reverse("events_replay", args=[1]))

    assert "Send again" not in page
    assert ProcrastinateJob.objects.filter(task_name="cms.replay_events").exists() is False


def test_the_command_makes_an_account_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda: "kettle-on-the-stove")
    arguments = ["new@example.org", "Timur", "Kim", "--password-stdin"]

    call_command("create_editor", *arguments, "--publisher")

    made = User.objects.get(email="new@example.org")
    assert (made.check_password("kettle-on-the-stove"), made.is_superuser) == (True, False)
    assert [group.name for group in made.groups.all()] == ["Publishers"]
    with pytest.raises(CommandError, match="has an account already"):
        call_command("create_editor", *arguments)


@pytest.mark.parametrize("password", ["short", "password1234", "Timur-Kim"])
def test_weak_passwords_are_refused(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("builtins.input", lambda: password)

    with pytest.raises(CommandError):
        call_command("create_editor", "new@example.org", "Timur", "Kim", "--password-stdin")

    assert User.objects.exists() is False


def test_guessing_passwords_is_stopped_for_the_guesser_only() -> None:
    editor(is_publisher=False)
    address = reverse("wagtailadmin_login")
    right = {"username": "dana@example.org", "password": PASSWORD}

    tries = [Client().post(address, {**right, "password": f"wrong-{number}"}) for number in range(5)]
    guesser = Client().post(address, right)
    herself = Client(REMOTE_ADDR="198.51.100.7").post(address, right)

    assert tries[0].status_code == 200
    assert (guesser.status_code, herself.status_code) == (429, 302)
