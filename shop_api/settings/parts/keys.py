"""The named secret keys: read from `SHOP_KEYS` (JSON, name → 32 bytes in base64url), or made from a seed for work.

`gate/keys.py` says what each is for. A seed is for development and tests: whoever knows it knows every key.
"""

import base64
import hashlib
import json

NAMES = (
    "blind_index",
    "cart_token",
    "codes",
    "field",
    "form_token",
    "idempotency",
    "links",
    "mail",
    "rate",
    "sessions",
    "subject_ref",
)


def from_seed(seed: str) -> dict[str, str]:
    """One key a name, derived from a seed."""
    return {
        name: base64.urlsafe_b64encode(hashlib.sha256(f"{seed}/{name}".encode()).digest()).decode() for name in NAMES
    }


def from_json(text: str) -> dict[str, str]:
    """The keys in a JSON object.

    :raises ValueError: not such an object, a name missing, or a key that is not 32 bytes
    """
    keys = json.loads(text)
    missing = sorted(set(NAMES) - set(keys))
    if missing:
        raise ValueError(f"SHOP_KEYS lacks {', '.join(missing)}.")
    for name in NAMES:
        if len(base64.urlsafe_b64decode(keys[name] + "=" * (-len(keys[name]) % 4))) != 32:
            raise ValueError(f"The key {name} in SHOP_KEYS is not 32 bytes in base64url.")
    return {name: keys[name] for name in NAMES}
