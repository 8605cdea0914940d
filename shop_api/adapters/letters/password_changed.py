"""The password was changed. No parameters."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {}

SUBJECT = {
    "kk": "{shop} құпиясөзіңіз өзгертілді",
    "ru": "Ваш пароль {shop} изменён",
    "en": "Your {shop} password was changed",
}

TEXT = {
    "kk": """Тіркелгіңіздің құпиясөзі өзгертілді, басқа құрылғылардағы сеанстар аяқталды.

Мұны сіз жасамасаңыз, бірден жаңа құпиясөз сұраңыз ({storefront}) және бізге хабарлаңыз.""",
    "ru": """Пароль вашей учётной записи изменён, сеансы на других устройствах завершены.

Если это сделали не вы, сразу запросите новый пароль ({storefront}) и сообщите нам.""",
    "en": """The password of your account was changed, and sessions on other devices have ended.

If it was not you, ask for a new password at once ({storefront}) and tell us.""",
}
