"""Letters by e-mail: opened, written out from the files in `letters/`, sent by Django's backend, then forgotten.

`letters/__init__.py` says how a letter is written. The queue knows a letter's id and nothing more.
"""

import html
import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from shop_api.gate import mail

TASK = "shop_api.send_letter"
NOTHING = "nothing"  # a letter that is decided and never sent: unknown e-mails then cost what known ones do
_KIND = re.compile(r"[a-z][a-z_]*")
_ALONE = re.compile(r"\{\w+\}")

_SIGNATURE = {
    "kk": "{shop}\n{legal_name}, БСН {bin}",
    "ru": "{shop}\n{legal_name}, БИН {bin}",
    "en": "{shop}\n{legal_name}, BIN {bin}",
}
_PARAGRAPH = "margin:0 0 16px;font:16px/1.5 sans-serif;color:#1c1b1a"
_STANDING_OUT = "margin:0 0 16px;font:600 28px/1.3 monospace;letter-spacing:4px;color:#1c1b1a"
_FOOT = "margin:24px 0 0;font:13px/1.5 sans-serif;color:#6b6862"


class UnknownLetter(Exception):
    """No file in `letters/` has this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter ready to leave."""

    subject: str
    text: str
    html: str


def enqueue(letter_id: UUID) -> None:
    """Wake the worker for a letter, in the transaction that decided it."""
    app.configure_task(TASK).defer(letter_id=str(letter_id))


def enqueue_all(letter_ids: Sequence[UUID]) -> None:
    """Wake the worker for many letters in one statement."""
    arguments: list[dict[str, JSONValue]] = [{"letter_id": str(letter_id)} for letter_id in letter_ids]
    app.configure_task(TASK).batch_defer(*arguments)


def send(letter_id: UUID) -> bool:
    """Send a letter and forget it; False when it was sent before or another worker is at it.

    The row stays locked while the letter leaves, so two workers never send it both; a failure leaves it where it was.
    """
    with transaction.atomic():
        letter = mail.waiting(letter_id)
        if letter is None:
            return False
        if letter.kind != NOTHING:
            written = write(letter.kind, letter.locale, letter.parameters)
            message = EmailMultiAlternatives(written.subject, written.text, to=[letter.to])
            message.attach_alternative(written.html, "text/html")
            message.send()
        mail.forget(letter_id)
        return True


def write(kind: str, locale: str, parameters: dict[str, Any]) -> Written:
    """Write a letter out in a language.

    :raises UnknownLetter: no such kind
    :raises KeyError: a parameter its text needs is missing
    """
    if not _KIND.fullmatch(kind):
        raise UnknownLetter(kind)
    try:
        letter: Any = importlib.import_module(f"shop_api.adapters.letters.{kind}")
    except ModuleNotFoundError as error:
        raise UnknownLetter(kind) from error
    values = {**_always(locale), **parameters}
    paragraphs = letter.TEXT[locale].strip().split("\n\n")
    signature = _SIGNATURE[locale].format_map(values)
    return Written(
        subject=letter.SUBJECT[locale].format_map(values),
        text="\n\n".join([*(one.format_map(values) for one in paragraphs), f"--\n{signature}"]) + "\n",
        html=_page("".join(_paragraph(one, values) for one in paragraphs), signature, locale),
    )


def _always(locale: str) -> dict[str, str]:
    operator: dict[str, Any] = settings.OPERATOR
    return {
        "shop": operator["trading_name"],
        "legal_name": operator["legal_name"][locale],
        "bin": operator["bin"],
        "storefront": settings.STOREFRONT_URL,
    }


def _paragraph(template: str, values: dict[str, Any]) -> str:
    style = _STANDING_OUT if _ALONE.fullmatch(template) else _PARAGRAPH
    lines = html.escape(template.format_map(values)).split("\n")
    return f'<p style="{style}">{"<br>".join(lines)}</p>'


def _page(paragraphs: str, signature: str, locale: str) -> str:
    foot = html.escape(signature).replace("\n", "<br>")
    return (
        f'<!doctype html><html lang="{locale}"><meta charset="utf-8">'
        f'<body style="margin:0;padding:32px;max-width:560px">{paragraphs}<p style="{_FOOT}">{foot}</p></body></html>'
    )
