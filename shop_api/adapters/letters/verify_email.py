"""The code that confirms an e-mail at sign-up. Parameters: `code`, six digits."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {"code": ()}

SUBJECT = {
    "kk": "{code} — {shop} растау коды",
    "ru": "{code} — код подтверждения {shop}",
    "en": "{code} is your {shop} confirmation code",
}

TEXT = {
    "kk": """{shop} дүкенінде тіркелуді аяқтау үшін осы кодты енгізіңіз:

{code}

Код 15 минут жарамды. Оны ешкімге айтпаңыз: біздің қызметкерлер ешқашан код сұрамайды.

Егер сіз тіркелмеген болсаңыз, бұл хатты елемеңіз. Расталмаған тіркелгі жеті күннен кейін жойылады.""",
    "ru": """Чтобы завершить регистрацию в {shop}, введите этот код:

{code}

Код действует 15 минут. Не сообщайте его никому: наши сотрудники никогда не спрашивают коды.

Если вы не регистрировались, не отвечайте на это письмо. Неподтверждённая регистрация удаляется через семь дней.""",
    "en": """Enter this code to finish signing up at {shop}:

{code}

It is good for 15 minutes. Tell it to nobody: our staff never ask for codes.

If you did not sign up, ignore this letter. A sign-up that is not confirmed is deleted after seven days.""",
}
