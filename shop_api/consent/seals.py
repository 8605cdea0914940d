"""Seals of the consent log: what one says, how it is signed, and how anybody checks it with the public key alone.

A seal is `{"seal": {…}, "signature": base64url}`; the signature is Ed25519 over the canonical JSON (RFC 8785) of
`seal`. The private key is no part of the database: who can change rows cannot sign what they made of them.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from joserfc.jwk import OKPKey

from frontend_contracts.wire.webhooks import canonical_json

SCHEMA_VERSION = 1
TYPE = "consent-log-seal"
HEAD_ADDRESS = "/.well-known/consent-log/head.json"
KEY_ADDRESS = "/.well-known/consent-log/key.json"
NOTHING_BEFORE = bytes(32)


class Sealed(Protocol):
    """A seal, as the table keeps it."""

    number: Any
    first: Any
    last: Any
    count: Any
    root: Any
    previous: Any
    sealed_at: Any
    key_id: Any
    signature: Any


@lru_cache(maxsize=2)
def _private_key(pem: str) -> Ed25519PrivateKey:
    if not pem:
        # Development and tests; production settings refuse to start without a key of their own.
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"infini consent log, development only").digest())
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("CONSENT_LOG_PRIVATE_KEY is no Ed25519 key")
    return key


@lru_cache(maxsize=2)
def _public_jwk(pem: str) -> tuple[str, str]:
    raw = _private_key(pem).public_key().public_bytes_raw()
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": _encoded(raw)})
    return _encoded(raw), key.thumbprint()


def public_key() -> dict[str, Any]:
    """The public key as a JWK, named by its thumbprint (RFC 7638)."""
    x, thumbprint = _public_jwk(settings.CONSENT_LOG_PRIVATE_KEY)
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": thumbprint, "alg": "Ed25519", "use": "sig"}


def statement_of(seal: Sealed) -> dict[str, Any]:
    """What a seal says. `previous` is the SHA-256 of the canonical JSON of the seal before it."""
    return {
        "type": TYPE,
        "schema_version": SCHEMA_VERSION,
        "number": seal.number,
        "first": seal.first,
        "last": seal.last,
        "count": seal.count,
        "root": bytes(seal.root).hex(),
        "previous": bytes(seal.previous).hex(),
        "sealed_at": _in_utc(seal.sealed_at),
        "key": seal.key_id,
    }


def hash_of(seal: Sealed) -> bytes:
    """What the next seal names as `previous`."""
    return hashlib.sha256(canonical_json(statement_of(seal))).digest()


def signature_under(seal: Sealed) -> bytes:
    """Sign a seal with the key of the settings."""
    return _private_key(settings.CONSENT_LOG_PRIVATE_KEY).sign(canonical_json(statement_of(seal)))


def shown(seal: Sealed | None) -> dict[str, Any]:
    """A seal as the public reads it; before the first one there is none to show."""
    if seal is None:
        return {"seal": None, "signature": None, "key_at": KEY_ADDRESS}
    signature = _encoded(bytes(seal.signature))
    return {"seal": statement_of(seal), "signature": signature, "key_at": KEY_ADDRESS}


def is_signed(statement: dict[str, Any], signature: bytes, keys: Sequence[dict[str, Any]]) -> bool:
    """Whether one of the keys (JWK) signed exactly this statement."""
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(decoded(key["x"])).verify(signature, canonical_json(statement))
        except (InvalidSignature, ValueError, KeyError, TypeError):
            continue
        return True
    return False


def decoded(text: str) -> bytes:
    """Bytes of base64url without padding.

    :raises ValueError: it is spelled in another way
    """
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _encoded(raw) != text:
        raise ValueError("not canonical base64url")
    return raw


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
