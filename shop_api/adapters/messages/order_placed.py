"""An order was placed. Parameter: `number`."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ORDER_FULFILMENT
TO = "orders.OrderRecipient.whatsapp"
FIELDS: dict[str, tuple[str, ...]] = {"number": ("orders.Order.number",)}

TEXT = {
    "kk": "{shop}: {number} тапсырысы қабылданды. Бұл хабарламаға жауап берілмейді, сұрақты дүкенде қойыңыз.",
    "ru": "{shop}: заказ {number} принят. На это сообщение не отвечают, вопросы задайте в магазине.",
    "en": "{shop}: order {number} is confirmed. Nobody reads answers to this message, ask in the shop.",
}
