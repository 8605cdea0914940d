"""What publications refuse."""

from frontend_contracts.wire.problems import Kind
from shop_api.gate import errors


class BodyRefused(errors.ShopError):
    """A published body is not the one its event announced. Nothing of it is applied; it is fetched again later."""

    shown = ("reason",)
    code = "publications.body_refused"
    kind = Kind.RULE
    texts = {
        "en": "The published body does not fit its event ({reason}). Look at the event and at the cms's version.",
        "ru": "Опубликованный текст не соответствует событию ({reason}). Проверьте событие и версию в cms.",
        "kk": "Жарияланған мәтін оқиғаға сәйкес емес ({reason}). Оқиғаны және cms нұсқасын тексеріңіз.",
    }


class SignatureInvalid(errors.ShopError):
    """The request was not signed with the events secret, was changed, or is older than five minutes."""

    code = "events.signature_invalid"
    kind = Kind.UNAUTHENTICATED
    texts = {
        "en": "The signature does not fit. Sign the raw body again (Standard Webhooks) with the shared secret.",
        "ru": "Подпись не подходит. Подпишите исходное тело заново (Standard Webhooks) общим секретом.",
        "kk": "Қолтаңба сәйкес емес. Бастапқы денеге ортақ құпиямен (Standard Webhooks) қайта қол қойыңыз.",
    }


class EventUnreadable(errors.ShopError):
    """The signature fits, but the body is no event."""

    code = "events.malformed"
    kind = Kind.INVALID
    texts = {
        "en": "The body is signed but is no event. Send the JSON that the event schema describes.",
        "ru": "Тело подписано, но это не событие. Отправьте JSON по схеме события.",
        "kk": "Денеге қол қойылған, бірақ ол оқиға емес. Оқиға схемасына сай JSON жіберіңіз.",
    }
