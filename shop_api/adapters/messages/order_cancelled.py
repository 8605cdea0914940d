"""An order was cancelled before hand-over. Parameter: `number`."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ORDER_FULFILMENT
TO = "orders.OrderRecipient.whatsapp"
FIELDS: dict[str, tuple[str, ...]] = {"number": ("orders.Order.number",)}

TEXT = {
    "kk": "{shop}: {number} тапсырысы тоқтатылды. Ештеңе жеткізілмейді, ақша төлеудің қажеті жоқ.",
    "ru": "{shop}: заказ {number} отменён. Ничего не привезут, и платить ничего не нужно.",
    "en": "{shop}: order {number} is cancelled. Nothing will be delivered and there is nothing to pay.",
}
