"""`check_policy`: the same comparison as at the publish gate, from the side of the code."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from shop_api.privacy.queries import inventory
from tests.frontend_contracts.wire import policy_example

DEMO = Path(__file__).resolve().parents[3] / "tests" / "stage" / "demo_content" / "privacy.json"


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
