"""The form's token: our signature under what a form showed. Good for a day and any number of writes.

`base64url(JSON) . base64url(HMAC-SHA256)`. The client sends it back and can forge no policy, hash or time.
"""

import base64
import binascii
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from shop_api.consent import refusals, rules
from shop_api.gate import consent_port, keys

_MEMBERS = {"s", "v", "l", "h", "f", "t", "n"}
_LONGEST = 2000  # characters; ours are under 600


def made(shown: rules.Shown) -> str:
    """Sign what a form shows."""
    body = orjson.dumps(
        {
            "s": shown.slug,
            "v": shown.version,
            "l": shown.locale,
            "h": shown.text_sha256,
            "f": list(shown.flags),
            "t": int(shown.shown_at.timestamp()),
            "n": shown.nonce,
        }
    )
    return f"{_encoded(body)}.{_encoded(keys.keyed_hash('form_token', body))}"


def opened(token: str, at: datetime) -> rules.Shown:
    """What a form showed.

    :raises FormInvalid: changed in any bit, signed by another key, from the future, or older than 24 hours
    """
    refusal = refusals.FormInvalid(form=consent_port.FORM_ADDRESS, field="/consent/form")
    try:
        shown = kept(token)
    except ValueError as error:
        raise refusal from error
    # The token counts whole seconds, so one made in this very second is not from the future.
    if not shown.shown_at <= at < shown.shown_at + timedelta(hours=rules.FORM_HOURS):
        raise refusal
    return shown


def kept(token: str) -> rules.Shown:
    """What a form showed that we signed, however long ago.

    :raises ValueError: it is no token of ours, or was changed in any bit
    """
    body_text, dot, signature_text = token.partition(".")
    if not dot or len(token) > _LONGEST:
        raise ValueError("no form token")
    body, signature = _decoded(body_text), _decoded(signature_text)
    if body is None or signature is None or not hmac.compare_digest(signature, keys.keyed_hash("form_token", body)):
        raise ValueError("the form token is not ours")
    value = orjson.loads(body)  # ours: the signature fits
    if set(value) != _MEMBERS:
        raise ValueError("no form token")
    return _shown(value)


def _shown(value: dict[str, Any]) -> rules.Shown:
    return rules.Shown(
        slug=value["s"],
        version=value["v"],
        locale=value["l"],
        text_sha256=value["h"],
        flags=tuple(value["f"]),
        shown_at=datetime.fromtimestamp(value["t"], UTC),
        nonce=value["n"],
    )


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes | None:
    """The bytes of canonical base64url; None for any other spelling, so that no two tokens mean the same."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return raw if _encoded(raw) == text else None
