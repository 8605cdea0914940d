"""`check_policy`: the same comparison as at the publish gate, from the side of the code."""

import dataclasses
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frontend_contracts.wire import policy_compiler, policy_files
from shop_api.privacy.queries import inventory
from shop_api.values import law
from tests.frontend_contracts.wire import policy_example

CONTENT = Path(__file__).resolve().parents[3] / "tests" / "stage" / "demo_content"
DEMO, TERMS = CONTENT / "privacy.json", CONTENT / "terms.json"
LAW_DAY = date(2026, 11, 22)


def checked(*arguments: object) -> tuple[list[str], str]:
    """The lines the command printed, and its error."""
    out = StringIO()
    try:
        call_command("check_policy", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


def write(path: Path, value: object) -> Path:
    file = path / "policy.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def test_the_demo_policy_says_what_the_code_does():
    lines, error = checked(DEMO)

    assert (lines[-1:], error) == (["Policy and code say the same."], "")


def test_policy_and_terms_are_checked_together_with_counts_for_each():
    lines, error = checked(DEMO, TERMS)

    assert (lines[2:], error) == (["Policy and code say the same."], "")
    assert lines[0].startswith(f"{DEMO} was compared with this code: ")
    assert lines[1] == f"{TERMS} was compared with this code: 9 clauses, 5 rights, 3 rules."


def offer(**changes: object) -> dict[str, object]:
    """The demo's terms with members of its clauses replaced."""
    terms = json.loads(TERMS.read_text(encoding="utf-8"))
    return {**terms, "clauses": {**terms["clauses"], **changes}}


def test_terms_that_promise_what_nobody_serves_fail(tmp_path):
    rights = offer()["clauses"]["consumer_rights"]
    refund = {**rights[1], "id": "refund", "clock": {"working_days": 3}}

    lines, error = checked(DEMO, write(tmp_path, offer(consumer_rights=[*rights, refund])), "--locale", "kk")

    assert lines[1] == (
        "/clauses/consumer_rights/refund: refund құқығын дүкенде ешкім орындамайды. "
        "Оны шарттардан алып тастаңыз немесе орындайтын код жазыңыз."
    )
    assert error == "Policy and code differ in 1 places."


@pytest.mark.parametrize("rights", [[], None])
def test_terms_without_rights_fail_though_the_policy_is_right(tmp_path, rights):
    lines, error = checked(write(tmp_path, offer(consumer_rights=rights)), DEMO)

    assert lines[0].startswith("/clauses/consumer_rights: There is nothing to compare")
    assert error == "Policy and code differ in 1 places."


def test_a_changed_rule_is_a_drift_from_its_date():
    """The same terms before and after the law gives buyers 30 days to return goods."""
    longer = dataclasses.replace(law.rule("return_days", LAW_DAY), number=30, valid_from=date(2027, 1, 1))

    with law.overriding(longer):
        code = inventory.unsigned()["inventory"]
    dated = {**policy_files.document_in(offer()), "effective_from": "2026-12-31"}
    found = {
        day: policy_compiler.compare({**dated, "effective_from": day}, code).errors
        for day in ("2026-12-31", "2027-01-01")
    }
    in_force = policy_compiler.compare(dated, code, today=date(2027, 1, 1)).errors

    assert [error.to_json() for error in found["2026-12-31"]] == []
    assert [(error.code, error.clause_path) for error in found["2027-01-01"]] == [
        ("clock_slower", "/clauses/consumer_rights/return/clock")
    ]
    assert in_force == found["2027-01-01"]


@pytest.mark.django_db
def test_terms_in_force_are_asked_for_by_their_slug():
    assert checked("--slug", "terms")[1] == "No version of terms is in force here."


def test_a_policy_in_its_envelope_is_read_too(tmp_path):
    document = policy_example.document(inventory.unsigned()["inventory"])

    lines, error = checked(write(tmp_path, {"document": document, "sha256": "0" * 64}))

    assert (lines[-1:], error) == (["Policy and code say the same."], "")


def test_a_drift_is_named_and_fails(tmp_path):
    document = policy_example.document(inventory.unsigned()["inventory"])
    account = next(row for row in document["clauses"]["data_categories"] if row["id"] == "account")
    account["fields"].remove("accounts.Account.surname")

    lines, error = checked(write(tmp_path, document), "--locale", "ru")

    assert lines[0] == (
        "/clauses/data_categories/account/fields: Магазин хранит поле accounts.Account.surname в категории account, "
        "а политика его не называет. Добавьте поле в категорию."
    )
    assert error == "Policy and code differ in 1 places."


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"purposes": []}, "Policy and code differ in 1 places."),
        ({"name": "x"}, "The policy cannot be read: This is no policy: it has no purposes."),
        ([], "The policy cannot be read: This is no policy: it has no purposes."),
    ],
)
def test_nothing_to_compare_is_a_failure(tmp_path, content, error):
    assert checked(write(tmp_path, content))[1] == error


@pytest.mark.django_db
def test_without_a_file_the_policy_in_force_is_asked_for():
    assert checked()[1] == "No version of privacy is in force here."
