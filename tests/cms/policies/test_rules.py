"""The gate's questions one by one, without a database."""

import dataclasses
from datetime import date

import pytest

from cms.policies import contracts, refusals, rules
from cms.policies.contracts import LOCALES
from cms.policies.placeholders import placeholders_in

TODAY = date(2026, 11, 23)
OPERATOR = contracts.Operator(
    legal_name=dict.fromkeys(LOCALES, "Shahishifa KZ"),
    trading_name="Infini",
    bin="180140023215",
    contact_email="privacy@infini.kz",
    address=dict.fromkeys(LOCALES, "Almaty"),
    phone="+77270000184",
    responsible_person=dict.fromkeys(LOCALES, "The person responsible"),
    authority_url=dict.fromkeys(LOCALES, "https://www.gov.kz"),
)
CIRCUMSTANCES = contracts.Circumstances(
    today=TODAY,
    operator=OPERATOR,
    known_purposes=frozenset({"account", "support"}),
    needed_purposes=frozenset({"account"}),
    known_switches=frozenset({"publication"}),
    needed_switches=frozenset({"publication"}),
    last_date=None,
)
SECTION = contracts.Section(
    id="a", number="1", heading=dict.fromkeys(LOCALES, "Data"), body=dict.fromkeys(LOCALES, "<p>A name.</p>")
)
PURPOSE = contracts.Purpose(
    id="account", wording=dict.fromkeys(LOCALES, "I agree."), legal_basis="consent", required=True, switches=()
)
SWITCH = contracts.Switch(id="publication", wording=dict.fromkeys(LOCALES, "I agree."))
NOTE = contracts.Note(
    id="n", locale="en", certainty="certain", section="1", paragraph=1, offset=0, text="Replace this.", is_resolved=True
)
DRAFT = contracts.Draft(
    kind="policy",
    slug="privacy",
    title=dict.fromkeys(LOCALES, "Policy"),
    sections=(SECTION,),
    purposes=(PURPOSE,),
    switches=(SWITCH,),
    notes=(NOTE,),
    imported_notes=frozenset({"n"}),
    authoritative_locale="ru",
    effective_from=TODAY,
    change_note=dict.fromkeys(LOCALES, "First version."),
    asks_again=False,
)


def refused(draft: contracts.Draft = DRAFT, circumstances: contracts.Circumstances = CIRCUMSTANCES, **changes):
    found = rules.failures_of(dataclasses.replace(draft, **changes), circumstances)
    return [(failure.pointer, failure.code.removeprefix("policies.")) for failure in found]


def with_body(body: str) -> tuple[contracts.Section, ...]:
    return (dataclasses.replace(SECTION, body={**SECTION.body, "kk": body}),)


def test_the_smallest_draft_passes():
    assert refused() == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("build", "pointer", "code"),
    [
        (lambda texts: {"title": texts}, "/title_{}", "title_missing"),
        (lambda texts: {"change_note": texts}, "/change_note_{}", "change_note_missing"),
        (
            lambda texts: {"sections": (dataclasses.replace(SECTION, heading=texts),)},
            "/sections/0/heading_{}",
            "text_missing",
        ),
        (
            lambda texts: {"sections": (dataclasses.replace(SECTION, body=texts),)},
            "/sections/0/body_{}",
            "text_missing",
        ),
        (
            lambda texts: {"purposes": (dataclasses.replace(PURPOSE, wording=texts),)},
            "/purposes/0/wording_{}",
            "wording_missing",
        ),
        (
            lambda texts: {"switches": (dataclasses.replace(SWITCH, wording=texts),)},
            "/switches/0/wording_{}",
            "wording_missing",
        ),
    ],
)
def test_each_language_is_asked_for(locale, build, pointer, code):
    texts = {**dict.fromkeys(LOCALES, "Text."), locale: " "}

    assert refused(**build(texts)) == [(pointer.format(locale), code)]


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>\u00a0</p>", "<ul><li></li></ul>"])
def test_markup_without_words_is_no_text(body):
    assert refused(sections=with_body(body)) == [("/sections/0/body_kk", "text_missing")]


def test_a_link_into_the_cms_is_refused():
    body = '<p><a linktype="page" id="3">Terms</a></p>'

    assert refused(sections=with_body(body)) == [("/sections/0/body_kk", "internal_link")]


@pytest.mark.parametrize(
    "text",
    [
        "[Company name]", "‹адрес›", "{{ bin }}", "<Company>", "TODO", "XXX", "ХХХ", "TBD", "____________",
        "info@example.com", "https://www.example.org/privacy", "a@shop.example", "https://shop.test/x",
        "yourcompany.kz", "Lorem ipsum", "support@infini.com",
    ],
)  # fmt: skip
def test_a_placeholder_is_refused_wherever_it_stands(text):
    """P7.3, P13.2."""
    assert len(placeholders_in(f"Write to {text} please.")) == 1
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    assert refused(sections=with_body(f"<p>Write to {escaped}.</p>")) == [("/sections/0/body_kk", "placeholder")]
    assert ("/title_kk", "placeholder") in refused(title={**DRAFT.title, "kk": text})


@pytest.mark.parametrize(
    "text",
    [
        "For example, your name.", "see note [1]", "«Shahishifa KZ»", "XX век", "5 < 7 and 9 > 8",
        "privacy@infini.kz", "https://www.gov.kz", "{}", "e.g. a phone", "an exemplary shop",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_placeholder(text):
    assert placeholders_in(text) == []


def test_a_placeholder_in_a_link_is_refused():
    body = '<p><a href="https://example.com/">here</a></p>'

    assert refused(sections=with_body(body)) == [("/sections/0/body_kk", "placeholder")]


@pytest.mark.parametrize(("certainty", "code"), [("certain", "note_open"), ("suspected", "note_suspected")])
def test_an_unresolved_note_is_refused(certainty, code):
    """P7.3: the place is named."""
    note = dataclasses.replace(NOTE, certainty=certainty, is_resolved=False)

    assert refused(notes=(note,)) == [("/notes/0/is_resolved", code)]


def test_a_deleted_note_is_missed():
    assert refused(notes=()) == [("/notes", "note_deleted")]


@pytest.mark.parametrize(
    ("effective_from", "last_date", "expected"),
    [
        (None, None, "date_missing"),
        (date(2026, 11, 22), None, "date_past"),
        (TODAY, TODAY, "date_taken"),
        (date(2026, 11, 25), date(2026, 12, 1), "date_taken"),
        (date(2026, 12, 2), date(2026, 12, 1), None),
        (TODAY, date(2026, 11, 22), None),
    ],
)
def test_dates(effective_from, last_date, expected):
    circumstances = dataclasses.replace(CIRCUMSTANCES, last_date=last_date)

    found = refused(circumstances=circumstances, effective_from=effective_from)

    assert found == ([("/effective_from", expected)] if expected else [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"purposes": ()}, [("/purposes", "purpose_missing")]),
        ({"switches": ()}, [("/switches", "switch_missing")]),
        ({"sections": ()}, [("/sections", "no_sections")]),
        ({"authoritative_locale": ""}, [("/authoritative_locale", "authoritative_missing")]),
        ({"purposes": (PURPOSE, PURPOSE)}, [("/purposes/1/id", "clause_twice")]),
        (
            {"purposes": (PURPOSE, dataclasses.replace(PURPOSE, id="profiling"))},
            [("/purposes/1/id", "purpose_unknown")],
        ),
        (
            {"purposes": (dataclasses.replace(PURPOSE, legal_basis=""),)},
            [("/purposes/0/legal_basis", "basis_missing")],
        ),
        (
            {"purposes": (dataclasses.replace(PURPOSE, switches=("sale",)),)},
            [("/purposes/0/switches", "switch_unknown")],
        ),
        ({"kind": "terms", "purposes": (), "switches": ()}, []),
    ],
)
def test_clauses(changes, expected):
    assert refused(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_alias": True}, [("/slug", "alias")]),
        ({"slug_is_foreign": True}, [("/slug", "slug_foreign")]),
        ({"published_slug": "privacy-policy"}, [("/slug", "slug_changed")]),
        ({"published_slug": "privacy"}, []),
        (
            {"operator": dataclasses.replace(OPERATOR, contact_email="support@infini.com", phone="")},
            [("", "operator_incomplete"), ("", "operator_incomplete")],
        ),
        (
            {"operator": dataclasses.replace(OPERATOR, address={**OPERATOR.address, "kk": ""})},
            [("", "operator_incomplete")],
        ),
    ],
)
def test_circumstances(changes, expected):
    assert refused(circumstances=dataclasses.replace(CIRCUMSTANCES, **changes)) == expected


def test_every_refusal_speaks_three_languages():
    for code, texts in refusals.TEXTS.items():
        assert set(texts) == set(LOCALES), code


@pytest.mark.parametrize(
    ("lines", "on", "expected"),
    [
        ([], TODAY, None),
        ([(1, date(2026, 11, 24))], TODAY, None),
        ([(1, TODAY)], TODAY, 1),
        ([(1, date(2026, 1, 1)), (2, TODAY), (3, date(2026, 12, 1))], TODAY, 2),
    ],
)
def test_version_in_force(lines, on, expected):
    assert rules.version_in_force(lines, on) == expected
