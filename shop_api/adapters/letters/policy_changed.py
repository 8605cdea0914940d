"""A version of the policy asks people again. Parameters: `version`, its number; `because`, what got wider."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {"version": (), "because": ()}

SUBJECT = {
    "kk": "{shop}: құпиялылық саясаты өзгерді",
    "ru": "{shop}: политика конфиденциальности изменилась",
    "en": "{shop}: the privacy policy has changed",
}

TEXT = {
    "kk": """Құпиялылық саясатының {version}-нұсқасы күшіне енді. Өзгергені:
{because}

Бұрын берген келісіміңіз өзгермеген нәрселер үшін күшінде қалады. Жаңасына келісесіз бе, оны дүкенде
«Менің келісімдерім» бөлімінде айтыңыз: {storefront}""",
    "ru": """Вступила в силу версия {version} политики конфиденциальности. Что изменилось:
{because}

Ваши прежние согласия действуют для всего, что не изменилось. Согласны ли вы с новым, скажите в магазине,
в разделе «Мои согласия»: {storefront}""",
    "en": """Version {version} of the privacy policy is in force. What has changed:
{because}

What you agreed to before still holds for all that did not change. Say in the shop, under “My consents”, whether you
agree to what is new: {storefront}""",
}
