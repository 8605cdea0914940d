"""An inventory with a row of each sort; a policy, and terms, that declare exactly what any inventory holds."""

import copy
from typing import Any

from frontend_contracts.wire import policy_terms

Json = dict[str, Any]
LOCALES = ("kk", "ru", "en")
ON = policy_terms.date(2026, 11, 23)

WORDING = {
    "kk": "Дербес деректерімді жинауға және өңдеуге келісемін.",
    "ru": "Даю согласие на сбор и обработку моих персональных данных.",
    "en": "I agree that my personal data be collected and processed.",
}


def field(name: str, category: str, purposes: list[str], term: Json, on_erasure: str = "delete") -> Json:
    return {"field": name, "category": category, "purposes": purposes, "terms": [term], "on_erasure": on_erasure}


def inventory() -> Json:
    """A small shop: every kind of term, a foreign processor, a courier, an optional purpose."""
    return {
        "schema_version": 1,
        "build": "test",
        "issued_at": "2026-11-23T00:00:00Z",
        "fields": [
            field("accounts.Account.email", "account", ["account"], {"until": "erased"}),
            field("accounts.Account.surname", "account", ["account"], {"until": "erased"}, "blank"),
            field("sessions.Session.data", "technical", ["account"], {"days": 14, "rule": "session_days"}),
            field("orders.Order.subject_id", "order", ["order_fulfilment"], {"rule": "tax_documents"}, "anonymise"),
            field("orders.Recipient.phone", "delivery", ["order_fulfilment"], {"rule": "recipient_days"}),
            field("reviews.Review.author", "review", ["review_publication", "publication"], {"until": "withdrawn"}),
            field("letters.Letter.address", "letter", ["marketing_email"], {"until": "withdrawn"}),
        ],
        "categories": ["account", "delivery", "letter", "order", "review", "technical"],
        "purposes": [
            {"id": "account", "required_by": ["sign_up"], "optional_in": []},
            {"id": "order_fulfilment", "required_by": ["place_order"], "optional_in": []},
            {"id": "review_publication", "required_by": ["submit_review"], "optional_in": []},
            {"id": "marketing_email", "required_by": [], "optional_in": ["sign_up"]},
        ],
        "switches": [
            {"id": "third_party_transfer", "required_by": ["place_order"], "optional_in": []},
            {"id": "cross_border_transfer", "required_by": ["place_order"], "optional_in": []},
            {"id": "publication", "required_by": [], "optional_in": ["submit_review"]},
        ],
        "recipients": [
            _recipient("courier", "KZ", "third_party", ["delivery"]),
            _recipient("messenger", "IE", "third_party", ["delivery"]),
            _recipient("mail", "KZ", "processor", ["account"], ["account"]),
        ],
        "rights": [
            {"id": "access", "handler": "automatic", "clock_working_days": 3},
            {"id": "withdrawal", "handler": "automatic", "clock_working_days": 15},
            {"id": "blocking", "handler": "manual_case", "clock_working_days": 1},
        ],
        "consumer_rights": [
            _served("cancellation", "automatic"),
            _served("complaint", "manual_case", "complaint_days", {"days": 10}, "request"),
            _served("defect_claim", "manual_case", "defect_claim", {"years": 2}, "delivery"),
            _served("refund", "manual_case", "refund_days", {"working_days": 3}, "request"),
            _served("return", "manual_case", "return_days", {"days": 14}, "purchase"),
            _served("review", "automatic"),
        ],
        "rules": [
            rule("complaint_days", 15, "days", "2010-05-15"),
            rule("complaint_days", 10, "days", "2026-01-01"),
            rule("defect_claim", 2, "years", "2010-05-15"),
            rule("refund_days", 3, "working_days", "2010-05-15"),
            rule("return_days", 14, "days", "2010-05-15"),
            rule("session_days", 14, "days", "2026-01-01"),
            rule("recipient_days", 60, "days", "2020-01-01"),
            rule("recipient_days", 90, "days", "2026-01-01"),
            rule("tax_documents", 5, "years", "2026-01-01"),
        ],
        "subjects": {"account": 1200, "third_party_transfer": 340},
    }


def _recipient(id_: str, country: str, role: str, categories: list[str], purposes: list[str] | None = None) -> Json:
    purposes = purposes or ["order_fulfilment"]
    row = {"id": id_, "host": f"api.{id_}.test", "country": country, "role": role}
    return {**row, "purposes": purposes, "categories": categories}


def _served(
    id_: str, handler: str, rule: str | None = None, clock: Json | None = None, from_event: str | None = None
) -> Json:
    row = {"id": id_, "handler": handler, "served_by": ["write_to_support"]}
    return {**row, "rule": rule, "clock": clock, "from_event": from_event}


def rule(id_: str, number: int, unit: str, valid_from: str) -> Json:
    return {"id": id_, "number": number, "unit": unit, "valid_from": valid_from, "article": "x", "source": "x"}


def document(code: Json) -> Json:
    """The policy that says what this inventory does, no more and no less."""
    switches = {row["id"] for row in code["switches"]}
    pairs: dict[tuple[str, str], list[Json]] = {}
    categories: dict[str, list[str]] = {}
    for row in code["fields"]:
        categories.setdefault(row["category"], []).append(row["field"])
        for purpose in row["purposes"]:
            if purpose not in switches:
                pairs.setdefault((purpose, row["category"]), []).append(row)
    return {
        "schema_version": 2,
        "slug": "privacy",
        "kind": "policy",
        "effective_from": ON.isoformat(),
        "authoritative_locale": "ru",
        "operator": {"bin": "180140023215", "legal_name": dict(WORDING), "phone": "+77270000184"},
        "purposes": [_purpose(row["id"], code, pairs) for row in code["purposes"]],
        "switches": [{"id": row["id"], "wording": dict(WORDING)} for row in code["switches"]],
        "texts": {locale: _text(locale) for locale in LOCALES},
        "clauses": {
            "data_categories": [
                {"id": id_, "wording": dict(WORDING), "necessity": "required", "fields": sorted(fields)}
                for id_, fields in sorted(categories.items())
            ],
            "recipients": [_declared(row) for row in code["recipients"]],
            "retention": [_retention(*pair, rows, code) for pair, rows in sorted(pairs.items())],
            "safeguards": [
                {"id": f"to-{country.lower()}", "country": country, "wording": dict(WORDING)}
                for country in sorted({row["country"] for row in code["recipients"]} - {"KZ"})
            ],
            "rights": [{**row, "wording": dict(WORDING)} for row in code["rights"]],
            "contacts": [
                {"id": "email", "kind": "email", "value": "privacy@infini.kz"},
                {"id": "address", "kind": "address", "wording": dict(WORDING)},
            ],
        },
    }


def offer(code: Json) -> Json:
    """The terms that promise what this inventory serves, no more and no less."""
    shared = ("schema_version", "effective_from", "authoritative_locale", "operator", "texts")
    policy = document(code)
    return {
        **{name: policy[name] for name in shared},
        "slug": "terms",
        "kind": "terms",
        "purposes": [],
        "switches": [],
        "clauses": {
            **dict.fromkeys(("data_categories", "recipients", "retention", "safeguards", "rights"), ()),
            "consumer_rights": [_promised(row) for row in code["consumer_rights"]],
            "contacts": policy["clauses"]["contacts"],
        },
    }


def _promised(row: Json) -> Json:
    promised = {name: copy.copy(row[name]) for name in ("id", "handler", "clock", "from_event") if row[name]}
    return {**promised, "wording": dict(WORDING)}


def _purpose(id_: str, code: Json, pairs: dict[tuple[str, str], list[Json]]) -> Json:
    rows = [row for row in code["recipients"] if id_ in row["purposes"]]
    switches = {"third_party_transfer" for row in rows if row["role"] in ("third_party", "controller")}
    switches |= {"cross_border_transfer" for row in rows if row["country"] != "KZ"}
    return {
        "id": id_,
        "wording": dict(WORDING),
        "legal_basis": "consent",
        "required": id_ != "marketing_email",
        "switches": sorted(switches),
        "categories": sorted(category for purpose, category in pairs if purpose == id_),
    }


def _declared(row: Json) -> Json:
    declared = {name: copy.copy(row[name]) for name in ("id", "country", "host", "role", "purposes", "categories")}
    return {**declared, "name": dict(WORDING), "agreement": "No. 7 of 2026-10-01", "reviewed_on": "2026-11-01"}


def _retention(purpose: str, category: str, rows: list[Json], code: Json) -> Json:
    terms = [policy_terms.resolved(term, code["rules"], on=ON) for row in rows for term in row["terms"]]
    untils = [term for term in terms if "until" in term]
    longest = max(untils, key=lambda term: term["until"] == "erased") if untils else terms[0]
    for term in terms if not untils else ():
        longest = term if policy_terms.is_within(longest, term) else longest
    deletes = all(row["on_erasure"] in ("delete", "blank") for row in rows)
    return {
        "id": f"{category}-{purpose}".replace("_", "-"),
        "category": category,
        "purpose": purpose,
        "term": longest,
        "from_event": "collected",
        "then": "delete" if deletes else "anonymise",
        "wording": dict(WORDING),
    }


def _text(locale: str) -> Json:
    """Prose in the shape cms renders it, long enough to be misspelt in many ways."""
    sections = PROSE[locale]
    html = "\n".join(
        f'<section id="section-{place}"><h2>{place}. {heading}</h2><p>{body}</p></section>'
        for place, (heading, body) in enumerate(sections, start=1)
    )
    text = "\n\n".join(part for section in sections for part in section)
    return {"title": sections[0][0], "html": html, "text": text, "sha256": "0" * 64}


PROSE = {
    "kk": [
        ("Жалпы ережелер", "Бұл саясат дербес деректерді қалай өңдейтінімізді түсіндіреді."),
        ("Сақтау мерзімі", "Тапсырыс деректері бес жыл сақталады, содан кейін өшіріледі."),
    ],
    "ru": [
        ("Общие положения", "Эта политика объясняет, как мы обрабатываем персональные данные покупателей."),
        ("Сроки хранения", "Данные заказов хранятся пять лет, после чего удаляются безвозвратно."),
    ],
    "en": [
        ("General provisions", "This policy explains how we process the personal data of our customers."),
        ("Periods of retention", "Order details are retained for five years and destroyed afterwards."),
    ],
}
