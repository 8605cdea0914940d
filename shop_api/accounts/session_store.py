"""Sessions in the database, unreadable there: keys are keyed hashes of tokens, contents are sealed.

Django and allauth take the hash for the session's key and know no other; the token goes to the client once, when the
session is made or its key changes. Whoever reads the table can neither act as anybody nor see a pending code.
"""

import base64
import os
import secrets
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.sessions.backends import db

from shop_api.gate import keys

_NONCE_BYTES = 12
_TOKEN_BYTES = 32  # 256 bits, as a cart's


def key_of(token: str) -> str:
    """The session's key for a token: 160 bits of its keyed hash in base32, which fits Django's column of 40."""
    return base64.b32encode(keys.keyed_hash("sessions", "key", token)[:20]).decode().lower()


class SessionStore(db.SessionStore):
    """One session. `token` is there only after this object has made a key."""

    token: str | None = None
    _session_cache: dict[str, Any]

    @classmethod
    def pending(cls, token: str) -> "SessionStore":
        """A new session, empty, that waits for a code under a handle the client knows; save it with `must_create`."""
        store = cls(key_of(token))
        store._session_cache = {}
        return store

    def _get_new_session_key(self) -> str:
        self.token = secrets.token_urlsafe(_TOKEN_BYTES)
        return key_of(self.token)

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Seal the contents."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(keys.key("sessions")).encrypt(nonce, orjson.dumps(session_dict), None)
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Open the contents; what does not open is an empty session, so nobody is signed in by it."""
        raw = base64.urlsafe_b64decode(session_data)
        try:
            opened = AESGCM(keys.key("sessions")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None)
        except InvalidTag:
            return {}
        content: dict[str, Any] = orjson.loads(opened)
        return content
