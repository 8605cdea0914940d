"""The code that lets somebody set a new password. Parameters: `code`, six digits."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {"code": ()}

SUBJECT = {
    "kk": "{code} — {shop} құпиясөзін жаңарту коды",
    "ru": "{code} — код для нового пароля {shop}",
    "en": "{code} is your {shop} password code",
}

TEXT = {
    "kk": """Жаңа құпиясөз орнату үшін осы кодты енгізіңіз:

{code}

Код 15 минут жарамды. Оны ешкімге айтпаңыз: біздің қызметкерлер ешқашан код сұрамайды.

Егер сіз сұрамаған болсаңыз, бұл хатты елемеңіз: құпиясөзіңіз өзгермейді.""",
    "ru": """Чтобы задать новый пароль, введите этот код:

{code}

Код действует 15 минут. Не сообщайте его никому: наши сотрудники никогда не спрашивают коды.

Если вы его не запрашивали, не отвечайте на это письмо: пароль не изменится.""",
    "en": """Enter this code to set a new password:

{code}

It is good for 15 minutes. Tell it to nobody: our staff never ask for codes.

If you did not ask for it, ignore this letter: your password does not change.""",
}
