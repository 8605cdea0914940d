"""Letters by e-mail: written out from the files in `letters/`, entered in the register, sent by Django's backend.

`letters/__init__.py` says how a letter is written; `sending` opens the letters that wait and forgets them.
"""

import html
import importlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from shop_api.adapters import disclosing, recipients
from shop_api.gate import mail

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


def deliver(letter: mail.Letter, at: datetime) -> None:
    """Enter a letter in the register of disclosures and send it.

    :raises DisclosureRefused: it may not leave; nothing was sent
    """
    file = _file_of(letter.kind)
    to = file.TO if "@" in letter.to else file.TO_PHONE
    written = write(letter.kind, letter.locale, letter.parameters)
    disclosing.disclose(disclosing.transfer_of(letter, file, recipient=recipients.MAIL, to=to), at)
    message = EmailMultiAlternatives(written.subject, written.text, to=[letter.to])
    message.attach_alternative(written.html, "text/html")
    message.send()


def write(kind: str, locale: str, parameters: dict[str, Any]) -> Written:
    """Write a letter out in a language, with the parameters that its file declares and no others.

    :raises UnknownLetter: no such kind
    :raises KeyError: a parameter its text needs is missing
    """
    letter = _file_of(kind)
    values = {**_always(locale), **disclosing.declared(letter, parameters)}
    paragraphs = letter.TEXT[locale].strip().split("\n\n")
    signature = _SIGNATURE[locale].format_map(values)
    return Written(
        subject=letter.SUBJECT[locale].format_map(values),
        text="\n\n".join([*(one.format_map(values) for one in paragraphs), f"--\n{signature}"]) + "\n",
        html=_page("".join(_paragraph(one, values) for one in paragraphs), signature, locale),
    )


def _file_of(kind: str) -> Any:
    if not _KIND.fullmatch(kind):
        raise UnknownLetter(kind)
    try:
        return importlib.import_module(f"shop_api.adapters.letters.{kind}")
    except ModuleNotFoundError as error:
        raise UnknownLetter(kind) from error


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
