"""An answer from support waits; its words stay in the shop. Parameters: `thread` and `number`, as spoken."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.SUPPORT
TO = "orders.OrderContact.email"
FIELDS: dict[str, tuple[str, ...]] = {"thread": ("support.Thread.number",), "number": ("orders.Order.number",)}

SUBJECT = {
    "kk": "{shop}: {thread} өтінішіңізге жауап бар",
    "ru": "{shop}: ответ на обращение {thread}",
    "en": "{shop} has answered your question {thread}",
}

TEXT = {
    "kk": """{number} тапсырысы туралы {thread} өтінішіңізге жауап бердік.

Жауапты оқу және жазысуды жалғастыру үшін дүкендегі тапсырысыңызды ашыңыз: {storefront}""",
    "ru": """Мы ответили на ваше обращение {thread} по заказу {number}.

Чтобы прочитать ответ и продолжить разговор, откройте свой заказ в магазине: {storefront}""",
    "en": """We have answered your question {thread} about order {number}.

Open your order in the shop to read the answer and go on: {storefront}""",
}
