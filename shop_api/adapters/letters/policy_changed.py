"""A version of the policy asks people again.

Parameters: `version`, its number; `date`, from when; `because`, which consents are asked again and what got wider;
`note`, what the publisher says has changed; `text_at` and `difference_at`, where to read the text and the difference.
"""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {
    "version": (),
    "date": (),
    "because": (),
    "note": (),
    "text_at": (),
    "difference_at": (),
}

SUBJECT = {
    "kk": "{shop}: құпиялылық саясаты өзгереді, келісіміңіз қайта сұралады",
    "ru": "{shop}: политика конфиденциальности меняется, нужно ваше согласие",
    "en": "{shop}: the privacy policy changes and asks you again",
}

TEXT = {
    "kk": """Құпиялылық саясатының {version}-нұсқасы {date} күнінен бастап күшінде. Өзгергені:
{note}

Мына келісімдер сізден қайта сұралады:
{because}

Бұрын берген келісіміңіз өзгермеген нәрселер үшін күшінде қалады. Жаңасына келісесіз бе, оны дүкенде
«Менің келісімдерім» бөлімінде айтыңыз: {storefront}

Мәтіні: {text_at}
Айырмасы: {difference_at}""",
    "ru": """Версия {version} политики конфиденциальности действует с {date}. Что изменилось:
{note}

Эти согласия спросят у вас снова:
{because}

Ваши прежние согласия действуют для всего, что не изменилось. Согласны ли вы с новым, скажите в магазине,
в разделе «Мои согласия»: {storefront}

Текст: {text_at}
Разница: {difference_at}""",
    "en": """Version {version} of the privacy policy is in force from {date}. What has changed:
{note}

These consents are asked of you again:
{because}

What you agreed to before still holds for all that did not change. Say in the shop, under “My consents”, whether you
agree to what is new: {storefront}

The text: {text_at}
The difference: {difference_at}""",
}
