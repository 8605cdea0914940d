"""The local outbox: letters and WhatsApp messages that a development server did not send, as a page and as JSON.

Mounted only where `SHOWS_MAIL_OUTBOX` is on, which production never has. It reads the files that Django's file-based
e-mail backend and the WhatsApp adapter write.
"""

import email
import email.policy
import html
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

MOST = 200  # letters shown
REFRESH_SECONDS = 3
_SEPARATOR = re.compile(rb"\n-{79}\n")
_MESSAGES = "*.whatsapp.json"  # `adapters.whatsapp` names its files so
_CODE = re.compile(r"\b\d{6}\b")
# One page, no script: styles by hash of nothing but the sheet below, which the view serves itself.
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter or message as it would have arrived; a message has no subject. `sent_at` is ISO 8601 in UTC."""

    to: str
    subject: str
    text: str
    sent_at: str
    channel: str = "mail"


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The outbox for people, newest first; it renews itself."""
    listed = everything()
    body = "".join(_article(letter) for letter in listed) or "<p class=empty>No letters yet.</p>"
    document = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Outbox</title>'
        f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/dev/outbox.css"></head><body><header><h1>Outbox</h1>'
        f"<p>{len(listed)} letters and messages, newest first. They stay here: this server sends none. "
        '<a href="/dev/outbox.json">JSON</a></p></header>'
        f"<main>{body}</main></body></html>"
    )
    response = HttpResponse(document)
    response["Content-Security-Policy"] = POLICY
    return response


@require_GET
def as_json(request: HttpRequest) -> HttpResponse:
    """The outbox for programs: `{"data": [{to, subject, text, sent_at, channel}]}`, newest first."""
    return HttpResponse(orjson.dumps({"data": [asdict(one) for one in everything()]}), content_type="application/json")


@require_GET
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The page's one sheet."""
    return HttpResponse(_SHEET, content_type="text/css")


def everything() -> list[SentLetter]:
    """Letters and messages together, newest first."""
    return sorted([*letters(), *messages()], key=lambda one: one.sent_at, reverse=True)[:MOST]


def messages() -> list[SentLetter]:
    """WhatsApp messages in the folder `WHATSAPP_OUTBOX`, newest first; none when there is no folder."""
    folder = Path(settings.WHATSAPP_OUTBOX) if settings.WHATSAPP_OUTBOX else None
    if folder is None or not folder.is_dir():
        return []
    found = [orjson.loads(file.read_bytes()) for file in folder.glob(_MESSAGES)]
    shown = [SentLetter(**one, subject="", channel="whatsapp") for one in found]
    return sorted(shown, key=lambda one: one.sent_at, reverse=True)[:MOST]


def letters() -> list[SentLetter]:
    """Letters in the folder `EMAIL_FILE_PATH`, newest first; none when there is no folder."""
    folder = Path(settings.EMAIL_FILE_PATH) if settings.EMAIL_FILE_PATH else None
    if folder is None or not folder.is_dir():
        return []
    found: list[SentLetter] = []
    for file in sorted(folder.glob("*.log"), key=lambda one: (one.stat().st_mtime_ns, one.name), reverse=True)[:MOST]:
        in_file = [_read(raw) for raw in _SEPARATOR.split(file.read_bytes()) if raw.strip()]
        found += reversed(in_file)
    return sorted(found[:MOST], key=lambda letter: letter.sent_at, reverse=True)


def _read(raw: bytes) -> SentLetter:
    message = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",)) if isinstance(message, EmailMessage) else None
    date = message["Date"]
    sent_at = date.datetime if date is not None and date.datetime is not None else datetime.now(UTC)
    return SentLetter(
        to=str(message["To"] or ""),
        subject=" ".join(str(message["Subject"] or "").split()),
        text=str(body.get_content()).replace("\r\n", "\n").strip() if body is not None else "",
        sent_at=sent_at.astimezone(UTC).isoformat(),
    )


def _article(letter: SentLetter) -> str:
    text = _CODE.sub(lambda found: f"<strong>{found[0]}</strong>", html.escape(letter.text))
    sent_at = datetime.fromisoformat(letter.sent_at).strftime("%H:%M:%S UTC, %d.%m.%Y")
    heading = "WhatsApp" if letter.channel == "whatsapp" else html.escape(letter.subject)
    return (
        f"<article><h2>{heading}</h2>"
        f"<p class=line>To <b>{html.escape(letter.to)}</b> · {sent_at}</p><pre>{text}</pre></article>"
    )


_SHEET = """
:root { color-scheme: light dark; --ink: #1c1b1a; --soft: #6b6862; --paper: #fff; --ground: #f4f1ec; --line: #e2ddd4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0ede8; --soft: #a8a39a; --paper: #24221f; --ground: #191816; --line: #3a3732 }
}
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
header, main { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 2rem }
h1 { margin: 0; font-size: 1.5rem }
header p, .line, .empty { color: var(--soft); font-size: .9rem; margin: .25rem 0 1rem }
article { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem;
  margin: 0 0 1rem }
h2 { margin: 0; font-size: 1.05rem }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
strong { font: 700 1.35rem ui-monospace, monospace; letter-spacing: .15em }
a { color: inherit }
"""
