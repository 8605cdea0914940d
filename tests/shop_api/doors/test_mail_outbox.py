"""The local outbox, for people and for programs."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import RequestFactory
from django.urls import NoReverseMatch, Resolver404, resolve

from shop_api.adapters import whatsapp
from shop_api.doors import mail_outbox
from shop_api.gate import mail

REQUEST = RequestFactory().get("/dev/outbox/")


@pytest.fixture
def outbox(tmp_path: Path, settings: Any) -> Path:
    settings.EMAIL_FILE_PATH = settings.WHATSAPP_OUTBOX = str(tmp_path)
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
    settings.EMAIL_FILE_PATH = settings.WHATSAPP_OUTBOX = str(outbox / "missing")
    assert mail_outbox.everything() == []
    settings.EMAIL_FILE_PATH = settings.WHATSAPP_OUTBOX = ""
    assert b"No letters yet." in mail_outbox.page(REQUEST).content


def test_the_page_shows_codes_and_runs_nothing(outbox: Path) -> None:
    _send("a@example.kz", "<script>1</script>", "Code: 482930 <img src=x>")

    response = mail_outbox.page(REQUEST)

    assert b"<strong>482930</strong>" in response.content
    assert b"<script" not in response.content
    assert b"<img" not in response.content
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


def test_messages_stand_among_the_letters_as_their_readers_see_them(outbox: Path) -> None:
    letter = mail.Letter(
        id=UUID(int=3), kind="order_cancelled", to="+77010001122", locale="en", parameters={"number": "4829-3017-7563"},
        subject_id=None, channel=mail.Channel.WHATSAPP,
    )  # fmt: skip
    _send("a@example.kz", "Older", "Text")
    text = whatsapp.written(whatsapp.file_of(letter.kind), letter.locale, letter.parameters)
    whatsapp._put_into_outbox(letter, text, datetime.now(UTC) + timedelta(minutes=1))

    listed = json.loads(mail_outbox.as_json(REQUEST).content)["data"]

    assert [(one["channel"], one["to"]) for one in listed] == [("whatsapp", "+77010001122"), ("mail", "a@example.kz")]
    assert (listed[0]["subject"], listed[0]["text"]) == ("", text)
    page = mail_outbox.page(REQUEST).content.decode()
    assert "<h2>WhatsApp</h2>" in page
    assert "order 4829-3017-7563 is cancelled" in page


def test_it_is_mounted_nowhere_but_where_the_settings_say() -> None:
    with pytest.raises((Resolver404, NoReverseMatch)):
        resolve("/dev/outbox/")
