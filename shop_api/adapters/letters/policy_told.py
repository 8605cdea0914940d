"""A version of the policy changes something and asks nobody again; parameters as in `policy_changed`, but `because`."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {"version": (), "date": (), "note": (), "text_at": (), "difference_at": ()}

SUBJECT = {
    "kk": "{shop}: құпиялылық саясаты өзгереді",
    "ru": "{shop}: политика конфиденциальности меняется",
    "en": "{shop}: the privacy policy changes",
}

TEXT = {
    "kk": """Құпиялылық саясатының {version}-нұсқасы {date} күнінен бастап күшінде. Өзгергені:
{note}

Сізден ештеңе талап етілмейді: берген келісімдеріңіз күшінде қалады.

Мәтіні: {text_at}
Айырмасы: {difference_at}""",
    "ru": """Версия {version} политики конфиденциальности действует с {date}. Что изменилось:
{note}

От вас ничего не требуется: ваши согласия действуют как прежде.

Текст: {text_at}
Разница: {difference_at}""",
    "en": """Version {version} of the privacy policy is in force from {date}. What has changed:
{note}

Nothing is asked of you: what you agreed to holds as before.

The text: {text_at}
The difference: {difference_at}""",
}
