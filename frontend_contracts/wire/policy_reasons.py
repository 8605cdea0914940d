"""Why a flag is asked again, and what terms take from the buyer, in kk, ru and en."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TEXTS: dict[str, dict[str, str]] = {
    "controller_changed": {
        "kk": "деректерге жауап беретін тұлға өзгерді",
        "ru": "сменился тот, кто отвечает за данные",
        "en": "somebody else answers for the data",
    },
    "clauses_added": {
        "kk": "саясат алғаш рет тармақтармен берілді",
        "ru": "политика впервые изложена по положениям",
        "en": "the policy is declared clause by clause for the first time",
    },
    "clauses_removed": {
        "kk": "саясаттан тармақтар алынып тасталды",
        "ru": "из политики убраны положения",
        "en": "the clauses were taken out of the policy",
    },
    "purpose_added": {"kk": "жаңа мақсат: {id}", "ru": "новая цель: {id}", "en": "new purpose: {id}"},
    "wording_changed": {
        "kk": "келісім мәтіні өзгерді: {id}",
        "ru": "изменён текст согласия: {id}",
        "en": "the wording of the consent changed: {id}",
    },
    "basis_changed": {
        "kk": "құқықтық негіз өзгерді: {id}",
        "ru": "изменено правовое основание: {id}",
        "en": "the legal basis changed: {id}",
    },
    "became_required": {
        "kk": "енді міндетті: {id}",
        "ru": "стало обязательным: {id}",
        "en": "became required: {id}",
    },
    "switch_needed": {
        "kk": "енді жеке келісім керек: {id}",
        "ru": "теперь нужно отдельное согласие: {id}",
        "en": "a separate consent is needed now: {id}",
    },
    "switch_added": {
        "kk": "жаңа жеке келісім: {id}",
        "ru": "новое отдельное согласие: {id}",
        "en": "new separate consent: {id}",
    },
    "category_added": {
        "kk": "жаңа деректер санаты: {id}",
        "ru": "новая категория данных: {id}",
        "en": "new data category: {id}",
    },
    "field_added": {"kk": "жаңа дерек: {id}", "ru": "новые данные: {id}", "en": "new data: {id}"},
    "recipient_added": {"kk": "жаңа алушы: {id}", "ru": "новый получатель: {id}", "en": "new recipient: {id}"},
    "recipient_replaced": {
        "kk": "алушы ауысты: {id}",
        "ru": "получатель сменился: {id}",
        "en": "another recipient: {id}",
    },
    "country_changed": {
        "kk": "деректер басқа елге беріледі: {id}",
        "ru": "данные передаются в другую страну: {id}",
        "en": "data go to another country: {id}",
    },
    "role_changed": {
        "kk": "алушының рөлі өзгерді: {id}",
        "ru": "изменилась роль получателя: {id}",
        "en": "the recipient's role changed: {id}",
    },
    "recipient_purpose_added": {
        "kk": "алушыға жаңа мақсатта беріледі: {id}",
        "ru": "получателю передают для новой цели: {id}",
        "en": "data go to the recipient for a new purpose: {id}",
    },
    "recipient_category_added": {
        "kk": "алушыға жаңа деректер беріледі: {id}",
        "ru": "получателю передают новые данные: {id}",
        "en": "other data go to the recipient: {id}",
    },
    "term_added": {
        "kk": "сақтау мерзімі қойылды: {id}",
        "ru": "назван срок хранения: {id}",
        "en": "a term of keeping was set: {id}",
    },
    "term_removed": {
        "kk": "сақтау мерзімі алынып тасталды: {id}",
        "ru": "убран срок хранения: {id}",
        "en": "a term of keeping was taken out: {id}",
    },
    "term_longer": {
        "kk": "деректер ұзағырақ сақталады: {id}",
        "ru": "данные хранятся дольше: {id}",
        "en": "data are kept longer: {id}",
    },
    "term_event_changed": {
        "kk": "мерзім басқа оқиғадан басталады: {id}",
        "ru": "срок считается от другого события: {id}",
        "en": "the term runs from another event: {id}",
    },
    "term_effect_weaker": {
        "kk": "мерзімнен кейін деректер толық жойылмайды: {id}",
        "ru": "после срока с данными делают меньше: {id}",
        "en": "less is done with the data after the term: {id}",
    },
    "safeguard_removed": {
        "kk": "қорғау шарасы алынып тасталды: {id}",
        "ru": "убрана мера защиты: {id}",
        "en": "a safeguard was removed: {id}",
    },
    "right_removed": {
        "kk": "құқық алынып тасталды: {id}",
        "ru": "убрано право: {id}",
        "en": "a right was removed: {id}",
    },
    "right_slower": {
        "kk": "құқықты орындау мерзімі ұзарды: {id}",
        "ru": "право исполняется дольше: {id}",
        "en": "a right is served more slowly: {id}",
    },
    "buyer_right_removed": {
        "kk": "сатып алушының құқығы алып тасталды: {id}",
        "ru": "убрано право покупателя: {id}",
        "en": "a right of the buyer was removed: {id}",
    },
    "buyer_clock_worse": {
        "kk": "сатып алушының мерзімі нашарлады: {id}",
        "ru": "срок стал хуже для покупателя: {id}",
        "en": "the term got worse for the buyer: {id}",
    },
    "buyer_event_changed": {
        "kk": "мерзім басқа оқиғадан басталады: {id}",
        "ru": "срок считается от другого события: {id}",
        "en": "the term runs from another event: {id}",
    },
    "buyer_served_by_hand": {
        "kk": "енді бірден емес, өтініш бойынша: {id}",
        "ru": "теперь не сразу, а по обращению: {id}",
        "en": "no longer at once, but on request: {id}",
    },
    "contact_removed": {
        "kk": "байланыс алып тасталды: {id}",
        "ru": "убран контакт: {id}",
        "en": "a contact was removed: {id}",
    },
    "editor": {
        "kk": "баспагер қайта сұрауды шешті",
        "ru": "так решил издатель",
        "en": "the publisher decided to ask",
    },
}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What got wider: a code, the clause (JSON pointer with ids) and the id of what it is about."""

    code: str
    path: str
    id: str

    def text(self, locale: str) -> str:
        """Say it in one language."""
        return TEXTS[self.code][locale].format(id=self.id)

    def to_json(self) -> dict[str, Any]:
        """Answer it as JSON-able data, with its text in each language."""
        texts = {locale: self.text(locale) for locale in TEXTS[self.code]}
        return {"code": self.code, "path": self.path, "id": self.id, "text": texts}
