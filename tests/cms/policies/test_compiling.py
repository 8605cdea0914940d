"""The compiler at the gate: one answer by every way to publish, at the field; the demo policy against all drifts."""

import copy
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cms.policies import compiling, demo, documents, inventory, models, publishing, refusals, shop_inventory
from cms.policies.operator import operator
from frontend_contracts.wire import policy_compiler
from tests.cms.policies.conftest import change, pointers
from tests.cms.policies.shop_double import stated
from tests.cms.policies.test_gate import edit_url, nothing_is_public, posted, schedule
from tests.frontend_contracts.wire import policy_drifts, test_policy_changes, test_policy_compiler
from tests.stage.demo_content import legal_texts

Json = dict[str, Any]


def write(path: Path, code: Json) -> Path:
    file = path / "inventory.json"
    file.write_text(json.dumps({"inventory": code, "digest": shop_inventory.digest_of(code)}), encoding="utf-8")
    return file


@pytest.fixture
def drifted(settings: Any, tmp_path: Path) -> Json:
    """The shop keeps one column more than the policy says."""
    code = copy.deepcopy(stated())
    row = next(row for row in code["fields"] if row["field"] == "accounts.Account.email")
    code["fields"].append({**row, "field": "accounts.Account.iin"})
    settings.SHOP_INVENTORY_FILE = str(write(tmp_path, code))
    return code


def place_of_account(page: models.LegalPage) -> int:
    return [category.id for category in page.draft().clauses.data_categories].index("account")


@pytest.fixture
def client(publisher: Any) -> Client:
    found = Client()
    found.force_login(publisher)
    return found


@pytest.mark.django_db
def test_a_shell_is_refused_at_the_field(draft, drifted):
    page = draft()

    with pytest.raises(publishing.PublishingRefused) as refused:
        page.get_latest_revision().publish()

    assert pointers(refused.value) == [(f"/data_categories/{place_of_account(page)}/fields", "policies.drift")]
    assert "accounts.Account.iin" in refusals.message(refused.value.failures[0], "kk")
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_button_is_refused_at_the_field(draft, drifted, client):
    page = draft()

    answer = client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))

    (error,) = answer.context["form"].errors.as_data()["data_categories"]
    place = place_of_account(page)
    assert list(error.block_errors) == [place]
    assert list(error.block_errors[place].block_errors) == ["fields"]
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_schedule_is_refused_and_raises_an_alarm(draft, publisher, settings, tmp_path, caplog):
    revision = schedule(draft(), publisher)
    code = copy.deepcopy(stated())
    code["rights"] = code["rights"][1:]
    settings.SHOP_INVENTORY_FILE = str(write(tmp_path, code))

    call_command("publish_scheduled", stdout=StringIO())

    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_dry_run_links_each_finding_to_its_field(draft, drifted, client):
    page = draft()

    answer = client.get(reverse("policies_check", args=(page.pk,)))

    shown = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert f'data-policy-pointer="/data_categories/{place_of_account(page)}/fields"' in shown
    assert f"полей {len(drifted['fields'])}." in shown
    assert "Проверить политику" in client.get(edit_url(page)).content.decode()
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_dry_run_is_for_editors(draft):
    answer = Client().get(reverse("policies_check", args=(draft().pk,)))

    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


@pytest.mark.django_db
def test_the_editor_sees_whom_a_draft_would_ask_again(published, tomorrow, client, settings, tmp_path):
    settings.SHOP_INVENTORY_FILE = str(write(tmp_path, stated()))
    purposes = published.purposes.get_prep_value()
    account = next(row for row in purposes if row["value"]["id"] == "account")
    account["value"]["wording_en"] = "I agree to something else entirely."
    page = change(published, purposes=purposes, effective_from=tomorrow)

    shown = client.get(reverse("policies_check", args=(page.pk,))).content.decode()

    assert "Изменено целей: 1. Снова спросят: около 1\N{NO-BREAK SPACE}200 человек." in shown
    assert "ведение аккаунта (около 1\N{NO-BREAK SPACE}200 человек)" in shown


def check_policy(*arguments: object) -> tuple[list[str], str]:
    out = StringIO()
    try:
        call_command("check_policy", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


@pytest.mark.django_db
def test_the_command_says_that_a_draft_can_be_published(draft):
    draft()

    lines, error = check_policy("privacy")

    assert (lines[-1], error) == ("privacy can be published.", "")
    assert "clauses" in lines[0]
    assert nothing_is_public()


@pytest.mark.django_db
def test_the_command_takes_a_file_and_names_each_place(draft, settings, tmp_path):
    page = draft()
    code = copy.deepcopy(stated())
    code["recipients"].append({**code["recipients"][0], "id": "analytics", "country": "US"})

    lines, error = check_policy("privacy", "--inventory", str(write(tmp_path, code)))

    assert lines[0] == (
        "/recipients: The shop can send data to analytics, which the policy does not name. Add the recipient."
    )
    assert error == "privacy would be refused: 1 findings."
    assert page.live is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("nothing",), "There is no policy under “nothing”."),
        (("privacy", "--inventory", "/nowhere.json"), "privacy would be refused: 1 findings."),
    ],
)
def test_the_command_fails_where_nothing_is_compared(draft, arguments, error):
    draft()

    assert check_policy(*arguments)[1] == error


def demo_policy() -> tuple[Json, Json, Any]:
    """The demo's policy as it would be published, the code's inventory, and the draft."""
    draft = demo.page_of(legal_texts.privacy(), effective_from=date(2026, 11, 23)).draft()
    return documents.content_of(draft, operator()), inventory.inventory(), draft


@pytest.mark.django_db
def test_the_demo_policy_says_what_the_code_does():
    document, code, _draft = demo_policy()

    found = policy_compiler.compare(document, code)

    assert [error.to_json() for error in found.errors] == []
    print(", ".join(f"{count} {name}" for name, count in found.compared.items()))
    assert found.compared["fields"] == len(code["fields"])
    assert found.compared["clauses"] > 50


@pytest.mark.django_db
def test_every_drift_of_the_demo_policy_is_found():
    document, code, _draft = demo_policy()

    test_policy_compiler.assert_caught(document, code)


@pytest.mark.django_db
def test_harmless_changes_of_the_demo_policy_raise_no_alarm():
    document, code, _draft = demo_policy()

    test_policy_compiler.assert_quiet(document, code)


@pytest.mark.django_db
def test_every_finding_stands_at_a_field_of_the_page():
    """A pointer names a field of the form, and where it names a block there is one."""
    document, code, draft = demo_policy()
    fields = {field.name for field in models.PolicyPage._meta.get_fields()}

    for drift in policy_drifts.drifts(document, code):
        for error in policy_compiler.compare(drift.document, drift.inventory).errors:
            parts = compiling.pointer_of(error.clause_path, draft).split("/")[1:]
            assert parts[0] in fields, (drift.name, error)
            if len(parts) > 1:
                block = getattr(models.PolicyPage, parts[0]).field.stream_block.child_blocks
                assert parts[2] in next(iter(block.values())).child_blocks, (drift.name, parts)


@pytest.mark.django_db
def test_materiality_of_the_demo_policy():
    document, _code, _draft = demo_policy()

    test_policy_changes.assert_asks_whom_it_must(document)
    test_policy_changes.assert_asks_nobody(document)
    test_policy_changes.assert_typos_ask_nobody(document)
