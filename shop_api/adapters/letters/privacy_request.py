"""A request of a data subject came in. Parameters: `number`, its number; `due_on`, the last day of its clock."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.SUPPORT
TO = "privacy.PrivacyRequest.email"
FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("privacy.PrivacyRequest.number",),
    "due_on": ("privacy.PrivacyRequest.due_on",),
}

SUBJECT = {
    "kk": "{shop}: {number} өтініш қабылданды",
    "ru": "{shop}: обращение {number} принято",
    "en": "{shop}: your request {number} came in",
}

TEXT = {
    "kk": """Дербес деректер туралы {number} өтінішіңізді қабылдадық. Оны {due_on} күнінен кешіктірмей қараймыз.

Жауап осы мекенжайға келеді. Өтінішті сіз жібермесеңіз, осы хатқа жауап жазып, бізге хабарлаңыз.""",
    "ru": """Мы приняли ваше обращение о персональных данных {number}. Рассмотрим его не позднее {due_on}.

Ответ придёт на этот адрес. Если вы не отправляли обращение, сообщите нам ответным письмом.""",
    "en": """We have taken in your request about personal data {number}. We handle it by {due_on} at the latest.

The answer comes to this address. If you did not make this request, tell us by replying to this letter.""",
}
