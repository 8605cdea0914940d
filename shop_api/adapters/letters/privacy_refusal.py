"""A request of a data subject is refused. Parameters: `number`; `answer`, the reasons; `article` of the law."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.SUPPORT
TO = "privacy.PrivacyRequest.email"
FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("privacy.PrivacyRequest.number",),
    "answer": ("privacy.PrivacyRequest.answer",),
    "article": ("privacy.PrivacyRequest.article",),
}

SUBJECT = {
    "kk": "{shop}: {number} өтінішіңізге жауап",
    "ru": "{shop}: ответ на обращение {number}",
    "en": "{shop}: the answer to your request {number}",
}

TEXT = {
    "kk": """Дербес деректер туралы {number} өтінішіңізді орындай алмаймыз. Негізі: {article}.

Себебі:
{answer}""",
    "ru": """Мы не можем выполнить ваше обращение о персональных данных {number}. Основание: {article}.

Причина:
{answer}""",
    "en": """We cannot do what your request about personal data {number} asks. The ground: {article}.

The reason:
{answer}""",
}
