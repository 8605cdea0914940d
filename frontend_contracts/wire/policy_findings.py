"""What the policy compiler finds, and how it says so in kk, ru and en: each text ends with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LOCALES = ("kk", "ru", "en")

TEXTS: dict[str, dict[str, str]] = {
    "nothing_compared": {
        "kk": "Салыстыратын ештеңе жоқ: саясатта тармақтар немесе тізімде өрістер жоқ. Екеуін де толтырыңыз.",
        "ru": "Сравнивать нечего: в политике нет положений или в описи нет полей. Нужны и те и другие.",
        "en": "There is nothing to compare: the policy has no clauses, or the inventory no fields. Both are needed.",
    },
    "text_missing": {
        "kk": "{id}: {locale} тілінде мәтін жоқ. Оны жазыңыз.",
        "ru": "{id}: нет текста на языке {locale}. Напишите его.",
        "en": "{id}: there is no text in {locale}. Write it.",
    },
    "clause_twice": {
        "kk": "{id} екі рет тұр. Біреуін қалдырыңыз.",
        "ru": "{id} указано дважды. Оставьте одно.",
        "en": "{id} stands here twice. Keep one of them.",
    },
    "category_missing": {
        "kk": "Дүкен {id} санатындағы деректерді сақтайды, саясатта ондай санат жоқ. Санатты қосыңыз.",
        "ru": "Магазин хранит данные категории {id}, а в политике её нет. Добавьте категорию.",
        "en": "The shop keeps data of the category {id}, which the policy lacks. Add the category.",
    },
    "category_unknown": {
        "kk": "{id} санатындағы деректерді дүкен сақтамайды. Санатты алып тастаңыз.",
        "ru": "Данных категории {id} магазин не хранит. Уберите категорию.",
        "en": "The shop keeps no data of the category {id}. Remove the category.",
    },
    "field_undeclared": {
        "kk": "Дүкен {id} өрісін {category} санатында сақтайды, саясат оны атамайды. Өрісті осы санатқа қосыңыз.",
        "ru": "Магазин хранит поле {id} в категории {category}, а политика его не называет. Добавьте поле в категорию.",
        "en": "The shop keeps {id} in the category {category}, and the policy does not say so. Add the field there.",
    },
    "field_unknown": {
        "kk": "{category} санатындағы {id} өрісі дүкенде жоқ. Өрісті алып тастаңыз немесе атын түзетіңіз.",
        "ru": "Поля {id} в категории {category} у магазина нет. Уберите поле или исправьте имя.",
        "en": "The shop has no field {id} in the category {category}. Remove it, or correct its name.",
    },
    "purpose_missing": {
        "kk": "Дүкен {id} мақсатын сұрайды, саясатта ол жоқ. Мақсатты қосыңыз.",
        "ru": "Магазин спрашивает о цели {id}, а в политике её нет. Добавьте цель.",
        "en": "The shop asks for the purpose {id}, which the policy lacks. Add the purpose.",
    },
    "purpose_unknown": {
        "kk": "{id} деген мақсатты дүкен білмейді. Тізімнен таңдаңыз.",
        "ru": "Цели {id} магазин не знает. Выберите цель из списка.",
        "en": "The shop knows no purpose {id}. Choose one of the list.",
    },
    "switch_missing": {
        "kk": "{id} деген жеке келісімнің мәтіні жоқ. Оны қосыңыз.",
        "ru": "Нет текста отдельного согласия {id}. Добавьте его.",
        "en": "The switch {id} is needed and has no wording. Add it.",
    },
    "switch_unknown": {
        "kk": "{id} деген жеке келісімді дүкен білмейді. Тізімнен таңдаңыз.",
        "ru": "Отдельного согласия {id} магазин не знает. Выберите из списка.",
        "en": "The shop knows no switch {id}. Choose one of the list.",
    },
    "switch_not_named": {
        "kk": "{purpose} мақсатында деректер {id} алушыға беріледі. Мақсатта {switch} келісімін белгілеңіз.",
        "ru": "По цели {purpose} данные получает {id}. Отметьте у цели отдельное согласие {switch}.",
        "en": "For the purpose {purpose} data go to {id}. Tick the switch {switch} at the purpose.",
    },
    "use_undeclared": {
        "kk": "Дүкен {category} деректерін {purpose} мақсатында пайдаланады ({id}). Мақсатқа осы санатты қосыңыз.",
        "ru": "Магазин использует данные {category} для цели {purpose} ({id}). Добавьте категорию к цели.",
        "en": "The shop uses data of {category} for the purpose {purpose} ({id}). Add the category to the purpose.",
    },
    "use_unknown": {
        "kk": "{category} деректерін дүкен {id} мақсатында пайдаланбайды. Мақсаттан осы санатты алып тастаңыз.",
        "ru": "Данные {category} магазин не использует для цели {id}. Уберите категорию у цели.",
        "en": "The shop does not use data of {category} for the purpose {id}. Remove the category from the purpose.",
    },
    "retention_missing": {
        "kk": "{category} деректерін {purpose} мақсатында қанша сақтайтыны айтылмаған ({id}). Мерзімді қосыңыз.",
        "ru": "Не сказано, сколько хранятся данные {category} для цели {purpose} ({id}). Добавьте срок.",
        "en": "Nothing says how long data of {category} are kept for the purpose {purpose} ({id}). Add a term.",
    },
    "retention_unknown": {
        "kk": "{id} мерзімі дүкен сақтамайтын деректерге қойылған. Мерзімді алып тастаңыз.",
        "ru": "Срок {id} назван для данных, которые магазин для этой цели не хранит. Уберите срок.",
        "en": "The term {id} is for data that the shop does not keep for this purpose. Remove the term.",
    },
    "kept_longer": {
        "kk": "Дүкен {id} өрісін {kept} сақтайды, саясатта {declared} делінген. Мерзімді немесе кодты түзетіңіз.",
        "ru": "Магазин хранит {id} {kept}, а в политике {declared}. Исправьте срок или код.",
        "en": "The shop keeps {id} {kept}, and the policy says {declared}. Correct the term or the code.",
    },
    "term_not_kept": {
        "kk": "{id}: {declared} делінген, дүкенде ең ұзағы {kept}. Дүкендегідей мерзім қойыңыз.",
        "ru": "{id}: назван срок {declared}, а самый долгий в магазине {kept}. Укажите такой же.",
        "en": "{id}: the policy says {declared}, and the shop's longest is {kept}. Say the same.",
    },
    "term_malformed": {
        "kk": "{id}: мерзім түсініксіз ({term}). Күн, ай, жыл санын немесе оқиғаны көрсетіңіз.",
        "ru": "{id}: срок непонятен ({term}). Укажите число дней, месяцев, лет или событие.",
        "en": "{id}: the term is not clear ({term}). Give a number of days, months or years, or an event.",
    },
    "rule_unknown": {
        "kk": "{id} мерзімінің ережесі ({rule}) тізілімде жоқ. Дүкенді жасаушыларға айтыңыз.",
        "ru": "Правила {rule}, по которому хранится {id}, нет в реестре на дату вступления. Сообщите разработчикам.",
        "en": "The rule {rule} that {id} is kept by has no row on that date. Tell the shop's developers.",
    },
    "not_deleted": {
        "kk": "{id}: саясат жоюды уәде етеді, дүкен оны {effect} етеді. Саясатты немесе кодты түзетіңіз.",
        "ru": "{id}: политика обещает удаление, а магазин делает {effect}. Исправьте политику или код.",
        "en": "{id}: the policy promises deletion, and the shop does “{effect}”. Correct the policy or the code.",
    },
    "recipient_undeclared": {
        "kk": "Дүкен деректерді {id} алушыға бере алады, саясат оны атамайды. Алушыны қосыңыз.",
        "ru": "Магазин может передавать данные получателю {id}, а политика его не называет. Добавьте получателя.",
        "en": "The shop can send data to {id}, which the policy does not name. Add the recipient.",
    },
    "recipient_unknown": {
        "kk": "Дүкен {id} алушыға ештеңе бермейді. Алушыны алып тастаңыз.",
        "ru": "Магазин ничего не передаёт получателю {id}. Уберите получателя.",
        "en": "The shop sends nothing to {id}. Remove the recipient.",
    },
    "recipient_differs": {
        "kk": "{id}, {name}: саясатта {declared}, дүкенде {kept}. Саясатты немесе кодты түзетіңіз.",
        "ru": "{id}, {name}: в политике {declared}, в магазине {kept}. Исправьте политику или код.",
        "en": "{id}, {name}: {declared} in the policy, {kept} in the shop. Correct the policy or the code.",
    },
    "incomplete": {
        "kk": "{id}: {name} толтырылмаған. Толтырыңыз.",
        "ru": "{id}: не заполнено {name}. Заполните.",
        "en": "{id}: {name} is empty. Fill it in.",
    },
    "safeguard_missing": {
        "kk": "{id} алушысы {country} елінде, ал ол ел үшін қорғау шарасы аталмаған. Оны қосыңыз.",
        "ru": "Получатель {id} находится в стране {country}, а мер защиты для неё не названо. Добавьте их.",
        "en": "The recipient {id} is in {country}, for which no safeguard is named. Add one.",
    },
    "safeguard_unknown": {
        "kk": "{id}: бұл елге ({country}) ешқандай дерек берілмейді. Шараны алып тастаңыз.",
        "ru": "{id}: в эту страну ({country}) данные не передаются. Уберите меру защиты.",
        "en": "{id}: no data go to that country ({country}). Remove the safeguard.",
    },
    "right_missing": {
        "kk": "Дүкен {id} құқығын орындайды, саясат оны атамайды. Құқықты қосыңыз.",
        "ru": "Магазин исполняет право {id}, а политика его не называет. Добавьте право.",
        "en": "The shop serves the right {id}, which the policy does not name. Add the right.",
    },
    "right_unknown": {
        "kk": "{id} құқығын дүкенде ешкім орындамайды. Құқықты алып тастаңыз немесе орындайтын код жазыңыз.",
        "ru": "Право {id} в магазине никто не исполняет. Уберите право или добавьте код, который его исполняет.",
        "en": "Nothing in the shop serves the right {id}. Remove the right, or write the code that serves it.",
    },
    "right_differs": {
        "kk": "{id}: саясатта {declared}, дүкенде {kept}. Саясатты немесе кодты түзетіңіз.",
        "ru": "{id}: в политике {declared}, в магазине {kept}. Исправьте политику или код.",
        "en": "{id}: the policy says {declared}, the shop does {kept}. Correct the policy or the code.",
    },
    "right_slower": {
        "kk": "{id}: саясатта {declared} жұмыс күні, дүкенге {kept} керек. Мерзімді немесе кодты түзетіңіз.",
        "ru": "{id}: в политике {declared} раб. дн., магазину нужно {kept}. Исправьте срок или код.",
        "en": "{id}: the policy says {declared} working days, the shop takes {kept}. Correct the clock or the code.",
    },
    "right_longer": {
        "kk": "{id}: саясатта {declared} жұмыс күні, заң бойынша {kept}. Дүкендегідей мерзім қойыңыз.",
        "ru": "{id}: в политике {declared} раб. дн., а по закону {kept}. Укажите тот же срок.",
        "en": "{id}: the policy says {declared} working days, and the law {kept}. Say the same.",
    },
    "required_differs": {
        "kk": "{id}: міндетті ме, дүкендегідей болсын. Бұл мақсатты міндетті түрде сұрайтындар: {kept}.",
        "ru": "{id}: обязательность не как в магазине. Эту цель обязательно спрашивают: {kept}. Исправьте отметку.",
        "en": "{id}: the tick “required” is not as in the shop. Who needs this purpose: {kept}. Correct the tick.",
    },
    "contact_missing": {
        "kk": "Байланыс жоқ: {id}. Оны қосыңыз.",
        "ru": "Нет контакта: {id}. Добавьте его.",
        "en": "There is no contact of the kind {id}. Add one.",
    },
    "offer_not_compared": {
        "kk": "Салыстыратын ештеңе жоқ: шарттарда сатып алушының құқықтары немесе тізімде олар жоқ. Оларды қосыңыз.",
        "ru": "Сравнивать нечего: в условиях нет прав покупателя или в описи нет ни одного. Добавьте права.",
        "en": "There is nothing to compare: the terms name no right of the buyer, or the inventory none. Add them.",
    },
    "buyer_right_missing": {
        "kk": "Дүкен сатып алушының {id} құқығын орындайды, шарттар оны атамайды. Құқықты қосыңыз.",
        "ru": "Магазин исполняет право покупателя {id}, а условия его не называют. Добавьте право.",
        "en": "The shop serves the buyer's right {id}, which the terms do not name. Add the right.",
    },
    "buyer_right_unknown": {
        "kk": "{id} құқығын дүкенде ешкім орындамайды. Оны шарттардан алып тастаңыз немесе орындайтын код жазыңыз.",
        "ru": "Право покупателя {id} в магазине никто не исполняет. Уберите его из условий или добавьте такой код.",
        "en": "Nothing in the shop serves the buyer's right {id}. Take it out of the terms, or write that code.",
    },
    "buyer_right_differs": {
        "kk": "{id}: шарттарда {declared}, дүкенде {kept}. Дүкендегідей көрсетіңіз немесе кодты түзетіңіз.",
        "ru": "{id}: в условиях {declared}, в магазине {kept}. Укажите как в магазине или исправьте код.",
        "en": "{id}: {declared} in the terms, {kept} in the shop. Say what the shop does, or correct the code.",
    },
    "clock_missing": {
        "kk": "{id}: мерзім көрсетілмеген не түсініксіз. {date} күніне {rule} ережесі: {kept}. Соны жазыңыз.",
        "ru": "{id}: срок не указан или непонятен. По правилу {rule} на {date} это {kept}: укажите его.",
        "en": "{id}: the term is missing or not clear. By the rule {rule} it is {kept} on {date}. Say so.",
    },
    "clock_slower": {
        "kk": "{id}: шарттарда {declared}, ал {date} күніне {rule} ережесі бойынша {kept}. Сатып алушыға аз бермеңіз.",
        "ru": "{id}: в условиях {declared}, а {kept} — по правилу {rule} на {date}. Покупателю нельзя дать меньше.",
        "en": "{id}: {declared} in the terms, {kept} by the rule {rule} on {date}. The buyer may not be given less.",
    },
    "clock_not_kept": {
        "kk": "{id}: шарттарда {declared}, дүкен {date} күніне {rule} ережесімен {kept} орындайды. Соны жазыңыз.",
        "ru": "{id}: в условиях {declared}, а магазин исполняет {kept} по правилу {rule} на {date}. Укажите это.",
        "en": "{id}: the terms promise {declared}, the shop keeps {kept} by the rule {rule} on {date}. Say the same.",
    },
    "clock_unknown": {
        "kk": "{id}: бұл құқықтың мерзімі жоқ, шарттарда {clock} делінген. Мерзімді алып тастаңыз.",
        "ru": "{id}: у этого права нет срока, а в условиях {clock}. Уберите срок.",
        "en": "{id}: this right has no term, and the terms say {clock}. Remove the term.",
    },
    "clock_without_rule": {
        "kk": "{id}: {rule} ережесі {date} күніне тізілімде жоқ. Басқа күнді таңдаңыз не дүкенді жасаушыларға айтыңыз.",
        "ru": "{id}: правила {rule} на {date} в реестре нет. Выберите другую дату или сообщите разработчикам магазина.",
        "en": "{id}: the rule {rule} has no row on {date}. Choose another date, or tell the shop's developers.",
    },
}


def sentence(code: str, locale: str, /, **params: str) -> str:
    """Return the text of a code, filled in; where an abbreviation ends a sentence, its full stop is the sentence's."""
    return TEXTS[code][locale].format(**params).replace(".. ", ". ")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong. `clause_path` is a JSON pointer with clause ids: `/clauses/retention/order/term`.

    `id` names the field, purpose, recipient or right; `params` are what the texts are filled with, by language or not.
    """

    code: str
    clause_path: str
    id: str
    params: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)

    @property
    def message(self) -> dict[str, str]:
        """What is wrong and what to do, by language."""
        return {locale: sentence(self.code, locale, id=self.id, **self._params(locale)) for locale in LOCALES}

    def _params(self, locale: str) -> dict[str, str]:
        return {name: value if isinstance(value, str) else value[locale] for name, value in self.params.items()}

    def to_json(self) -> dict[str, Any]:
        """Answer the finding as JSON-able data."""
        return {"code": self.code, "clause_path": self.clause_path, "id": self.id, "message": self.message}


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What came of a comparison: the errors, in the order of the document, and how many of each kind were compared."""

    errors: tuple[Finding, ...]
    compared: Mapping[str, int]

    @property
    def is_clean(self) -> bool:
        """Whether policy and code say the same; a comparison of nothing never is."""
        return not self.errors
