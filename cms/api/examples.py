"""Examples of what this service publishes: small, invented, and made by the code that makes the real ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from cms.images.renditions import address
from cms.policies import clauses, contracts, documents
from frontend_contracts.wire.webhooks import SCHEMA_VERSION, Event, EventType, canonical_json, sha256_hex

PUBLISHED_AT = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
EFFECTIVE_FROM = date(2026, 12, 1)
VERSION = 1
OPERATOR = contracts.Operator(
    legal_name={"kk": "«Мысал» ЖШС", "ru": "ТОО «Пример»", "en": "LLP “Example”"},
    trading_name="Infini",
    bin="180140023215",
    contact_email="privacy@example.kz",
    address={"kk": "Алматы қаласы", "ru": "город Алматы", "en": "Almaty"},
    phone="+77270000000",
    responsible_person={"kk": "Жауапты тұлға", "ru": "Ответственное лицо", "en": "Responsible person"},
    authority_url={"kk": "https://www.gov.kz/", "ru": "https://www.gov.kz/", "en": "https://www.gov.kz/"},
)
_PURPOSES = {
    "storefront": ("Себетті жүргізу", "Ведение корзины", "Keeping a cart"),
    "account": ("Тіркелгі жүргізу", "Ведение учётной записи", "Keeping an account"),
    "order_fulfilment": ("Тапсырысты орындау", "Исполнение заказа", "Fulfilling orders"),
    "support": ("Өтініштерге жауап беру", "Ответы на обращения", "Answering questions"),
    "review_publication": ("Пікірді жариялау", "Публикация отзыва", "Publishing a review"),
    "marketing_email": ("Жаңалықтар жіберу", "Рассылка новостей", "Sending news"),
}
_SWITCHES = {
    "third_party_transfer": ("Үшінші тұлғаларға беру", "Передача третьим лицам", "Passing on to third parties"),
    "cross_border_transfer": ("Шет елге беру", "Трансграничная передача", "Passing on abroad"),
    "publication": ("Жалпыға қолжетімді жариялау", "Публикация в открытых источниках", "Publishing openly"),
}
_CONTACT = clauses.Contact(
    id="email", kind="email", value="privacy@example.kz", wording=dict.fromkeys(("kk", "ru", "en"), "")
)


def files() -> dict[str, Any]:
    """Each example by its file's name: three documents, and an event of each type."""
    found: dict[str, Any] = {
        "policy_document": policy_document(),
        "terms_document": terms_document(),
        "product_document": product_document(),
    }
    return found | {f"event_{kind.value.replace('.', '_')}": event(kind, found) for kind in EventType}


def policy_document() -> dict[str, Any]:
    """A policy that words every flag the shop asks for."""
    return _legal(
        kind=contracts.POLICY,
        slug="privacy",
        title=_texts("Құпиялылық саясаты", "Политика конфиденциальности", "Privacy policy"),
        purposes=tuple(
            contracts.Purpose(
                id=name,
                wording=_texts(*wording),
                legal_basis="consent",
                required=name != "marketing_email",
                switches=("third_party_transfer",) if name == "order_fulfilment" else (),
                categories=("account",) if name == "account" else (),
            )
            for name, wording in _PURPOSES.items()
        ),
        switches=tuple(contracts.Switch(id=name, wording=_texts(*wording)) for name, wording in _SWITCHES.items()),
        declared=_clauses(),
    )


def _clauses() -> clauses.Clauses:
    """One clause of each kind."""
    words = _texts("Мысал", "Пример", "Example")
    return clauses.Clauses(
        data_categories=(
            clauses.DataCategory(id="account", wording=words, necessity="required", fields=("accounts.Account.email",)),
        ),
        recipients=(
            clauses.Recipient(
                id="mail",
                name=words,
                country="KZ",
                host="mail.infini.kz",
                role="processor",
                purposes=("account",),
                categories=("account",),
                agreement="No. 1 of 2026-10-01",
                reviewed_on="2026-11-01",
            ),
        ),
        retention=(
            clauses.Retention(
                id="account.account",
                category="account",
                purpose="account",
                term={"until": "erased"},
                from_event="",
                then="delete",
                wording=words,
            ),
        ),
        rights=(clauses.Right(id="access", handler="manual_case", clock_working_days=3, wording=words),),
        contacts=(_CONTACT,),
    )


def terms_document() -> dict[str, Any]:
    """A public offer."""
    return _legal(
        kind=contracts.TERMS,
        slug="terms",
        title=_texts("Жария оферта", "Публичная оферта", "Public offer"),
        purposes=(),
        switches=(),
        declared=clauses.Clauses(
            consumer_rights=(
                clauses.ConsumerRight(
                    id="cancellation",
                    handler="automatic",
                    clock={},
                    from_event="",
                    wording=_texts("Бас тарту", "Отмена", "Cancelling"),
                ),
                clauses.ConsumerRight(
                    id="return",
                    handler="manual_case",
                    clock={"days": 14},
                    from_event="purchase",
                    wording=_texts("Қайтару", "Возврат", "Returning"),
                ),
            ),
            contacts=(_CONTACT,),
        ),
    )


def product_document() -> dict[str, Any]:
    """A product with one picture and two variants, without an English page."""
    file_hash = "1f2e3d4c5b6a"
    renditions = {
        name: {"url": address(7, file_hash, name), "width": width, "height": height}
        for name, width, height in (
            ("thumbnail", 160, 120),
            ("card", 400, 300),
            ("page", 900, 675),
            ("zoom", 1600, 1200),
        )
    }
    weights = (("TEA-100", 129_000, "100 г", "100 g"), ("TEA-250", 289_000, "250 г", "250 g"))
    return {
        "slug": "samal-tea",
        "version": VERSION,
        "category": "tea",
        "vat_class": "standard",
        "titles": {"kk": "Самал шайы", "ru": "Чай «Самал»"},
        "descriptions": {"kk": "<p>Таулы шай.</p>", "ru": "<p>Горный чай.</p>"},
        "images": [
            {
                **renditions["zoom"],
                "renditions": renditions,
                "alt": _texts("Шай қорабы", "Пачка чая", "A pack of tea"),
            }
        ],
        "variants": [
            {
                "sku": sku,
                "title": _texts(cyrillic, cyrillic, latin),
                "price_minor": price,
                "currency": "KZT",
                "attributes": {"weight": _texts(cyrillic, cyrillic, latin)},
            }
            for sku, price, cyrillic, latin in weights
        ],
        "available_locales": ["kk", "ru"],
    }


def event(kind: EventType, made: dict[str, Any]) -> dict[str, Any]:
    """The event of a type, about the example document of its family; events about a body carry its hash."""
    document = made[f"{kind.value.partition('.')[0]}_document"]
    data: dict[str, Any] = {"slug": document["slug"], "version": document["version"]}
    if kind is not EventType.PRODUCT_UNPUBLISHED:
        data["sha256"] = sha256_hex(canonical_json(document))
    number = list(EventType).index(kind) + 1
    return Event(
        id=UUID(f"019ac0de-0000-7000-8000-{number:012d}"),
        type=kind.value,
        schema_version=SCHEMA_VERSION,
        sequence=number,
        occurred_at=PUBLISHED_AT,
        data=data,
    ).to_dict()


def _legal(
    *,
    kind: str,
    slug: str,
    title: dict[str, str],
    purposes: tuple[contracts.Purpose, ...],
    switches: tuple[contracts.Switch, ...],
    declared: clauses.Clauses | None = None,
) -> dict[str, Any]:
    draft = contracts.Draft(
        kind=kind,
        slug=slug,
        title=title,
        sections=(
            contracts.Section(
                id="6b6f3a1e-0000-4000-8000-000000000001",
                number="1",
                heading=_texts("Кім жауапты", "Кто отвечает", "Who is responsible"),
                body=_texts("<p>Біз жауаптымыз.</p>", "<p>Отвечаем мы.</p>", "<p>We are.</p>"),
            ),
        ),
        purposes=purposes,
        switches=switches,
        notes=(),
        imported_notes=frozenset(),
        authoritative_locale="ru",
        effective_from=EFFECTIVE_FROM,
        change_note=_texts("Бірінші нұсқа.", "Первая версия.", "First version."),
        asks_again=False,
        clauses=declared or clauses.Clauses(),
    )
    content = {**documents.content_of(draft, OPERATOR), "material_changes": {"asked_again": [], "told": False}}
    return documents.document_of(content, version=VERSION, predecessor=None, published_at=PUBLISHED_AT)


def _texts(kk: str, ru: str, en: str) -> dict[str, str]:
    return {"kk": kk, "ru": ru, "en": en}
