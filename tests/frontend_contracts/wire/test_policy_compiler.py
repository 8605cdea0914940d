"""The compiler against drifts made by operators: every operator at every row of code and clause of policy."""

import copy
from collections import Counter
from datetime import date
from typing import Any

import pytest

from frontend_contracts.wire import policy_compiler, policy_findings
from tests.frontend_contracts.wire import policy_drifts, policy_example

CODE = policy_example.inventory()
POLICY = policy_example.document(CODE)
OFFER = policy_example.offer(CODE)
BOTH = [pytest.param(POLICY, id="policy"), pytest.param(OFFER, id="offer")]


def codes(document: Any = POLICY, inventory: Any = CODE) -> list[str]:
    return [error.code for error in policy_compiler.compare(document, inventory).errors]


def assert_caught(document: Any, inventory: Any) -> None:
    """Every drift is found; survivors are listed by name."""
    found = list(policy_drifts.drifts(document, inventory))
    operators = Counter(drift.name.partition(" · ")[0] for drift in found)
    survivors = [drift.name for drift in found if not codes(drift.document, drift.inventory)]
    print(f"{len(found)} drifts by {len(operators)} operators, {len(survivors)} survived")

    assert survivors == []
    least = {"policy": 60, "terms": 35}[document["kind"]]
    assert len(operators) > least, "operators that found no place to work at prove nothing"


def assert_quiet(document: Any, inventory: Any) -> None:
    found = list(policy_drifts.harmless(document, inventory))
    alarms = {drift.name: codes(drift.document, drift.inventory) for drift in found}
    print(f"{len(found)} harmless changes")

    assert {name: raised for name, raised in alarms.items() if raised} == {}
    assert len(found) > 20


def test_a_policy_that_says_what_runs_is_clean():
    found = policy_compiler.compare(POLICY, CODE)

    assert [error.to_json() for error in found.errors] == []
    assert found.is_clean
    assert found.compared == {
        "clauses": 21,
        "fields": 7,
        "purposes": 4,
        "recipients": 3,
        "retention": 6,
        "rights": 3,
    }


def test_an_offer_that_says_what_is_served_is_clean():
    found = policy_compiler.compare(OFFER, CODE)

    assert [error.to_json() for error in found.errors] == []
    assert found.compared == {"clauses": 8, "rights": 6, "rules": 4}


@pytest.mark.parametrize("document", BOTH)
def test_every_drift_is_found(document):
    assert_caught(document, CODE)


@pytest.mark.parametrize("document", BOTH)
def test_harmless_changes_raise_no_alarm(document):
    assert_quiet(document, CODE)


@pytest.mark.parametrize("document", BOTH)
def test_a_draft_without_a_date_counts_the_latest_rules(document):
    draft = {**document, "effective_from": None}

    assert codes(draft) == []
    assert_caught(draft, CODE)


@pytest.mark.parametrize(
    ("document", "inventory"),
    [({}, {}), ({**POLICY, "clauses": {}}, CODE), (POLICY, {**CODE, "fields": []}), ({**POLICY, "purposes": []}, CODE)],
)
def test_comparing_nothing_is_an_error(document, inventory):
    assert codes(document, inventory) == ["nothing_compared"]


@pytest.mark.parametrize(
    ("drift", "expected"),
    [
        ("new_column · accounts.Account.email_new", ("field_undeclared", "/clauses/data_categories/account/fields")),
        ("kept_longer · orders.Recipient.phone", ("kept_longer", "/clauses/retention/delivery-order-fulfilment/term")),
        ("new_recipient · courier", ("recipient_undeclared", "/clauses/recipients")),
        ("right_slower · access", ("right_slower", "/clauses/rights/access/clock_working_days")),
        ("rule_longer · tax_documents 2026-01-01", ("kept_longer", "/clauses/retention/order-order-fulfilment/term")),
        ("language_missing_purposes · purposes account kk", ("text_missing", "/purposes/account/wording/kk")),
        (
            "term_longer · order-order-fulfilment term",
            ("term_not_kept", "/clauses/retention/order-order-fulfilment/term"),
        ),
    ],
)
def test_a_finding_names_the_place_and_what_to_do(drift, expected):
    changed = next(found for found in policy_drifts.drifts(POLICY, CODE) if found.name == drift)

    errors = policy_compiler.compare(changed.document, changed.inventory).errors

    assert [(error.code, error.clause_path) for error in errors] == [expected]
    assert all(errors[0].message[locale] for locale in policy_findings.LOCALES)


def test_a_rule_counts_from_its_date():
    """The register says 60 days until 2026 and 90 since: a policy of today must say 90."""
    earlier = {**POLICY, "effective_from": "2025-06-01"}

    assert "rule_unknown" in codes(earlier)  # the tax rule has no row yet
    assert [error.id for error in policy_compiler.compare(earlier, CODE).errors if error.code == "term_not_kept"] == [
        "delivery-order-fulfilment"
    ]


def test_a_clock_of_the_buyer_counts_from_its_date():
    """The register gives 15 days to answer a complaint until 2026 and 10 since: before and after differ."""
    before = {**OFFER, "effective_from": "2025-12-31"}
    slow = copy.deepcopy(OFFER)
    complaint = next(row for row in slow["clauses"]["consumer_rights"] if row["id"] == "complaint")
    complaint["clock"] = {"days": 15}

    assert codes(before) == ["clock_not_kept"]
    assert codes({**slow, "effective_from": "2025-12-31"}) == []
    (error,) = policy_compiler.compare({**slow, "effective_from": "2026-01-01"}, CODE).errors
    assert (error.code, error.clause_path) == ("clock_slower", "/clauses/consumer_rights/complaint/clock")
    assert error.message == {
        "kk": "complaint: шарттарда 15 күн, ал 2026-01-01 күніне complaint_days ережесі бойынша 10 күн. "
        "Сатып алушыға аз бермеңіз.",
        "ru": "complaint: в условиях 15 дн., а 10 дн. — по правилу complaint_days на 2026-01-01. "
        "Покупателю нельзя дать меньше.",
        "en": "complaint: 15 days in the terms, 10 days by the rule complaint_days on 2026-01-01. "
        "The buyer may not be given less.",
    }


def test_an_offer_in_force_is_held_to_the_rules_of_today():
    """Published when complaints were answered in 15 days, still in force when the law says 10."""
    old = copy.deepcopy({**OFFER, "effective_from": "2025-06-01"})
    complaint = next(row for row in old["clauses"]["consumer_rights"] if row["id"] == "complaint")
    complaint["clock"] = {"days": 15}

    held = [policy_compiler.compare(old, CODE, today=day).errors for day in (date(2025, 12, 31), date(2026, 1, 1))]

    assert [[error.code for error in errors] for errors in held] == [[], ["clock_slower"]]


@pytest.mark.parametrize(
    ("right", "clock", "expected"),
    [
        ("return", {"days": 13}, "clock_slower"),  # the buyer's time may not be shorter
        ("return", {"days": 15}, "clock_not_kept"),
        ("complaint", {"days": 11}, "clock_slower"),  # the shop's may not be longer
        ("complaint", {"days": 9}, "clock_not_kept"),
        ("complaint", {"working_days": 10}, "clock_slower"),
        ("refund", {"days": 3}, "clock_slower"),  # nobody can say that it is no longer
        ("defect_claim", {"days": 730}, "clock_slower"),  # two years may have a leap day
        ("defect_claim", {"months": 24}, None),
        ("cancellation", {"days": 1}, "clock_unknown"),
    ],
)
def test_the_event_says_whose_time_it_is(right, clock, expected):
    changed = copy.deepcopy(OFFER)
    next(row for row in changed["clauses"]["consumer_rights"] if row["id"] == right)["clock"] = clock

    assert codes(changed) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("document", "inventory"),
    [
        ({**OFFER, "clauses": {}}, CODE),
        ({**OFFER, "clauses": {**OFFER["clauses"], "consumer_rights": []}}, CODE),
        (OFFER, {**CODE, "consumer_rights": []}),
        (OFFER, {}),
        ({"kind": "terms"}, {}),
    ],
)
def test_comparing_no_right_of_the_buyer_is_an_error(document, inventory):
    assert codes(document, inventory) == ["offer_not_compared"]


def test_every_finding_speaks_three_languages():
    for code, texts in policy_findings.TEXTS.items():
        assert set(texts) == set(policy_findings.LOCALES), code
