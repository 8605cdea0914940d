"""The compiler against drifts made by operators: every operator at every row of code and clause of policy."""

from collections import Counter
from typing import Any

import pytest

from frontend_contracts.wire import policy_compiler, policy_findings
from tests.frontend_contracts.wire import policy_drifts, policy_example

CODE = policy_example.inventory()
POLICY = policy_example.document(CODE)


def codes(document: Any = POLICY, inventory: Any = CODE) -> list[str]:
    return [error.code for error in policy_compiler.compare(document, inventory).errors]


def assert_caught(document: Any, inventory: Any) -> None:
    """Every drift is found; survivors are listed by name."""
    found = list(policy_drifts.drifts(document, inventory))
    operators = Counter(drift.name.partition(" · ")[0] for drift in found)
    survivors = [drift.name for drift in found if not codes(drift.document, drift.inventory)]
    print(f"{len(found)} drifts by {len(operators)} operators, {len(survivors)} survived")

    assert survivors == []
    assert len(operators) > 60, "operators that found no place to work at prove nothing"


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


def test_every_drift_is_found():
    assert_caught(POLICY, CODE)


def test_harmless_changes_raise_no_alarm():
    assert_quiet(POLICY, CODE)


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


def test_every_finding_speaks_three_languages():
    for code, texts in policy_findings.TEXTS.items():
        assert set(texts) == set(policy_findings.LOCALES), code
