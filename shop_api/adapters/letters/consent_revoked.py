"""The operator revoked a consent. Parameters: `wording`, what was agreed to; `reason`, what the operator wrote."""

from shop_api.values.purposes import Purpose

PURPOSE = Purpose.ACCOUNT
TO = "accounts.Account.email"
FIELDS: dict[str, tuple[str, ...]] = {"wording": (), "reason": ("consent.ConsentRevocation.reason",)}

SUBJECT = {
    "kk": "{shop}: келісіміңіздің күші жойылды",
    "ru": "{shop}: ваше согласие аннулировано",
    "en": "{shop}: a consent of yours was revoked",
}

TEXT = {
    "kk": """Дүкен мына келісімнің күшін жойды:
«{wording}»

Себебі:
{reason}

Бұл келісімге сүйенген әрекеттер тоқтатылды. Қаласаңыз, дүкендегі «Менің келісімдерім» бөлімінде қайта келісе
аласыз: {storefront}""",
    "ru": """Магазин аннулировал согласие:
«{wording}»

Причина:
{reason}

Всё, что делалось на основании этого согласия, прекращено. Если хотите, вы можете дать согласие снова в магазине,
в разделе «Мои согласия»: {storefront}""",
    "en": """The shop has revoked this consent:
“{wording}”

The reason:
{reason}

What was done on the ground of this consent has stopped. If you wish, you can agree again in the shop, under “My
consents”: {storefront}""",
}
