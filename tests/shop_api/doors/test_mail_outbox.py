"""The local outbox, for people and for programs."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import RequestFactory
from django.urls import NoReverseMatch, Resolver404, resolve

from shop_api.doors import mail_outbox

REQUEST = RequestFactory().get("/dev/outbox/")


@pytest.fixture
def outbox(tmp_path: Path, settings: Any) -> Path:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def _send(to: str, subject: str, text: str) -> None:
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend")
    message = EmailMultiAlternatives(subject, text, to=[to], connection=backend)
    message.attach_alternative("<p>not this</p>", "text/html")
    message.send()


def test_letters_are_listed_newest_first_as_they_were_written(outbox: Path) -> None:
    _send("a@example.kz", "482930 — код подтверждения", "Введите код:\n\n482930\n\n--\nInfini")
    _send("b@example.kz", "Екінші хат — өте ұзақ тақырып " * 4, "Қазақша мәтін " * 40)

    listed = mail_outbox.letters()

    assert [letter.to for letter in listed] in (["b@example.kz", "a@example.kz"], ["a@example.kz", "b@example.kz"])
    by_address = {letter.to: letter for letter in listed}
    assert by_address["a@example.kz"].text == "Введите код:\n\n482930\n\n--\nInfini"
    assert by_address["a@example.kz"].subject == "482930 — код подтверждения"
    assert by_address["b@example.kz"].text == ("Қазақша мәтін " * 40).strip()


def test_an_empty_or_missing_outbox_shows_nothing(outbox: Path, settings: Any) -> None:
    assert mail_outbox.letters() == []
    settings.EMAIL_FILE_PATH = str(outbox / "missing")
    assert mail_outbox.letters() == []
    settings.EMAIL_FILE_PATH = ""
    assert b"No letters yet." in mail_outbox.page(REQUEST).content


def test_the_page_shows_codes_and_runs_nothing(outbox: Path) -> None:
    _send("a@example.kz", "<script>1</script>", "Code: 482930 <img src=x>")

    response = mail_outbox.page(REQUEST)

    assert b"<strong>482930</strong>" in response.content
    assert b"<script" not in response.content
    assert b"<img" not in response.content
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


def test_it_is_mounted_nowhere_but_where_the_settings_say() -> None:
    with pytest.raises((Resolver404, NoReverseMatch)):
        resolve("/dev/outbox/")
