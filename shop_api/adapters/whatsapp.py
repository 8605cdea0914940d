"""Messages over WhatsApp: entered in the register of disclosures, then handed to Meta's Cloud API or a local outbox.

Off unless the settings name a sender. Only the address in the settings is asked, over HTTPS; redirects are refused, and
proxies or passwords of the environment are not used. What leaves is a number, a template's name and its parameters.
"""

import importlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import requests
from django.conf import settings
from requests_hardened import Config, Manager

from shop_api.adapters import disclosing, recipients
from shop_api.gate import mail

CONNECT_SECONDS = 3.05  # a little over the 3 s after which TCP sends a lost packet again
READ_SECONDS = 15
OUTBOX_SUFFIX = ".whatsapp.json"
_KIND = re.compile(r"[a-z][a-z_]*")
_WAIT = frozenset({requests.codes.too_many_requests, requests.codes.request_timeout})
# A wrong token or number of the shop's is the operator's to mend: the message waits for it.
_OURS = frozenset({requests.codes.unauthorized, requests.codes.forbidden})


class UnknownMessage(Exception):
    """No file in `messages/` has this kind."""


class WhatsappFailed(Exception):
    """WhatsApp did not take a message now and may take it later; `reason` is a code such as `unreachable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MessageNotTaken(Exception):
    """WhatsApp refused this message and always will, as when the number has no WhatsApp; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def deliver(letter: mail.Letter, at: datetime) -> None:
    """Enter a message in the register of disclosures and send it.

    :raises DisclosureRefused: it may not leave; nothing was sent
    :raises WhatsappFailed: it may be taken later
    :raises MessageNotTaken: it never will be
    """
    file = file_of(letter.kind)
    parameters = disclosing.declared(file, letter.parameters)
    disclosing.disclose(disclosing.transfer_of(letter, file, recipient=recipients.WHATSAPP, to=file.TO), at)
    if settings.WHATSAPP_SENDER == "cloud":
        _post(_as_cloud_api_takes_it(letter, parameters))
    else:
        _put_into_outbox(letter, written(file, letter.locale, parameters), at)


def file_of(kind: str) -> Any:
    """The file of a kind of message.

    :raises UnknownMessage: there is none
    """
    if not _KIND.fullmatch(kind):
        raise UnknownMessage(kind)
    try:
        return importlib.import_module(f"shop_api.adapters.messages.{kind}")
    except ModuleNotFoundError as error:
        raise UnknownMessage(kind) from error


def written(file: Any, locale: str, parameters: Mapping[str, str]) -> str:
    """A message in a language, as the reader sees it."""
    text: str = file.TEXT[locale]
    return text.format_map({"shop": settings.OPERATOR["trading_name"], **parameters})


def _as_cloud_api_takes_it(letter: mail.Letter, parameters: Mapping[str, str]) -> dict[str, Any]:
    given = [{"type": "text", "text": text} for text in parameters.values()]
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": letter.to.removeprefix("+"),
        "type": "template",
        "template": {
            "name": letter.kind,
            "language": {"code": letter.locale},
            "components": [{"type": "body", "parameters": given}],
        },
    }


def _post(message: dict[str, Any]) -> None:
    try:
        with (
            _session() as session,
            session.post(
                f"{settings.WHATSAPP_URL}/{settings.WHATSAPP_PHONE_NUMBER_ID}/messages",
                data=orjson.dumps(message),
                headers={"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}", "Content-Type": "application/json"},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                stream=True,  # its answer names the number again and is not read
            ) as answer,
        ):
            status = answer.status_code
    except requests.RequestException:
        # Said without its cause: the library's message holds the address, and with it the shop's own number.
        raise WhatsappFailed("unreachable") from None
    if status < requests.codes.multiple_choices:
        return
    is_final = requests.codes.bad_request <= status < requests.codes.internal_server_error
    if is_final and status not in _WAIT | _OURS:
        raise MessageNotTaken(f"status_{status}")
    raise WhatsappFailed(f"status_{status}")


def _session() -> requests.Session:
    config = Config(
        ip_filter_enable=not settings.WHATSAPP_ALLOWS_LOOPBACK,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(CONNECT_SECONDS, READ_SECONDS),
        user_agent_override="infini-shop",
    )
    session: requests.Session = Manager(config).get_session()
    session.trust_env = False  # a proxy of the environment would undo the address filter, and read along
    return session


def _put_into_outbox(letter: mail.Letter, text: str, at: datetime) -> None:
    folder = Path(settings.WHATSAPP_OUTBOX)
    folder.mkdir(parents=True, exist_ok=True)
    shown = {"to": letter.to, "text": text, "sent_at": at.astimezone(UTC).isoformat()}
    (folder / f"{letter.id}{OUTBOX_SUFFIX}").write_bytes(orjson.dumps(shown))
