"""Messages over WhatsApp: what Meta is sent, and what its answers mean."""

import json
import pkgutil
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command

from shop_api.adapters import messages, sending, whatsapp
from shop_api.gate import consent_port, mail
from shop_api.gate.consent_port import TransferTerms
from shop_api.gate.models import AuditRow, Disclosure, OutgoingMail

KINDS = sorted(module.name for module in pkgutil.iter_modules(messages.__path__))
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
PERSON = UUID(int=7)
NUMBER = "4829-3017-7563"


@dataclass
class Meta:
    """Answers as a test says, and remembers what it was asked."""

    status: int = 200
    asked: list[tuple[str, str | None, Any]] = field(default_factory=list)


@pytest.fixture
def meta(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meta]:
    """Meta's API on this machine, and a person whose switches stand."""
    told = Meta()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append((self.path, self.headers["Authorization"], body))
            self.send_response(told.status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Standing:
        def transfer_terms(self, *_: Any) -> TransferTerms:
            return TransferTerms(1, ())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WHATSAPP_SENDER = "cloud"
    settings.WHATSAPP_URL = f"http://127.0.0.1:{server.server_port}/v23.0"
    settings.WHATSAPP_TOKEN = "token of the shop"
    settings.WHATSAPP_PHONE_NUMBER_ID = "106540352242922"
    settings.WHATSAPP_ALLOWS_LOOPBACK = True
    monkeypatch.setattr(consent_port, "_port", Standing())
    yield told
    server.shutdown()
    server.server_close()


def posted() -> UUID:
    whole = {"number": NUMBER, "name": "Нұрлан Ахметов", "street": "Абая 10"}
    mail.post("order_placed", "+77010001122", "kk", NOW, subject_id=PERSON, channel=mail.Channel.WHATSAPP, **whole)
    return OutgoingMail.objects.get().id


@pytest.mark.django_db
def test_meta_gets_the_number_and_the_template_and_nothing_else(meta: Meta) -> None:
    """Proves P6.2: the letter knew a name and a street; neither is in what left."""
    assert sending.send(posted(), NOW) is True

    assert meta.asked == [
        (
            "/v23.0/106540352242922/messages",
            "Bearer token of the shop",
            {
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                "to": "77010001122",
                "type": "template",
                "template": {
                    "name": "order_placed",
                    "language": {"code": "kk"},
                    "components": [{"type": "body", "parameters": [{"type": "text", "text": NUMBER}]}],
                },
            },
        )
    ]
    assert Disclosure.objects.get().fields == ["orders.Order.number", "orders.OrderRecipient.whatsapp"]
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("status", [401, 403, 408, 429, 500, 503, 302])
def test_what_may_be_taken_later_waits_and_has_no_line(meta: Meta, status: int) -> None:
    meta.status = status
    letter_id = posted()

    with pytest.raises(whatsapp.WhatsappFailed, match=f"status_{status}"):
        sending.send(letter_id, NOW)

    assert (Disclosure.objects.count(), OutgoingMail.objects.count(), AuditRow.objects.count()) == (0, 1, 0)
    assert len(meta.asked) == 1  # a redirect is not followed
    meta.status = 200
    assert sending.send(letter_id, NOW) is True
    assert (Disclosure.objects.count(), OutgoingMail.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_message_that_is_never_taken_is_not_tried_again_and_its_line_stays(meta: Meta, status: int) -> None:
    """The number was shown to WhatsApp, so the person is told so, whatever became of the message."""
    meta.status = status
    letter_id = posted()

    assert sending.send(letter_id, NOW) is True

    assert (Disclosure.objects.count(), OutgoingMail.objects.count()) == (1, 0)
    [row] = AuditRow.objects.all()
    assert (row.use_case, row.outcome) == ("send_letter", "whatsapp.not_taken")
    assert row.details == {"kind": "order_placed", "reason": f"status_{status}"}
    assert sending.send(letter_id, NOW) is False


@pytest.mark.django_db
def test_nobody_there_says_so_without_the_shops_secrets(meta: Meta, settings: Any) -> None:
    settings.WHATSAPP_URL = "http://127.0.0.1:9"

    with pytest.raises(whatsapp.WhatsappFailed) as failure:
        sending.send(posted(), NOW)

    assert (str(failure.value), failure.value.__cause__) == ("unreachable", None)
    assert (Disclosure.objects.count(), OutgoingMail.objects.count()) == (0, 1)


@pytest.mark.django_db
def test_an_address_inside_is_not_called(meta: Meta, settings: Any) -> None:
    settings.WHATSAPP_ALLOWS_LOOPBACK = False

    with pytest.raises(whatsapp.WhatsappFailed, match="unreachable"):
        sending.send(posted(), NOW)

    assert meta.asked == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_says_the_same_in_three_languages(kind: str) -> None:
    file = whatsapp.file_of(kind)

    assert set(file.TEXT) == {"kk", "ru", "en"}
    used = {frozenset(re.findall(r"\{(\w+)\}", text)) for text in file.TEXT.values()}
    assert used == {frozenset({"shop", *file.FIELDS})}
    written = {locale: whatsapp.written(file, locale, {"number": NUMBER}) for locale in file.TEXT}
    assert len(set(written.values())) == 3
    for text in written.values():
        assert NUMBER in text
        assert "{" not in text
        # Meta approves no template that begins or ends with a parameter.
        assert not text.startswith(NUMBER)
        assert not text.endswith(NUMBER)


def test_there_is_a_message_for_each_letter_about_an_orders_state() -> None:
    assert KINDS == ["order_cancelled", "order_placed"]


@pytest.mark.parametrize("kind", ["unheard_of", "../whatsapp", "os", ""])
def test_a_kind_without_a_file_is_refused(kind: str) -> None:
    with pytest.raises(whatsapp.UnknownMessage):
        whatsapp.file_of(kind)


def test_the_command_prints_the_templates_to_register() -> None:
    said = StringIO()

    call_command("whatsapp_templates", stdout=said)

    templates = json.loads(said.getvalue())
    assert [(one["name"], one["language"]) for one in templates] == [
        (kind, locale) for kind in KINDS for locale in ("kk", "ru", "en")
    ]
    assert {one["category"] for one in templates} == {"UTILITY"}
    english = next(one for one in templates if (one["name"], one["language"]) == ("order_cancelled", "en"))
    assert english["components"] == [
        {
            "type": "BODY",
            "text": "Infini: order {{1}} is cancelled. Nothing will be delivered and there is nothing to pay.",
            "example": {"body_text": [[NUMBER]]},
        }
    ]
