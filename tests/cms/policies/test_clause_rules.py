"""What the gate asks of clauses: complete, confirmed, single, and naming what is there. Without a database."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from cms.policies import clause_rules, clauses
from cms.policies.contracts import LOCALES
from tests.cms.policies.test_rules import DRAFT, PURPOSE

WORDING = dict.fromkeys(LOCALES, "Words.")
CATEGORY = clauses.DataCategory(id="account", wording=WORDING, necessity="required", fields=("accounts.Account.email",))
RECIPIENT = clauses.Recipient(
    id="mail", name=WORDING, country="KZ", host="mail.infini.kz", role="processor", purposes=("account",),
    categories=("account",), agreement="No. 7", reviewed_on="2026-11-01",
)  # fmt: skip
RULE = clauses.Retention(
    id="account.account", category="account", purpose="account", term={"days": 7}, from_event="collected",
    then="delete", wording=WORDING,
)  # fmt: skip
SAFEGUARD = clauses.Safeguard(id="us", country="US", wording=WORDING)
RIGHT = clauses.Right(id="access", handler="manual_case", clock_working_days=0, wording=WORDING)
CONSUMER_RIGHT = clauses.ConsumerRight(
    id="return", handler="manual_case", clock={"days": 14}, from_event="purchase", wording=WORDING
)
CONTACT = clauses.Contact(id="email", kind="email", value="privacy@infini.kz", wording=dict.fromkeys(LOCALES, ""))
ALL: dict[str, Any] = {
    "data_categories": CATEGORY,
    "recipients": RECIPIENT,
    "retention": RULE,
    "safeguards": SAFEGUARD,
    "rights": RIGHT,
    "consumer_rights": CONSUMER_RIGHT,
    "contacts": CONTACT,
}


TODAY = date(2026, 11, 23)


def refused(**changes: tuple[Any, ...]) -> list[tuple[str, str]]:
    found = clauses.Clauses(**{kind: (clause,) for kind, clause in ALL.items()} | changes)
    purposes = (dataclasses.replace(PURPOSE, categories=("account",)),)
    failures = clause_rules.failures_of(dataclasses.replace(DRAFT, purposes=purposes, clauses=found), today=TODAY)
    return [(failure.pointer, failure.code.removeprefix("policies.")) for failure in failures]


def changed(kind: str, /, **values: Any) -> dict[str, tuple[Any, ...]]:
    return {kind: (dataclasses.replace(ALL[kind], **values),)}


def test_complete_clauses_pass():
    assert refused() == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("kind", "member"),
    [
        ("data_categories", "wording"),
        ("recipients", "name"),
        ("retention", "wording"),
        ("safeguards", "wording"),
        ("rights", "wording"),
        ("consumer_rights", "wording"),
    ],
)
def test_each_wording_is_needed_in_each_language(kind, member, locale):
    lacking = changed(kind, **{member: {**WORDING, locale: ""}})
    unfinished = changed(kind, **{member: {**WORDING, locale: "[fill in]"}})

    assert refused(**lacking) == [(f"/{kind}/0/{member}_{locale}", "text_missing")]
    assert refused(**unfinished) == [(f"/{kind}/0/{member}_{locale}", "placeholder")]


@pytest.mark.parametrize(
    ("kind", "name", "empty", "field"),
    [
        ("data_categories", "necessity", "", "necessity"),
        ("data_categories", "fields", (), "fields"),
        *(("recipients", name, "", name) for name in ("id", "country", "host", "role", "agreement", "reviewed_on")),
        ("recipients", "agreement", "  ", "agreement"),
        ("recipients", "purposes", (), "purposes"),
        ("recipients", "categories", (), "categories"),
        *(("retention", name, "", name) for name in ("category", "purpose", "from_event", "then")),
        ("safeguards", "country", "", "country"),
        ("rights", "id", "", "id"),
        ("rights", "handler", "", "handler"),
        ("rights", "clock_working_days", None, "clock_working_days"),
        *(("consumer_rights", name, "", name) for name in ("id", "handler", "from_event")),
        ("contacts", "kind", "", "kind"),
        ("contacts", "value", "", "value"),
    ],
)
def test_each_choice_is_needed(kind, name, empty, field):
    assert refused(**changed(kind, **{name: empty})) == [(f"/{kind}/0/{field}", "clause_incomplete")]


def test_a_term_is_a_number_or_an_event():
    assert refused(**changed("retention", term={})) == [("/retention/0/term_number", "term_missing")]
    assert refused(**changed("retention", term={"until": "erased"}, from_event="")) == []


def test_a_clock_and_its_event_stand_together():
    lacking = changed("consumer_rights", clock={})

    assert refused(**lacking) == [("/consumer_rights/0/clock_number", "clock_incomplete")]
    assert refused(**changed("consumer_rights", clock={}, from_event="")) == []
    half = changed("consumer_rights", clock={}, from_event="", is_clock_whole=False)
    assert refused(**half) == [("/consumer_rights/0/clock_number", "clock_incomplete")]


def test_a_clock_needs_number_and_unit():
    assert clauses.clock_of(3, "working_days") == {"working_days": 3}
    assert clauses.clock_of(None, "days") == clauses.clock_of(14, "") == clauses.clock_of(14, "hours") == {}


def test_a_document_without_rights_of_the_buyer_is_as_before():
    """Terms published before there were such clauses keep their hash."""
    assert sorted(clauses.Clauses().to_document()) == [
        "contacts", "data_categories", "recipients", "retention", "rights", "safeguards",
    ]  # fmt: skip


def test_a_contact_has_words_or_an_address():
    assert refused(**changed("contacts", value="", wording=WORDING)) == []
    lacking = changed("contacts", wording={**WORDING, "kk": ""})
    assert refused(**lacking) == [("/contacts/0/wording_kk", "text_missing")]


@pytest.mark.parametrize("kind", ALL)
def test_a_proposal_waits_for_a_person(kind):
    assert refused(**changed(kind, state=clauses.PROPOSED)) == [(f"/{kind}/0/state", "clause_proposed")]


@pytest.mark.parametrize("kind", ["data_categories", "recipients", "rights", "consumer_rights"])
def test_an_id_stands_once(kind):
    assert refused(**{kind: (ALL[kind], ALL[kind])}) == [(f"/{kind}/1/id", "clause_twice")]


def test_a_country_has_one_safeguard():
    assert refused(safeguards=(SAFEGUARD, SAFEGUARD)) == [("/safeguards/1/country", "clause_twice")]


def test_an_unknown_country_is_refused():
    assert refused(**changed("recipients", country="XX")) == [("/recipients/0/country", "country_unknown")]


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("recipients", "purposes", ("support",)),
        ("recipients", "categories", ("order",)),
        ("retention", "purpose", "support"),
        ("retention", "category", "order"),
    ],
)
def test_what_is_named_is_declared(kind, name, value):
    assert refused(**changed(kind, **{name: value})) == [(f"/{kind}/0/{name}", "reference_missing")]


def test_ids_of_a_document_are_sorted_and_numbered():
    found = clauses.Clauses(rights=(RIGHT, dataclasses.replace(RIGHT, id="a")))

    assert [row["id"] for row in found.to_document()["rights"]] == ["a", "access"]
    assert clauses.numbered(["email", "phone", "email"]) == ["email", "phone", "email.2"]


@pytest.mark.parametrize(
    ("kind", "value", "is_good"),
    [
        ("email", "privacy@infini.kz", True),
        ("email", "not an address", False),
        ("email", "privacy@", False),
        ("phone", "+7 (727) 000-01-84", True),
        ("phone", "call us", False),
        ("authority", "https://eotinish.kz", True),
    ],
)
def test_a_contact_leads_somewhere(kind, value, is_good):
    expected = [] if is_good else [("/contacts/0/value", "contact_malformed")]

    assert refused(**changed("contacts", kind=kind, value=value)) == expected


def test_an_agreement_was_read_on_a_day_that_has_come():
    assert refused(**changed("recipients", reviewed_on="2026-11-23")) == []
    assert refused(**changed("recipients", reviewed_on="2026-11-24")) == [("/recipients/0/reviewed_on", "review_ahead")]
