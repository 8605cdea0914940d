"""The shop's data inventory as the running shop states it: fetched, checked, and never a reason to raise.

A gate must answer even where the shop does not. So what is learnt is a value: the inventory, or why there is none.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from requests_hardened import Config, Manager
from urllib3.exceptions import HTTPError

from frontend_contracts.wire.webhooks import canonical_json, sha256_hex

logger = logging.getLogger(__name__)

ADDRESS = "/.well-known/data-inventory.json"
KEY_ADDRESS = "/.well-known/consent-receipt-key.json"
ALGORITHM = "Ed25519"
TYPE = "data-inventory+jwt"
OUTSIDE_DIGEST = ("issued_at", "subjects")
CONNECT_SECONDS = 2
CHECKOUT = Path(__file__).resolve().parents[2]
_instead: ContextVar[Path | None] = ContextVar("inventory_file", default=None)
_recent: dict[str, tuple[float, Observed]] = {}


@dataclass(frozen=True, kw_only=True)
class Observed:
    """What was learnt. `refusal` is empty, or says why the inventory cannot be had: a key of `refusals.TEXTS`."""

    inventory: Mapping[str, Any]
    digest: str = ""
    source: str = ""
    refusal: str = ""
    detail: str = ""  # our own words, for the refusal

    @property
    def stored(self) -> dict[str, str]:
        """What a version keeps of the inventory that it was compared with."""
        return {"digest": self.digest, "build": str(self.inventory.get("build", ""))}


class _Refused(Exception):
    """The inventory cannot be used; `args` are a code and a detail."""


@contextmanager
def from_file(path: Path | None) -> Iterator[None]:
    """Within the block, read this file instead of asking the shop; None changes nothing."""
    token = _instead.set(path or _instead.get())
    try:
        yield
    finally:
        _instead.reset(token)


def observe() -> Observed:
    """Learn what the shop does with data, now: from the file that was named, else from the shop."""
    named = _instead.get() or (Path(settings.SHOP_INVENTORY_FILE) if settings.SHOP_INVENTORY_FILE else None)
    source = str(named) if named else settings.SHOP_URL + ADDRESS
    try:
        if named is not None:
            body, key = _read(named), None
        else:
            body, key = _fetch(source), _key()
        found = _opened(body)
        if key is not None:
            _verify(found, key, now=datetime.now(UTC))
    except _Refused as refused:
        code, detail = refused.args
        return Observed(inventory={}, source=source, refusal=code, detail=detail)
    return Observed(inventory=found["inventory"], digest=found["digest"], source=source)


def observe_lately(seconds: int = 30) -> Observed:
    """Learn it, or answer what was learnt a moment ago; for showing, never for publishing."""
    source = str(_instead.get() or settings.SHOP_INVENTORY_FILE or settings.SHOP_URL)
    known = _recent.get(source)
    if known is None or monotonic() - known[0] > seconds:
        known = (monotonic(), observe())
        _recent[source] = known
    return known[1]


def digest_of(inventory: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of the inventory without the time and the counts of people."""
    return sha256_hex(canonical_json({name: inventory[name] for name in inventory if name not in OUTSIDE_DIGEST}))


def _opened(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
        inventory = found["inventory"]
        is_whole = isinstance(inventory["fields"], list) and found["digest"] == digest_of(inventory)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _Refused("policies.inventory_refused", "it is no data inventory") from None
    if not is_whole:
        raise _Refused("policies.inventory_refused", "its digest does not fit what it says")
    opened: dict[str, Any] = found
    return opened


def _verify(found: Mapping[str, Any], key: Mapping[str, Any], *, now: datetime) -> None:
    """Check that the shop signed this digest, lately."""
    try:
        opened = jws.deserialize_compact(found["signature"], OKPKey.import_key(dict(key)), algorithms=[ALGORITHM])
        stated = json.loads(opened.payload or b"")
        issued_at = datetime.fromisoformat(stated["issued_at"])
        is_ours = opened.headers().get("typ") == TYPE and stated["digest"] == found["digest"]
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        raise _Refused("policies.inventory_refused", "its signature does not fit") from None
    if not is_ours:
        raise _Refused("policies.inventory_refused", "its signature is of something else")
    if now - issued_at > timedelta(hours=settings.SHOP_INVENTORY_HOURS):
        raise _Refused("policies.inventory_refused", f"it was issued at {stated['issued_at']}, too long ago")


def _key() -> Mapping[str, Any]:
    """The shop's public key: the configured one, else the one the shop shows."""
    text = settings.SHOP_INVENTORY_KEY or _fetch(settings.SHOP_URL + KEY_ADDRESS)
    try:
        key: Mapping[str, Any] = json.loads(text)
    except ValueError:
        raise _Refused("policies.inventory_refused", "the shop's key is not a JWK") from None
    return key


def _read(path: Path) -> bytes:
    try:
        return (CHECKOUT / path).read_bytes()
    except OSError as error:
        raise _Refused("policies.inventory_unreachable", f"{path}: {error.strerror}") from None


def _fetch(address: str) -> bytes:
    parts = urlsplit(address)
    if parts.scheme not in ({"https", "http"} if settings.EVENTS_ALLOW_PRIVATE_ADDRESSES else {"https"}):
        raise _Refused("policies.inventory_unreachable", "SHOP_URL is not an https address")
    deadline = monotonic() + settings.SHOP_INVENTORY_TIMEOUT_SECONDS
    try:
        with (
            _session() as session,
            session.get(
                address, stream=True, timeout=(CONNECT_SECONDS, settings.SHOP_INVENTORY_TIMEOUT_SECONDS)
            ) as answer,
        ):
            if answer.status_code != requests.codes.ok:
                raise _Refused("policies.inventory_unreachable", f"{address} answered {answer.status_code}")
            return _body(answer, deadline)
    except (requests.RequestException, HTTPError) as failure:
        logger.warning("The shop's inventory could not be fetched: %s", type(failure).__name__)
        raise _Refused("policies.inventory_unreachable", f"{address} does not answer") from None


def _body(answer: requests.Response, deadline: float) -> bytes:
    """Read what there is, piece by piece: a shop that drips would else hold the page of whoever waits."""
    body = b""
    # Each read takes what one receipt brings, so that the clock is looked at after each.
    while piece := answer.raw.read1(64_000, decode_content=True):
        body += piece
        if len(body) > settings.SHOP_INVENTORY_BYTES:
            raise _Refused("policies.inventory_refused", "it is too long")
        if monotonic() > deadline:
            raise _Refused("policies.inventory_unreachable", f"{answer.url} answers too slowly")
    return body


def _session() -> requests.Session:
    """A session that follows no redirect and, outside development, refuses private and loopback addresses."""
    config = Config(
        ip_filter_enable=not settings.EVENTS_ALLOW_PRIVATE_ADDRESSES,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(CONNECT_SECONDS, settings.SHOP_INVENTORY_TIMEOUT_SECONDS),
        user_agent_override="infini-cms",
    )
    session: requests.Session = Manager(config).get_session()
    session.trust_env = False  # a proxy of the environment would undo the address filter
    return session
