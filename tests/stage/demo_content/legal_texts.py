"""The legal texts of the demo shop: raw files as a legal department sends them, and the policies ready to publish.

`PRIVACY_FILE` and `TERMS_FILE` hold publisher's notes and an unconfirmed mailbox: importing them makes drafts that the
publishing gate refuses. `privacy()` and `terms()` are complete in kk, ru and en and declare only what runs.
"""

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent

PRIVACY_FILE = _HERE / "privacy_en.txt"
TERMS_FILE = _HERE / "terms_en.txt"


def privacy() -> dict[str, Any]:
    """Return the publishable privacy policy.

    Keys: `slug`, `kind`, `authoritative_locale`, `material`, `title`, `change_note`, `related`, `operator`, `purposes`
    (`id`, `required`, `legal_basis`, `switches` by id, `wording`), `switches` (`id`, `wording`) and `sections`
    (`number`, `heading`, `body` as HTML). Every text is a mapping of kk, ru and en.
    """
    return _read("privacy.json")


def terms() -> dict[str, Any]:
    """Return the publishable public offer, in the shape of `privacy()`; it has no purposes and no switches."""
    return _read("terms.json")


def _read(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((_HERE / name).read_text(encoding="utf-8"))
    return document
