"""Secrets of one purpose: made on first ask, kept in one file that only its owner can read."""

import base64
import json
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.stage import state


class Vault:
    """Named secrets in `secrets.json` (mode 600) of a state folder. A second start finds the same ones."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "secrets.json"
        self._lock = folder / "secrets.lock"

    def get(self, name: str, make: Callable[[], str]) -> str:
        """Return the secret of this name; on the first ask, make and keep it."""
        with state.exclusive(self._lock):
            known = self._read()
            if name not in known:
                known[name] = make()
                state.write_private(self._path, json.dumps(known, indent=2, sort_keys=True) + "\n")
            return known[name]

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        self._path.chmod(0o600)  # a restored backup may have opened it
        known: dict[str, str] = json.loads(self._path.read_text())
        return known


def password() -> str:
    """Return 32 characters that stand in a URL without quoting."""
    return secrets.token_urlsafe(24)


def django_key() -> str:
    """Return a Django SECRET_KEY of 64 characters."""
    return secrets.token_urlsafe(48)


def events_secret() -> str:
    """Return a Standard Webhooks secret: `whsec_` and 32 random bytes in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def key_bytes() -> str:
    """Return 32 random bytes in base64url: a key for HMAC or AES-256."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def ed25519_key() -> str:
    """Return a fresh Ed25519 private key as PKCS#8 PEM; for receipts or seals of consent."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
