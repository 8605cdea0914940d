"""Every text of the demo's policy, spoilt in every way a draft can be left unfinished: the gate refuses each.

The places are found by walking the draft, so that a text that is added to it is spoilt too.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from cms.policies import clauses, contracts, demo, purposes, rules
from cms.policies.contracts import LOCALES
from cms.policies.operator import operator
from tests.stage.demo_content import legal_texts

ON = date(2026, 11, 23)
#: One of each kind; `test_rules` knows every spelling.
LEFTOVERS = ("[толтыру керек]", "‹аты›", "TODO", "<name of the operator>", "support@infini.com", "name@example.kz")

Spoil = Callable[[str], str]


pytestmark = pytest.mark.django_db  # a page asks for its content type


@pytest.fixture
def draft() -> contracts.Draft:
    return demo.page_of(legal_texts.privacy(), effective_from=ON).draft()


def refusals_of(draft: contracts.Draft) -> list[contracts.Failure]:
    circumstances = contracts.Circumstances(
        today=ON,
        operator=operator(),
        known_purposes=frozenset(purposes.known_purposes()),
        needed_purposes=purposes.needed_purposes(),
        known_switches=frozenset(purposes.known_switches()),
        needed_switches=purposes.needed_switches(),
        last_date=None,
    )
    return rules.failures_of(draft, circumstances)


def spoilt(value: Any, spoil: Spoil, place: str = "") -> Iterator[tuple[str, Any]]:
    """Each copy of a value in which one text of one language is spoilt, with its place."""
    if isinstance(value, Mapping) and set(value) == set(LOCALES):
        for locale in LOCALES:
            if value[locale]:
                yield f"{place}/{locale}", {**value, locale: spoil(value[locale])}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            for found, changed in spoilt(getattr(value, field.name), spoil, f"{place}/{field.name}".strip("/")):
                yield found, dataclasses.replace(value, **{field.name: changed})
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            for found, changed in spoilt(one, spoil, f"{place}/{number}"):
                yield found, (*value[:number], changed, *value[number + 1 :])


def put_in(leftover: str) -> Spoil:
    """Put words at the end of a text, inside the last paragraph of a body, as rich text holds them."""
    words = leftover.replace("<", "&lt;").replace(">", "&gt;")
    return lambda text: text[:-4] + f" {words}</p>" if text.endswith("</p>") else f"{text} {leftover}"


def survivors(draft: contracts.Draft, name: str, spoil: Spoil) -> tuple[list[str], Counter[str]]:
    found, counts = [], Counter[str]()
    for place, changed in spoilt(draft, spoil):
        counts[place.split("/")[0]] += 1
        if not refusals_of(changed):
            found.append(f"{name} · {place}")
    return found, counts


def test_the_demo_policy_is_finished(draft):
    assert refusals_of(draft) == []


@pytest.mark.parametrize("leftover", LEFTOVERS)
def test_a_placeholder_anywhere_is_refused(draft, leftover):
    found, counts = survivors(draft, leftover, put_in(leftover))

    print(f"{leftover}: {counts.total()} places, {len(found)} survived")
    assert found == []
    assert {"title", "change_note", "sections", "purposes", "switches", "clauses"} <= set(counts)


@pytest.mark.parametrize("nothing", ["", "   ", "\u00a0\n"])
def test_a_language_that_is_missing_anywhere_is_refused(draft, nothing):
    found, counts = survivors(draft, "missing", lambda text: nothing)

    print(f"{counts.total()} places, {len(found)} survived")
    assert found == []
    assert counts.total() > 300


def test_a_note_left_in_any_section_and_language_is_refused(draft):
    tried = 0
    for section in draft.sections:
        for locale in LOCALES:
            for certainty in ("certain", "suspected"):
                note = contracts.Note(
                    id="n", locale=locale, certainty=certainty, section=section.number, paragraph=1, offset=0,
                    text="Publisher, replace this before publishing.", is_resolved=False,
                )  # fmt: skip
                (failure,) = refusals_of(dataclasses.replace(draft, notes=(note,)))
                assert failure.pointer == "/notes/0/is_resolved"
                tried += 1
    assert tried == len(draft.sections) * 6


def test_an_imported_note_that_was_deleted_is_refused(draft):
    (failure,) = refusals_of(dataclasses.replace(draft, imported_notes=frozenset({"n"})))

    assert (failure.pointer, failure.code) == ("/notes", "policies.note_deleted")


def test_a_clause_that_nobody_confirmed_is_refused(draft):
    tried = 0
    for kind, held in draft.clauses.kinds():
        for number, clause in enumerate(held):
            proposed = dataclasses.replace(clause, state=clauses.PROPOSED)
            changed = dataclasses.replace(draft.clauses, **{kind: (*held[:number], proposed, *held[number + 1 :])})
            failures = refusals_of(dataclasses.replace(draft, clauses=changed))
            assert [(one.pointer, one.code) for one in failures] == [
                (f"/{kind}/{number}/state", "policies.clause_proposed")
            ]
            tried += 1
    assert tried > 60
