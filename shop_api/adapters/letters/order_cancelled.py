"""An order was cancelled before hand-over. Parameter: `number`."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ORDER_FULFILMENT
TO = "orders.OrderContact.email"
FIELDS: dict[str, tuple[str, ...]] = {"number": ("orders.Order.number",)}

SUBJECT = {
    "kk": "{number} тапсырысы тоқтатылды",
    "ru": "Заказ {number} отменён",
    "en": "Order {number} is cancelled",
}

TEXT = {
    "kk": """{number} тапсырысы тоқтатылды. Ештеңе жеткізілмейді, ақша төлеудің қажеті жоқ.

Егер сіз болдырмаған болсаңыз немесе ойыңыз өзгерсе, бізге жазыңыз не {storefront} сайтында қайта тапсырыс беріңіз.""",
    "ru": """Заказ {number} отменён. Ничего не привезут, и платить ничего не нужно.

Если вы его не отменяли или передумали, напишите нам или закажите снова на {storefront}.""",
    "en": """Order {number} is cancelled. Nothing will be delivered and there is nothing to pay.

If you did not cancel it, or have changed your mind, write to us or order again at {storefront}.""",
}
