"""The annex is made from the clauses, the same in three languages, whatever order they stand in."""

import dataclasses

import pytest

from cms.policies import annex, clause_words, clauses, inventory, purposes, rendering
from cms.policies.contracts import LOCALES
from frontend_contracts.wire import buyer_clocks
from tests.cms.policies.test_clause_rules import CATEGORY, CONSUMER_RIGHT, CONTACT, RECIPIENT, RIGHT, RULE, SAFEGUARD
from tests.cms.policies.test_rules import DRAFT, OPERATOR

ABROAD = dataclasses.replace(
    RECIPIENT, id="messenger", country="US", name={"kk": "Хабаршы", "ru": "Мессенджер", "en": "Messenger & Co"}
)
CLAUSES = clauses.Clauses(
    data_categories=(CATEGORY,),
    recipients=(RECIPIENT, ABROAD),
    retention=(RULE, dataclasses.replace(RULE, id="b", term={"years": 2}, from_event="order_delivered")),
    safeguards=(SAFEGUARD,),
    rights=(RIGHT, dataclasses.replace(RIGHT, id="withdrawal", handler="automatic", clock_working_days=3)),
    contacts=(CONTACT,),
)
WHOLE = dataclasses.replace(DRAFT, clauses=CLAUSES)


def rendered(locale: str, **changes) -> dict[str, str]:
    return rendering.rendering(dataclasses.replace(WHOLE, **changes), OPERATOR, locale)


def test_a_draft_without_clauses_has_no_annex():
    assert annex.parts_of(DRAFT, "ru") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_each_language_has_each_part(locale):
    html = rendered(locale)["html"]

    for name in ("data", "retention", "recipients", "foreign", "rights", "contacts"):
        assert f'<section id="annex-{name}"><h2>{annex.TITLES[name][locale]}</h2><table>' in html


def test_foreign_recipients_are_those_of_other_countries():
    foreign = next(part for part in annex.parts_of(WHOLE, "en") if "annex-foreign" in part.html)

    assert "<td>Messenger &amp; Co</td><td>United States</td><td>Account data</td><td>Words.</td>" in foreign.html
    assert foreign.lines[1:] == [
        "• Recipient: Messenger & Co; Country: United States; Data: Account data; Safeguards: Words."
    ]


CANCELLATION = dataclasses.replace(CONSUMER_RIGHT, id="cancellation", handler="automatic", clock={}, from_event="")
OFFER = dataclasses.replace(
    DRAFT,
    kind="terms",
    purposes=(),
    switches=(),
    clauses=clauses.Clauses(consumer_rights=(CONSUMER_RIGHT, CANCELLATION), contacts=(CONTACT,)),
)


def test_the_annex_of_terms_is_their_clauses():
    rights, contacts = annex.parts_of(OFFER, "en")

    assert rights.lines == [
        "Annex 1. Rights of the buyer",
        "• Right: Cancelling an order; What it means: Words.; How: by yourself, at once; Term: as described",
        "• Right: Return and exchange; What it means: Words.; How: on request; "
        "Term: 14 days from the day of the purchase",
    ]
    assert contacts.lines == ["Annex 2. Contacts", "• Channel: E-mail; Address: privacy@infini.kz"]


@pytest.mark.parametrize(
    ("clock", "event", "said"),
    [
        ({"days": 10}, "request", "Срок: 10 дней со дня обращения"),
        ({"working_days": 3}, "request", "Срок: 3 рабочих дня со дня обращения"),
        ({"years": 2}, "delivery", "Срок: 2 года со дня передачи товара"),
    ],
)
def test_clocks_of_the_buyer_read_as_words(clock, event, said):
    right = dataclasses.replace(CONSUMER_RIGHT, clock=clock, from_event=event)
    shown = rendering.rendering(
        dataclasses.replace(OFFER, clauses=clauses.Clauses(consumer_rights=(right,))), OPERATOR, "ru"
    )

    assert said in shown["text"]
    assert said.removeprefix("Срок: ") in shown["html"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_order_of_the_buyers_rights_changes_nothing(locale):
    turned = clauses.Clauses(**{kind: tuple(reversed(found)) for kind, found in OFFER.clauses.kinds()})

    assert annex.parts_of(dataclasses.replace(OFFER, clauses=turned), locale) == annex.parts_of(OFFER, locale)
    assert turned.to_document() == OFFER.clauses.to_document()


def test_no_recipients_is_said():
    html = rendered("ru", clauses=dataclasses.replace(CLAUSES, recipients=()))["html"]

    assert "<p>Данные никому не передаются.</p>" in html
    assert "<p>Получателей за пределами Казахстана нет.</p>" in html


def test_terms_read_as_words():
    text = rendered("ru")["text"]

    assert "Срок: 7 дней со дня получения" in text
    assert "Срок: 2 года со дня вручения заказа" in text
    assert "Срок: сразу" in text
    assert "Срок: 3 рабочих дня" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_order_of_blocks_changes_nothing(locale):
    turned = clauses.Clauses(**{kind: tuple(reversed(found)) for kind, found in CLAUSES.kinds()})

    assert rendered(locale, clauses=turned) == rendered(locale)
    assert turned.to_document() == CLAUSES.to_document()


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (11, "11 дней"), (12, "12 дней"), (21, "21 день")]
)
def test_russian_numbers(number, said):
    assert clause_words.term_in_words({"days": number}, "ru") == said


def test_every_choice_has_a_name_in_three_languages():
    assert inventory.is_there()
    assert set(inventory.categories()) == set(clause_words.CATEGORIES)
    assert set(purposes.known_purposes()) <= set(clause_words.PURPOSES)
    assert set(inventory.rights()) == set(clause_words.RIGHTS)
    assert set(inventory.consumer_rights()) == set(clause_words.CONSUMER_RIGHTS)
    assert set(buyer_clocks.EVENTS) == set(clause_words.BUYER_EVENTS)
    assert set(buyer_clocks.UNITS) <= set(clause_words.UNITS)
