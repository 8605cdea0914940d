"""Who is responsible: printed in every policy; its BIN is checked at start, the rest by the publish gate.

Source: the operator's published policy, section 1. The contact is a placeholder until the operator confirms it (P13.2),
so a service where nobody has set the facts below starts, but publishes no policy.
"""

from typing import Any

from frontend_contracts.wire import environment

_LOCALES = ("kk", "ru", "en")

OPERATOR: dict[str, Any] = {
    "legal_name": {
        "kk": "«Shahishifa KZ» ЖШС",
        "ru": "ТОО «Shahishifa KZ»",
        "en": "LLP “Shahishifa KZ”",
    },
    "trading_name": "Infini",
    "bin": "180140023215",
    "contact_email": environment.text("OPERATOR_CONTACT_EMAIL", "support@infini.com"),
    "phone": environment.text("OPERATOR_PHONE", ""),
    "address": {locale: environment.text(f"OPERATOR_ADDRESS_{locale.upper()}", "") for locale in _LOCALES},
    "responsible_person": {
        locale: environment.text(f"OPERATOR_RESPONSIBLE_PERSON_{locale.upper()}", "") for locale in _LOCALES
    },
    # The authority for the protection of personal data answers on the government's portal.
    "authority_url": {locale: f"https://www.gov.kz/?lang={locale}" for locale in _LOCALES},
}

# Invented for development and tests, where policies must be publishable.
DEMO_OPERATOR: dict[str, Any] = {
    **OPERATOR,
    "contact_email": "privacy@infini.kz",
    "phone": "+77270000184",
    "address": {
        "kk": "Қазақстан Республикасы, 050040, Алматы қаласы, Бостандық ауданы, Тимирязев көшесі, 118-үй, 4-кеңсе",
        "ru": "Республика Казахстан, 050040, город Алматы, Бостандыкский район, улица Тимирязева, дом 118, офис 4",
        "en": "Office 4, 118 Timiryazev Street, Bostandyk District, Almaty, 050040, Republic of Kazakhstan",
    },
    "responsible_person": {
        "kk": "Дербес деректерді өңдеуді ұйымдастыруға жауапты тұлға",
        "ru": "Лицо, ответственное за организацию обработки персональных данных",
        "en": "Person responsible for organising the processing of personal data",
    },
}
