"""The desk's door: sign-in, sign-out, cookies, languages, headers."""

from datetime import timedelta

import pytest
from django.db.models import F

from shop_api.gate.permissions import Role
from shop_api.support import models
from shop_api.support.pages.words import TEXTS
from tests.shop_api.support import factories
from tests.shop_api.support.pages.browsing import Browser, desk

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/support/", "/support/threads", "/support/reviews", "/support/stock", "/support/orders/4829-3017-7563"]


@pytest.mark.parametrize("address", PAGES)
def test_who_is_not_signed_in_is_led_to_the_sign_in(address):
    page = Browser().open(address)

    assert page.status_code == 303
    assert page["Location"].startswith("/support/sign-in?next=%2Fsupport")


def test_signing_in_sets_a_cookie_of_the_desks_own():
    browser = desk()

    assert browser.page.status_code == 200
    assert "Номер заказа, телефон, почта или часть имени" in browser.text
    cookie = browser.client.cookies["support_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert cookie["max-age"] == 12 * 3600
    assert cookie.value.startswith("st_")


def test_a_wrong_password_says_so_and_sets_nothing():
    member = factories.member()
    browser = Browser()
    browser.open("/support/sign-in")

    page = browser.press("/support/sign-in", email=member.email, password="wrong")

    assert page.status_code == 401
    assert "Неверный адрес почты или пароль" in browser.text
    assert "support_session" not in browser.client.cookies


def test_the_sign_in_form_needs_its_csrf_token():
    member = factories.member()
    browser = Browser()

    page = browser.client.post("/support/sign-in", {"email": member.email, "password": factories.PASSWORD})

    assert page.status_code == 403
    assert "support_session" not in browser.client.cookies
    assert models.StaffSession.objects.count() == 0


def test_a_form_from_elsewhere_changes_nothing():
    browser = desk(Role.SUPPORT)

    page = browser.client.post("/support/sign-out", {})

    assert page.status_code == 403
    assert models.StaffSession.objects.count() == 1


def test_a_session_ends_after_its_hours():
    browser = desk()
    models.StaffSession.objects.update(expires_at=F("expires_at") - timedelta(hours=12, seconds=1))

    page = browser.open("/support/")

    assert page.status_code == 303
    assert page["Location"].startswith("/support/sign-in")


def test_signing_out_ends_the_session():
    browser = desk()

    browser.press("/support/sign-out")

    assert "Вход для сотрудников" in browser.text
    assert models.StaffSession.objects.count() == 0
    assert browser.open("/support/").status_code == 303


@pytest.mark.parametrize(
    ("next", "leads"),
    [
        ("/support/stock", "/support/stock"),
        ("https://evil.example/", "/support/"),
        ("//evil.example/support/", "/support/"),
        ("/support/\\evil", "/support/"),
        ("", "/support/"),
    ],
)
def test_a_sign_in_leads_back_into_the_desk_only(next, leads):
    member = factories.member()
    browser = Browser()
    browser.open("/support/sign-in")
    token = browser.client.cookies["shop_csrf"].value

    page = browser.client.post(
        "/support/sign-in",
        {"email": member.email, "password": factories.PASSWORD, "next": next, "csrfmiddlewaretoken": token},
    )

    assert page["Location"] == leads


@pytest.mark.parametrize("address", ["/support/sign-in", "/support/"])
def test_pages_load_nothing_from_elsewhere_and_run_no_script(address):
    browser = desk()

    page = browser.open(address)

    assert page["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert page["Cache-Control"] == "no-store"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "same-origin"  # under no-referrer a browser's form has no origin to check
    assert "<script" not in browser.text
    assert "style=" not in browser.text
    assert "//" not in browser.text.replace("http://www.w3.org", "")


def test_style_and_icon_come_from_here_and_may_be_kept():
    browser = desk()
    addresses = [part.split('"')[0] for part in browser.text.split('="') if part.startswith("/support/static/")]

    pages = {address.rsplit("/", 1)[1]: browser.open(address) for address in addresses}

    assert {name: page["Content-Type"] for name, page in pages.items()} == {
        "desk.css": "text/css; charset=utf-8",
        "icon.svg": "image/svg+xml",
    }
    assert all("immutable" in page["Cache-Control"] for page in pages.values())
    assert browser.open("/support/static/x/../frame.py").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Қолдау бөлмесі"), ("ru", "Служба поддержки"), ("en", "Support desk"), ("de", "Служба")],
)
def test_pages_speak_three_languages_and_russian_to_others(language, words):
    browser = Browser(language)

    browser.open("/support/sign-in")

    assert words in browser.text


def test_a_chosen_language_stays():
    browser = desk()

    page = browser.open("/support/language/kk?back=/support/")

    assert (page.status_code, page["Location"]) == (303, "/support/")
    browser.open("/support/")
    assert "Тапсырыстар" in browser.text
    assert browser.open("/support/language/kk?back=https://evil.example")["Location"] == "/support/"


def test_no_text_is_missing():
    assert len(TEXTS) > 100
    assert [name for name, texts in TEXTS.items() if len(texts) != 3 or not all(texts)] == []
