"""Credentials of carts and guests: derived or signed, never stored in clear.

A cart's token is 256 bits derived from its id, so an idempotent replay can answer it again; the table holds its keyed
hash. An order's token is signed and names the order, how it was come by and when it ends. Codes are six digits.
"""

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shop_api.gate import keys
from shop_api.values import law
from shop_api.values.clock import day_in_almaty

ACCESS_MINUTES = 15
CODE_MINUTES = 10
CODE_TRIES = 5
_SIGNATURE_BYTES = 32


class Way(StrEnum):
    """How a guest came by a token. Only a code proves that the contact on the order is theirs."""

    RECEIPT = "r"
    CODE = "c"


@dataclass(frozen=True, slots=True)
class OrderToken:
    """What a signed token says."""

    order_id: UUID
    way: Way
    expires_at: datetime


def cart_token(cart_id: UUID) -> str:
    """The token that opens a cart: 43 characters of base64url."""
    return _text(keys.keyed_hash("cart_token", "open", cart_id.bytes))


def cart_token_hash(token: str) -> bytes:
    """What the table keeps of a cart's token."""
    return keys.keyed_hash("cart_token", "stored", token)


def order_token(order_id: UUID, way: Way, expires_at: datetime) -> str:
    """Sign a token. Equal arguments give equal tokens, so a replay answers the same."""
    payload = way.value.encode() + order_id.bytes + int(expires_at.timestamp()).to_bytes(8, "big")
    return _text(payload + _signature(payload))


def read_order_token(token: str, at: datetime) -> OrderToken | None:
    """What a token says; None when it was not signed by us or has ended."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        payload, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
        # Base64 has several spellings of the same bytes; only the one we write is ours.
        if _text(raw) != token or not hmac.compare_digest(signature, _signature(payload)):
            return None
        ends = datetime.fromtimestamp(int.from_bytes(payload[17:], "big"), UTC)
        found = OrderToken(UUID(bytes=payload[1:17]), Way(payload[:1].decode()), ends)
    except (ValueError, binascii.Error):
        return None
    return found if at < found.expires_at else None


def receipt_ends_at(placed_at: datetime) -> datetime:
    """When the receipt link of an order ends."""
    return placed_at + timedelta(days=law.number("receipt_link_days", day_in_almaty(placed_at)))


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def code_hash(lookup_id: UUID, code: str) -> bytes:
    """What the table keeps of a code."""
    return keys.keyed_hash("codes", "order_lookup", lookup_id.bytes, code)


def _signature(payload: bytes) -> bytes:
    return keys.keyed_hash("links", "order", payload)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
