"""The canonical document of a version: what is hashed, sent to the shop and kept for ever."""

from datetime import datetime
from typing import Any

from cms.policies import contracts, rendering
from cms.policies.contracts import LOCALES
from frontend_contracts.wire.webhooks import canonical_json, sha256_hex

#: 2 has clauses; documents of the first form have no such number, no clauses and no categories at their purposes.
SCHEMA_VERSION = 2


def content_of(draft: contracts.Draft, operator: contracts.Operator) -> dict[str, Any]:
    """Return the document without its number, predecessor and time: the same for the same draft, at any time."""
    return {
        "schema_version": SCHEMA_VERSION,
        "slug": draft.slug,
        "kind": draft.kind,
        "effective_from": draft.effective_from.isoformat() if draft.effective_from else None,
        "authoritative_locale": draft.authoritative_locale,
        "change_note": {locale: draft.change_note.get(locale, "").strip() for locale in LOCALES},
        "operator": operator_facts(operator),
        "purposes": [
            {
                "id": purpose.id,
                "wording": dict(purpose.wording),
                "legal_basis": purpose.legal_basis,
                "required": purpose.required,
                "switches": sorted(purpose.switches),
                "categories": sorted(set(purpose.categories)),
            }
            for purpose in draft.purposes
        ],
        "switches": [{"id": switch.id, "wording": dict(switch.wording)} for switch in draft.switches],
        "texts": {locale: _text(draft, operator, locale) for locale in LOCALES},
        "clauses": draft.clauses.to_document(),
        "material": draft.asks_again,
    }


def operator_facts(operator: contracts.Operator) -> dict[str, Any]:
    """Return the operator as it stands in a document."""
    return {
        "legal_name": dict(operator.legal_name),
        "trading_name": operator.trading_name,
        "bin": operator.bin,
        "contact_email": operator.contact_email,
        "address": dict(operator.address),
        "phone": operator.phone,
        "responsible_person": dict(operator.responsible_person),
    }


def content_hash(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content, in hexadecimal."""
    return sha256_hex(canonical_json(content))


def document_of(
    content: dict[str, Any], *, version: int, predecessor: int | None, published_at: datetime
) -> dict[str, Any]:
    """Return the whole document. `published_at` is written in UTC, to the second."""
    moment = published_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return {**content, "version": version, "predecessor": predecessor, "published_at": moment}


def sections_of(draft: contracts.Draft) -> list[dict[str, Any]]:
    """Return the sections as paragraphs of plain text, for the difference of two versions."""
    return [
        {
            "id": section.id,
            "number": section.number,
            "heading": dict(section.heading),
            "paragraphs": {locale: rendering.paragraphs_of(section.body.get(locale, "")) for locale in LOCALES},
        }
        for section in draft.sections
    ]


def _text(draft: contracts.Draft, operator: contracts.Operator, locale: str) -> dict[str, str]:
    rendered = rendering.rendering(draft, operator, locale)
    return {**rendered, "sha256": sha256_hex(rendered["html"].encode())}
