"""A request of a data subject is answered. Parameters: `number`, its number; `answer`, what staff wrote."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.SUPPORT
TO = "privacy.PrivacyRequest.email"
FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("privacy.PrivacyRequest.number",),
    "answer": ("privacy.PrivacyRequest.answer",),
}

SUBJECT = {
    "kk": "{shop}: {number} өтінішіңізге жауап",
    "ru": "{shop}: ответ на обращение {number}",
    "en": "{shop}: the answer to your request {number}",
}

TEXT = {
    "kk": """Дербес деректер туралы {number} өтінішіңізге жауап:
{answer}""",
    "ru": """Ответ на ваше обращение о персональных данных {number}:
{answer}""",
    "en": """The answer to your request about personal data {number}:
{answer}""",
}
