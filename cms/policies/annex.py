"""The annex of a policy or of the terms: their clauses as tables, made from them and never typed.

The same clauses give the same bytes in each language, so the hash of a text can be made again at any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from cms.policies import clause_words as words
from cms.policies import clauses, contracts

Kind = TypeVar("Kind", bound=clauses.Clause)

TITLES: dict[str, dict[str, str]] = {
    "data": {"kk": "1-қосымша. Қандай деректер", "ru": "Приложение 1. Какие данные", "en": "Annex 1. Which data"},
    "retention": {
        "kk": "2-қосымша. Сақтау мерзімдері",
        "ru": "Приложение 2. Сроки хранения",
        "en": "Annex 2. How long data are kept",
    },
    "recipients": {
        "kk": "3-қосымша. Деректерді алушылар",
        "ru": "Приложение 3. Получатели данных",
        "en": "Annex 3. Recipients of data",
    },
    "foreign": {
        "kk": "4-қосымша. Қазақстаннан тыс алушылар",
        "ru": "Приложение 4. Получатели за пределами Казахстана",
        "en": "Annex 4. Recipients outside Kazakhstan",
    },
    "rights": {"kk": "5-қосымша. Құқықтар", "ru": "Приложение 5. Права", "en": "Annex 5. Rights"},
    "contacts": {"kk": "6-қосымша. Байланыс", "ru": "Приложение 6. Контакты", "en": "Annex 6. Contacts"},
}
TITLES_OF_TERMS: dict[str, dict[str, str]] = {
    "consumer_rights": {
        "kk": "1-қосымша. Сатып алушының құқықтары",
        "ru": "Приложение 1. Права покупателя",
        "en": "Annex 1. Rights of the buyer",
    },
    "contacts": {"kk": "2-қосымша. Байланыс", "ru": "Приложение 2. Контакты", "en": "Annex 2. Contacts"},
}
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "data": {
        "kk": ("Деректер", "Нақты", "Міндетті ме", "Мақсаттар"),
        "ru": ("Данные", "Что именно", "Обязательность", "Цели"),
        "en": ("Data", "In detail", "Needed", "Purposes"),
    },
    "retention": {
        "kk": ("Деректер", "Мақсат", "Мерзім", "Содан кейін", "Түсіндірме"),
        "ru": ("Данные", "Цель", "Срок", "Затем", "Пояснение"),
        "en": ("Data", "Purpose", "Term", "Then", "Explanation"),
    },
    "recipients": {
        "kk": ("Алушы", "Ел", "Рөлі", "Мақсаттар", "Деректер", "Шарт"),
        "ru": ("Получатель", "Страна", "Роль", "Цели", "Данные", "Договор"),
        "en": ("Recipient", "Country", "Role", "Purposes", "Data", "Agreement"),
    },
    "foreign": {
        "kk": ("Алушы", "Ел", "Деректер", "Қорғау шаралары"),
        "ru": ("Получатель", "Страна", "Данные", "Меры защиты"),
        "en": ("Recipient", "Country", "Data", "Safeguards"),
    },
    "rights": {
        "kk": ("Құқық", "Мазмұны", "Қалай", "Мерзім"),
        "ru": ("Право", "Содержание", "Как", "Срок"),
        "en": ("Right", "What it means", "How", "Term"),
    },
    "consumer_rights": {
        "kk": ("Құқық", "Мазмұны", "Қалай", "Мерзім"),
        "ru": ("Право", "Содержание", "Как", "Срок"),
        "en": ("Right", "What it means", "How", "Term"),
    },
    "contacts": {"kk": ("Тәсіл", "Мекенжай"), "ru": ("Способ", "Адрес"), "en": ("Channel", "Address")},
}
NOBODY = {
    "recipients": {
        "kk": "Деректер ешкімге берілмейді.",
        "ru": "Данные никому не передаются.",
        "en": "No data are passed to anybody.",
    },
    "foreign": {
        "kk": "Қазақстаннан тыс алушылар жоқ.",
        "ru": "Получателей за пределами Казахстана нет.",
        "en": "There are no recipients outside Kazakhstan.",
    },
}
NO_CLOCK = {"kk": "сипатталғандай", "ru": "как описано", "en": "as described"}
AT_ONCE = {"kk": "бірден", "ru": "сразу", "en": "at once"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the annex: HTML, and the same as lines of plain text."""

    html: str
    lines: list[str]


def parts_of(draft: contracts.Draft, locale: str) -> list[Part]:
    """Return the annex in one language; nothing where the draft has no clauses at all."""
    if draft.clauses == clauses.Clauses():
        return []
    if draft.kind == contracts.TERMS:
        rights, turns = _consumer_rights(draft.clauses, locale), _contacts(draft.clauses, locale)
        return [
            _part(name, TITLES_OF_TERMS[name][locale], rows, locale)
            for name, rows in (("consumer_rights", rights), ("contacts", turns))
        ]
    tables = {
        "data": _data(draft, locale),
        "retention": _retention(draft.clauses, locale),
        "recipients": _recipients(draft.clauses, locale),
        "foreign": _foreign(draft.clauses, locale),
        "rights": _rights(draft.clauses, locale),
        "contacts": _contacts(draft.clauses, locale),
    }
    return [_part(name, TITLES[name][locale], rows, locale) for name, rows in tables.items()]


def _part(name: str, title: str, rows: Sequence[Sequence[str]], locale: str) -> Part:
    html = [f'<section id="annex-{name}"><h2>{title}</h2>']
    if rows:
        columns = COLUMNS[name][locale]
        head = "".join(f'<th scope="col">{column}</th>' for column in columns)
        body = "".join(f"<tr>{''.join(f'<td>{_shown(cell)}</td>' for cell in row)}</tr>" for row in rows)
        html.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        lines = ["• " + "; ".join(_line(columns, row)) for row in rows]
    else:
        lines = [NOBODY.get(name, {}).get(locale, "—")]
        html.append(f"<p>{lines[0]}</p>")
    return Part(html="".join([*html, "</section>"]), lines=[title, *lines])


def _shown(cell: str) -> str:
    return escape(cell, quote=False).replace("\n", "<br>")


def _line(columns: Sequence[str], row: Sequence[str]) -> Iterable[str]:
    return (f"{column}: {' '.join(cell.split())}" for column, cell in zip(columns, row, strict=True) if cell)


def _data(draft: contracts.Draft, locale: str) -> list[list[str]]:
    return [
        [
            words.name_of(words.CATEGORIES, category.id, locale),
            category.wording.get(locale, ""),
            words.name_of(words.NECESSITY, category.necessity, locale),
            _names(
                words.PURPOSES, (purpose.id for purpose in draft.purposes if category.id in purpose.categories), locale
            ),
        ]
        for category in _sorted(draft.clauses.data_categories)
    ]


def _retention(found: clauses.Clauses, locale: str) -> list[list[str]]:
    return [
        [
            words.name_of(words.CATEGORIES, rule.category, locale),
            words.name_of(words.PURPOSES, rule.purpose, locale),
            _term(rule, locale),
            words.name_of(words.THEN, rule.then, locale),
            rule.wording.get(locale, ""),
        ]
        for rule in _sorted(found.retention)
    ]


def _term(rule: clauses.Retention, locale: str) -> str:
    term = words.term_in_words(rule.term, locale)
    return f"{term} {words.name_of(words.EVENTS, rule.from_event, locale)}" if "until" not in rule.term else term


def _recipients(found: clauses.Clauses, locale: str) -> list[list[str]]:
    return [
        [
            recipient.name.get(locale, ""),
            words.name_of(words.COUNTRIES, recipient.country, locale),
            words.name_of(words.ROLES, recipient.role, locale),
            _names(words.PURPOSES, recipient.purposes, locale),
            _names(words.CATEGORIES, recipient.categories, locale),
            recipient.agreement,
        ]
        for recipient in _sorted(found.recipients)
    ]


def _foreign(found: clauses.Clauses, locale: str) -> list[list[str]]:
    safeguards = {safeguard.country: safeguard.wording.get(locale, "") for safeguard in found.safeguards}
    return [
        [
            recipient.name.get(locale, ""),
            words.name_of(words.COUNTRIES, recipient.country, locale),
            _names(words.CATEGORIES, recipient.categories, locale),
            safeguards.get(recipient.country, ""),
        ]
        for recipient in _sorted(found.recipients)
        if recipient.country != clauses.HOME_COUNTRY
    ]


def _rights(found: clauses.Clauses, locale: str) -> list[list[str]]:
    return [
        [
            words.name_of(words.RIGHTS, right.id, locale),
            right.wording.get(locale, ""),
            words.name_of(words.HANDLERS, right.handler, locale),
            words.counted(right.clock_working_days, words.UNITS["working_days"][locale], locale)
            if right.clock_working_days
            else AT_ONCE[locale],
        ]
        for right in _sorted(found.rights)
    ]


def _consumer_rights(found: clauses.Clauses, locale: str) -> list[list[str]]:
    return [
        [
            words.name_of(words.CONSUMER_RIGHTS, right.id, locale),
            right.wording.get(locale, ""),
            words.name_of(words.BUYER_HANDLERS, right.handler, locale),
            _clock(right, locale),
        ]
        for right in _sorted(found.consumer_rights)
    ]


def _clock(right: clauses.ConsumerRight, locale: str) -> str:
    if not right.clock:
        return NO_CLOCK[locale]
    event = words.name_of(words.BUYER_EVENTS, right.from_event, locale)
    return f"{words.term_in_words(right.clock, locale)} {event}"


def _contacts(found: clauses.Clauses, locale: str) -> list[list[str]]:
    return [
        [
            words.name_of(words.CONTACTS, contact.kind, locale),
            "\n".join(text for text in (contact.wording.get(locale, ""), contact.value) if text),
        ]
        for contact in _sorted(found.contacts)
    ]


def _sorted(found: Iterable[Kind]) -> list[Kind]:
    return sorted(found, key=lambda clause: clause.id)


def _names(names: words.Names, ids: Iterable[str], locale: str) -> str:
    return ", ".join(words.name_of(names, id_, locale) for id_ in sorted(set(ids)))
