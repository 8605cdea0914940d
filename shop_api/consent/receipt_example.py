"""An example receipt for frontends: made of nothing but this text, signed with the key of development."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from shop_api.consent import linked_data, receipts, rules
from shop_api.settings.parts.operator import OPERATOR
from shop_api.values.purposes import Purpose

_AT = datetime(2026, 12, 1, 4, 30, tzinfo=UTC)
_ID = UUID("01900000-0000-8000-8000-000000000001")
_LOCALE = "kk"
_TITLES = {"kk": "Құпиялылық саясаты", "ru": "Политика конфиденциальности", "en": "Privacy policy"}
_WORDING = {
    "kk": "Тапсырысты орындау үшін деректерімді өңдеуге келісемін.",
    "ru": "Согласен на обработку моих данных для исполнения заказа.",
    "en": "I agree to the processing of my data to fulfil the order.",
}


@dataclass(frozen=True)
class _Version:
    """The head of the example's version."""

    sha256: str
    slug: str = rules.PRIVACY
    version: int = 1
    material: bool = False


def bind() -> None:
    """Put the example's files into the contract."""
    from shop_api.doors import exports

    for name, make in _FILES.items():
        exports.bind(f"shop_api/examples/{name}", make)


def answer() -> dict[str, Any]:
    """What the query `consent_receipt` answers."""
    told = _told(_document())
    return {
        "id": told["record"]["id"],
        "flag": told["record"]["flag"],
        "receipt": receipts.signed(told),
        "json_ld": linked_data.signed(told),
        "key_at": receipts.KEY_ADDRESS,
    }


def archive() -> dict[str, Any]:
    """What the archive answers for the version."""
    document = _document()
    return {"document": document, "sha256": sha256_hex(canonical_json(document))}


_FILES: dict[str, Callable[[], dict[str, Any]]] = {
    "consent_receipt.json": answer,
    "consent_receipt_key.json": receipts.public_key,
    "consent_receipt_archive.json": archive,
}


def _document() -> dict[str, Any]:
    """A policy of one purpose, in the members that a receipt is compared with."""
    html = {locale: f"<h1>{title}</h1>\n<p>{_WORDING[locale]}</p>\n" for locale, title in _TITLES.items()}
    return {
        "slug": rules.PRIVACY,
        "kind": "policy",
        "version": 1,
        "effective_from": "2026-12-01",
        "authoritative_locale": "ru",
        "operator": {name: OPERATOR[name] for name in ("legal_name", "bin")},
        "purposes": [
            {
                "id": Purpose.ORDER_FULFILMENT.value,
                "wording": _WORDING,
                "legal_basis": "consent",
                "required": True,
                "switches": ["third_party_transfer"],
            }
        ],
        "switches": [],
        "texts": {
            locale: {"title": _TITLES[locale], "html": text, "sha256": sha256_hex(text.encode())}
            for locale, text in html.items()
        },
    }


def _told(document: dict[str, Any]) -> dict[str, Any]:
    version = _Version(sha256=sha256_hex(canonical_json(document)))
    flag = Purpose.ORDER_FULFILMENT
    data = {"order": ["Order.number"], "order_contact": ["OrderContact.email", "OrderContact.name"]}
    facts = rules.facts_of(flag, version=version, clauses=document, locale=_LOCALE, data=data)
    about = facts["other"]
    return {
        "iss": "https://shop.example.kz",
        "iat": int(_AT.timestamp()),
        "jti": str(_ID),
        "operator": facts["operator"],
        "record": {
            "id": str(_ID),
            "flag": flag.value,
            "kind": rules.kind_of(flag).value,
            "state": "given",
            "since": _AT.isoformat(),
            "jurisdiction": rules.JURISDICTION,
            "facts_sha256": sha256_hex(canonical_json(facts)),
        },
        "policy": {**about["policy"], "locale": about["locale"]},
        "events": [{"seq": 1, "state": "given", "at": _AT.isoformat(), "leaf": sha256_hex(b"\x00an example")}],
        "elements": {
            **{name: facts[name] for name in ("operator", "term", "data", "other")},
            "subject": {"reference": sha256_hex(b"an example"), "name": "Айгерім Садықова"},
            "third_party_transfer": "given",
            "cross_border_transfer": "no",
            "publication": "no",
        },
        "facts": facts,
    }
