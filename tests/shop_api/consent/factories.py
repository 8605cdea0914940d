"""Puts the demo's legal texts in force, and answers consent forms as a frontend does."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

from frontend_contracts.wire.webhooks import sha256_hex
from shop_api.consent.steps import texts
from tests.shop_api.door import Caller, Door
from tests.stage.demo_content import legal_texts

FIRST_DAY = date(2026, 1, 1)


def document(slug: str = "privacy", version: int = 1, **changes: Any) -> dict[str, Any]:
    """A published document as the cms sends it, made from the demo's text. `changes` replace members."""
    source = legal_texts.terms() if slug == "terms" else legal_texts.privacy()
    shown = {locale: _text(source, locale, version) for locale in ("kk", "ru", "en")}
    made = {
        **{name: deepcopy(source[name]) for name in ("slug", "kind", "authoritative_locale", "change_note")},
        **{name: deepcopy(source[name]) for name in ("operator", "purposes", "switches")},
        "texts": shown,
        "version": version,
        "effective_from": (FIRST_DAY + timedelta(days=version - 1)).isoformat(),
        "published_at": "2026-01-01T00:00:00Z",
        "predecessor": version - 1 if version > 1 else None,
        "material": bool(source["material"]),
    }
    return made | changes


def publish_policy(version: int = 1, **changes: Any) -> dict[str, Any]:
    """Put a version of the privacy policy in force (as `document`); returns the document."""
    made = document("privacy", version, **changes)
    texts.keep_text(made, datetime.now(UTC))
    return made


def publish_terms(version: int = 1, **changes: Any) -> dict[str, Any]:
    """Put a version of the public offer in force (as `document`); returns the document."""
    made = document("terms", version, **changes)
    texts.keep_text(made, datetime.now(UTC))
    return made


def consent_block(
    door: Door, *given: str, as_: Caller | None = None, locale: str = "ru", **answers: bool
) -> dict[str, Any]:
    """Fetch a real form and answer it: `given` flags true, `answers` as they say. Pass it as `consent=`."""
    form = door.consent_form(as_=as_, locale=locale)
    assert form.error is None, f"{form.error}: publish a policy first"
    return {"form": form["token"], "flags": dict.fromkeys(given, True) | answers}


def _text(source: dict[str, Any], locale: str, version: int) -> dict[str, str]:
    title = source["title"][locale]
    parts = [f"<h1>{title} {version}</h1>"]
    parts += [f"<h2>{part['heading'][locale]}</h2>{part['body'][locale]}" for part in source["sections"]]
    html = "".join(parts)
    return {"title": title, "html": html, "text": f"{title} {version}", "sha256": sha256_hex(html.encode())}
