"""Receipts of consent: JWS (compact, Ed25519), verifiable with the public key and nothing else."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

ALGORITHM = "Ed25519"
TYPE = "consent-receipt+jwt"
KEY_ADDRESS = "/.well-known/consent-receipt-key.json"
_LONGEST = 64_000  # characters; ours are under 8,000


class ReceiptRefused(Exception):
    """The text is no receipt of ours, or was changed; the message says what is wrong."""


@lru_cache(maxsize=2)
def _private_key(pem: str) -> OKPKey:
    if not pem:
        # Development and tests; production settings refuse to start without a key of their own.
        seed = hashlib.sha256(b"infini consent receipts, development only").digest()
        raw = Ed25519PrivateKey.from_private_bytes(seed)
        pem = raw.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return OKPKey.import_key(pem)


def public_key() -> dict[str, Any]:
    """The public key as a JWK, named by its thumbprint (RFC 7638)."""
    key = _private_key(settings.RECEIPT_PRIVATE_KEY)
    return {**key.as_dict(private=False), "kid": key.thumbprint(), "alg": ALGORITHM, "use": "sig"}


def signed(payload: dict[str, Any], *, kind: str = TYPE) -> str:
    """Sign a receipt, or another statement of the operator of a `kind` of its own."""
    key = _private_key(settings.RECEIPT_PRIVATE_KEY)
    header = {"alg": ALGORITHM, "typ": kind, "kid": key.thumbprint()}
    return jws.serialize_compact(header, orjson.dumps(payload), key, algorithms=[ALGORITHM])


def signature(content: bytes) -> bytes:
    """Sign bytes with the key of receipts: 64 bytes of Ed25519, the same at any time."""
    key = _private_key(settings.RECEIPT_PRIVATE_KEY)
    private = key.private_key
    assert isinstance(private, Ed25519PrivateKey)  # noqa: S101 - settings name a key of this kind
    return private.sign(content)


def thumbprint(key: dict[str, Any]) -> str:
    """How a public key is named (RFC 7638); a key that names itself otherwise is refused.

    :raises ReceiptRefused: it is no public key for Ed25519
    """
    try:
        found = OKPKey.import_key({name: key[name] for name in ("kty", "crv", "x")}).thumbprint()
    except (JoseError, LookupError, TypeError, ValueError) as error:
        raise ReceiptRefused("The key is no public key for Ed25519.") from error
    if key["crv"] != ALGORITHM or key.get("kid", found) != found:
        raise ReceiptRefused("The key is no public key for Ed25519, or its name is another's.")
    return found


def raw_public_key(key: dict[str, Any]) -> bytes:
    """The 32 bytes of a public key in a JWK."""
    return _decoded(str(key["x"]))


def verified(receipt: str, key: dict[str, Any], *, kind: str = TYPE) -> dict[str, Any]:
    """What a receipt, or another statement of a `kind`, says, if the key's owner signed exactly this text.

    :raises ReceiptRefused: any bit is other than it was signed, or the text is spelled in another way
    """
    parts = receipt.split(".")
    if len(receipt) > _LONGEST or len(parts) != 3 or not all(_is_canonical(part) for part in parts):
        raise ReceiptRefused("This is not a receipt: three parts of canonical base64url are needed.")
    try:
        expected = {"alg": ALGORITHM, "typ": kind, "kid": thumbprint(key)}
        opened = jws.deserialize_compact(receipt, OKPKey.import_key(key), algorithms=[ALGORITHM])
        header = json.loads(_decoded(parts[0]), object_pairs_hook=_each_once)
        payload = json.loads(opened.payload, object_pairs_hook=_each_once)
    except (JoseError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise ReceiptRefused("The signature does not fit: the text was changed, or signed by another key.") from error
    # Nothing more in the header: what a verifier does not know may change what the signature means.
    if header != expected or not isinstance(payload, dict):
        raise ReceiptRefused("The signature fits, but this is no receipt of a consent.")
    return payload


def _each_once(members: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object none of whose members stands twice: readers would choose differently.

    :raises ValueError: one does
    """
    found = dict(members)
    if len(found) != len(members):
        raise ValueError("a member stands twice")
    return found


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _is_canonical(part: str) -> bool:
    """Whether a part is spelled as its encoder would: with other spellings a changed text could still verify."""
    try:
        raw = _decoded(part)
    except (binascii.Error, ValueError):
        return False
    return bool(raw) and base64.urlsafe_b64encode(raw).decode().rstrip("=") == part
