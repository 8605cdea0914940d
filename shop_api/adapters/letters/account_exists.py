"""Somebody signed up with an e-mail that has an account. No parameters."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {}

SUBJECT = {
    "kk": "{shop} дүкенінде тіркелгіңіз бар",
    "ru": "У вас уже есть учётная запись {shop}",
    "en": "You already have an account at {shop}",
}

TEXT = {
    "kk": """Біреу осы мекенжаймен {shop} дүкенінде тіркелмек болды. Тіркелгіңіз бар, ештеңе өзгерген жоқ.

Бұл сіз болсаңыз, кіріңіз: {storefront}. Құпиясөзді ұмытсаңыз, сол жерде жаңасын сұраңыз.

Бұл сіз болмасаңыз, ештеңе істеудің қажеті жоқ.""",
    "ru": """Кто-то хотел зарегистрироваться в {shop} с вашим адресом. Учётная запись уже есть, ничего не изменилось.

Если это были вы, войдите: {storefront}. Если пароль забыт, там же можно запросить новый.

Если это были не вы, делать ничего не нужно.""",
    "en": """Somebody wanted to sign up at {shop} with this e-mail. You have an account, so nothing has changed.

If it was you, sign in: {storefront}. If you forgot the password, ask for a new one there.

If it was not you, there is nothing to do.""",
}
