"""An order was placed. Parameters: `number`, `lines` (one good a line), `total` in tenge, `link` that shows it."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ORDER_FULFILMENT
TO = "orders.OrderContact.email"
FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("orders.Order.number",),
    "lines": ("orders.OrderLine.quantity", "orders.OrderLine.titles"),
    "total": ("orders.Order.cash_minor",),
    "link": (),
}

SUBJECT = {
    "kk": "{number} тапсырысы қабылданды",
    "ru": "Заказ {number} принят",
    "en": "Order {number} is placed",
}

TEXT = {
    "kk": """{number} тапсырысыңызды қабылдадық:
{lines}

Жеткізумен бірге төлейтініңіз: {total} ₸. Ақшаны курьерге бересіз.

Тапсырыс мына жерде көрінеді, сілтеме 30 күн жарамды. Оны басқаларға бермеңіз:
{link}

Курьерге берілгенге дейін тапсырысты сол беттен болдырмауға болады.""",
    "ru": """Мы приняли ваш заказ {number}:
{lines}

К оплате вместе с доставкой: {total} ₸. Деньги отдайте курьеру.

Заказ виден здесь, ссылка действует 30 дней. Не передавайте её другим:
{link}

Пока заказ не передан вам курьером, его можно отменить на той же странице.""",
    "en": """We have taken your order {number}:
{lines}

To pay, delivery included: ₸{total}. Give the money to the courier.

The order can be seen here; the link is good for 30 days. Do not pass it on:
{link}

Until the courier hands the order over you can cancel it on the same page.""",
}
