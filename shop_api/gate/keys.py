"""Named secret keys: one for each use, so that a leak of one opens nothing else.

They come from `settings.SHOP_KEYS` (name → 32 random bytes in base64url). Names in use: `idempotency`, `rate`,
`form_token`, `cart_token`, `links`, `blind_index`, `field`, `mail`, `subject_ref`, `codes`, `sessions`.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=32)
def _decoded(encoded: str) -> bytes:
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


def key(name: str) -> bytes:
    """The 32 bytes of a named key. A missing name is a mistake in the settings and raises KeyError."""
    return _decoded(settings.SHOP_KEYS[name])


def keyed_hash(name: str, *parts: str | bytes) -> bytes:
    """HMAC-SHA256 of the parts under a named key; parts are length-prefixed, so no two lists collide."""
    mac = hmac.new(key(name), digestmod=hashlib.sha256)
    for part in parts:
        encoded = part.encode() if isinstance(part, str) else part
        mac.update(len(encoded).to_bytes(4, "big") + encoded)
    return mac.digest()
