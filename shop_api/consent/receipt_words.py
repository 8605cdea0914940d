"""A verified receipt in plain words, in Kazakh, Russian or English; the storefront's verifier says the same lines."""

import re
from collections.abc import Callable
from typing import Any

#: Characters that could break a line, or show it in another order: a name is a person's own text.
_UNSHOWN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]")

LOCALES = ("kk", "ru", "en")

_WORDS: dict[str, dict[str, str]] = {
    "valid": {
        "kk": "Жарамды: оператордың кілтімен қол қойылған, бірде-бір биті өзгермеген.",
        "ru": "Подлинно: подписано ключом оператора, ни один бит не изменён.",
        "en": "Valid: signed by the operator's key, every bit as it was.",
    },
    "key": {"kk": "Кілт", "ru": "Ключ", "en": "Key"},
    "operator": {"kk": "Оператор", "ru": "Оператор", "en": "Operator"},
    "bin": {"kk": "БСН", "ru": "БИН", "en": "BIN"},
    "person": {"kk": "Субъект", "ru": "Субъект", "en": "Person"},
    "nameless": {"kk": "аты сақталмаған", "ru": "имя не сохранено", "en": "no name was kept"},
    "reference": {"kk": "белгісі", "ru": "обозначение", "en": "reference"},
    "flag": {"kk": "Келісім", "ru": "Согласие", "en": "Flag"},
    "purpose": {"kk": "мақсат", "ru": "цель", "en": "purpose"},
    "switch": {"kk": "бөлек сұралатын келісім", "ru": "отдельное согласие", "en": "switch"},
    "wording": {"kk": "Тұжырымы", "ru": "Формулировка", "en": "Wording"},
    "text": {"kk": "Мәтін", "ru": "Текст", "en": "Text"},
    "version": {"kk": "нұсқа", "ru": "версия", "en": "version"},
    "text_hash": {"kk": "Мәтіннің SHA-256 қосындысы", "ru": "SHA-256 текста", "en": "SHA-256 of the text"},
    "document_hash": {
        "kk": "Құжаттың SHA-256 қосындысы",
        "ru": "SHA-256 документа",
        "en": "SHA-256 of the document",
    },
    "from": {"kk": "Басталуы", "ru": "Действует с", "en": "From"},
    "until": {"kk": "Аяқталуы", "ru": "Действует до", "en": "Until"},
    "the time of the event": {"kk": "оқиға уақыты", "ru": "время события", "en": "the time of the event"},
    "withdrawal": {"kk": "кері қайтарып алу", "ru": "отзыв", "en": "withdrawal"},
    "withdrawal, or the time the event names": {
        "kk": "кері қайтарып алу немесе оқиғада аталған уақыт",
        "ru": "отзыв или время, названное в событии",
        "en": "withdrawal, or the time the event names",
    },
    "third_party_transfer": {
        "kk": "Үшінші тұлғаларға беру",
        "ru": "Передача третьим лицам",
        "en": "Transfer to third parties",
    },
    "cross_border_transfer": {
        "kk": "Трансшекаралық беру",
        "ru": "Трансграничная передача",
        "en": "Cross-border transfer",
    },
    "publication": {
        "kk": "Жалпыға қолжетімді көздерде жариялау",
        "ru": "Публикация в общедоступных источниках",
        "en": "Publication in open sources",
    },
    "no": {"kk": "жоқ", "ru": "нет", "en": "no"},
    "not asked": {"kk": "сұралмаған", "ru": "не спрашивалось", "en": "not asked"},
    "data": {"kk": "Деректер", "ru": "Данные", "en": "Data"},
    "no data": {"kk": "өз деректері жоқ", "ru": "своих данных нет", "en": "none of its own"},
    "law": {"kk": "Негізі", "ru": "Основание", "en": "Basis"},
    "record": {"kk": "Жазба", "ru": "Запись", "en": "Record"},
    "given": {"kk": "келісті", "ru": "дано согласие", "en": "agreed"},
    "renewed": {"kk": "қайта келісті", "ru": "согласие дано снова", "en": "agreed again"},
    "refused": {"kk": "бас тартты", "ru": "отказано", "en": "refused"},
    "withdrawn": {"kk": "кері қайтарып алды", "ru": "согласие отозвано", "en": "withdrew"},
    "expired": {"kk": "мерзімі өтті", "ru": "срок истёк", "en": "expired"},
    "revoked": {"kk": "күші жойылды", "ru": "аннулировано", "en": "was revoked"},
    "now": {"kk": "Осы түбіртек берілген кезде", "ru": "На момент выдачи", "en": "When this receipt was made"},
    "archived": {
        "kk": "Мұрағаттағы мәтін — адам көрген мәтін, байт сайын",
        "ru": "Текст в архиве — тот, что видел человек, байт в байт",
        "en": "The archive's text is the one the person saw, byte for byte",
    },
    "bytes": {"kk": "байт", "ru": "байт", "en": "bytes"},
}


def lines(told: dict[str, Any], *, key_id: str, locale: str) -> list[str]:
    """What a verified receipt says, line by line."""

    def say(word: str) -> str:
        """A word in the language; what is no word of ours stays as it is."""
        return _WORDS.get(word, {}).get(locale, word)

    record, policy, elements, operator = told["record"], told["policy"], told["elements"], told["operator"]
    subject, about, term = elements["subject"], elements["other"], elements["term"]
    until = told["events"][-1].get("valid_until", say(term["until"]))
    data = "; ".join(f"{name} ({', '.join(fields)})" for name, fields in sorted(elements["data"].items()))
    transfers = ("third_party_transfer", "cross_border_transfer", "publication")
    said = [
        say("valid"),
        f"{say('key')}: {key_id}",
        f"{say('operator')}: {operator['legal_name'][locale]}, {say('bin')} {operator['bin']}",
        f"{say('person')}: {subject['name'] or say('nameless')} ({say('reference')} {subject['reference']})",
        f"{say('flag')}: {record['flag']} ({say(record['kind'])})",
        f"{say('wording')}: {about['wording']}",
        f"{say('text')}: {policy['slug']}, {say('version')} {policy['version']}, {policy['locale']}",
        f"{say('text_hash')}: {policy['text_sha256']}",
        f"{say('document_hash')}: {policy['sha256']}",
        f"{say('from')}: {say(term['from'])}",
        f"{say('until')}: {until}",
        *(f"{say(name)}: {say(elements[name])}" for name in transfers),
        f"{say('data')}: {data or say('no data')}",
        f"{say('law')}: {about['legal_basis']}, {about['law']}, {record['jurisdiction']}",
        f"{say('record')}: {record['id']}",
        *(_event_line(one, say) for one in told["events"]),
        f"{say('now')}: {say(record['state'])}, {record['since']}",
    ]
    return [_UNSHOWN.sub("\ufffd", line) for line in said]


def _event_line(event: dict[str, Any], say: Callable[[str], str]) -> str:
    """One event, with the text it was about and whose word it was where that is another than the receipt's."""
    text, under = event.get("under"), ""
    if text is not None:
        whose = f"; {say('reference')} {text['reference']}" if "reference" in text else ""
        under = f" [{say('version')} {text['version']}, {text['locale']}{whose}]"
    return f"  {event['seq']}. {event['at']}: {say(event['state'])}{under} ({event['leaf']})"


def archive_line(title: str, size: int, locale: str) -> str:
    """That the archive holds what the person saw."""
    return f"{_WORDS['archived'][locale]}: {title}, {size} {_WORDS['bytes'][locale]}"
