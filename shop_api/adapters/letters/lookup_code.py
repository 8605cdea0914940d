"""The code by which a guest gets to see an order again. Parameters: `code`, six digits."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ORDER_FULFILMENT
TO = "orders.OrderContact.email"
TO_PHONE = "orders.OrderContact.phone"  # who left no e-mail address
FIELDS: dict[str, tuple[str, ...]] = {"code": ()}

SUBJECT = {
    "kk": "{code} — {shop} тапсырысын көру коды",
    "ru": "{code} — код для просмотра заказа {shop}",
    "en": "{code} is the code to see your {shop} order",
}

TEXT = {
    "kk": """Тапсырысыңызды көру үшін осы кодты енгізіңіз:

{code}

Код 10 минут жарамды. Оны ешкімге айтпаңыз: біздің қызметкерлер ешқашан код сұрамайды.

Егер сіз сұрамаған болсаңыз, бұл хатты елемеңіз: кодсыз тапсырысты ешкім көре алмайды.""",
    "ru": """Чтобы посмотреть заказ, введите этот код:

{code}

Код действует 10 минут. Не сообщайте его никому: наши сотрудники никогда не спрашивают коды.

Если вы его не запрашивали, не отвечайте на это письмо: без кода заказ никто не увидит.""",
    "en": """Enter this code to see your order:

{code}

It is good for 10 minutes. Tell it to nobody: our staff never ask for codes.

If you did not ask for it, ignore this letter: without the code nobody sees the order.""",
}
