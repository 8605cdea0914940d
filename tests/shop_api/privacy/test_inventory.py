"""The data inventory: made from the code, signed, the same for everybody, telling nothing of few people."""

import ast
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from frontend_contracts.wire import buyer_clocks, contract_files, personal_data
from shop_api import adapters
from shop_api.adapters import recipients
from shop_api.consent import models, receipts
from shop_api.gate.consent_port import Ground
from shop_api.gate.use_case import all_use_cases
from shop_api.privacy import rules
from shop_api.privacy.contracts import ConsumerRight
from shop_api.privacy.queries import inventory
from shop_api.values import law
from tests.shop_api.consent import factories

ADDRESS = "/.well-known/data-inventory.json"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
OPENS_CONNECTIONS = {"requests", "urllib", "urllib3", "http", "httpx", "boto3", "smtplib", "socket", "anymail"}
SENDS_LETTERS = {"django.core.mail"}


@pytest.fixture(autouse=True)
def _fresh():
    inventory.forget()


@pytest.mark.django_db
def test_the_inventory_is_public_signed_and_kept_by_proxies():
    first = Client().get(ADDRESS)

    told = json.loads(first.content)
    statement = receipts.verified(told["signature"], receipts.public_key(), kind=inventory.TYPE)
    assert told["digest"] == inventory.digest_of(told["inventory"]) == statement["digest"]
    assert statement["issued_at"] == told["inventory"]["issued_at"]
    assert first["Access-Control-Allow-Origin"] == "*"
    assert Client().get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_a_receipt_is_no_inventory():
    signature = inventory.signed(AT)["signature"]

    with pytest.raises(receipts.ReceiptRefused):
        receipts.verified(signature, receipts.public_key())


@pytest.mark.django_db
def test_asking_twice_in_an_hour_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert inventory.signed(AT) == inventory.signed(AT.replace(minute=59))


def test_every_personal_field_stands_in_it_once():
    listed = [row["field"] for row in inventory.unsigned()["inventory"]["fields"]]

    counts = personal_data.inventory()["counts"]
    assert len(listed) == len(set(listed)) == counts["personal"] > 0


def test_flags_name_the_writes_that_need_them():
    facts = inventory.unsigned()["inventory"]

    flags = {row["id"]: row for row in (*facts["purposes"], *facts["switches"])}
    assert "sign_up" in flags["account"]["required_by"]
    assert flags["marketing_email"] == {
        "id": "marketing_email",
        "required_by": [],
        "optional_in": ["place_order", "sign_up"],
    }
    assert flags["cross_border_transfer"]["required_by"] == ["place_order"]
    assert flags["third_party_transfer"]["required_by"] == ["place_order"]


def test_each_term_that_a_mark_names_is_a_rule_of_the_register():
    ids = {row.id for row in law.rows()}
    checked = 0
    for row in inventory.unsigned()["inventory"]["fields"]:
        for term in row["terms"]:
            if "rule" not in term:
                continue
            checked += 1
            assert term["rule"] in ids, row["field"]
            rule = law.rule(term["rule"], AT.date())
            if "days" in term:
                days = -(-rule.number // 24) if rule.unit is law.Unit.HOURS else rule.number
                assert term["days"] == days, row["field"]
    assert checked > 20


def test_rights_of_the_buyer_name_what_serves_them():
    served = {row["id"]: row for row in inventory.unsigned()["inventory"]["consumer_rights"]}

    assert {id_: (row["handler"], row["clock"], row["from_event"]) for id_, row in served.items()} == {
        "cancellation": ("automatic", None, None),
        "complaint": ("manual_case", {"days": 10}, "request"),
        "defect_claim": ("manual_case", {"years": 2}, "delivery"),
        "return": ("manual_case", {"days": 14}, "purchase"),
        "review": ("automatic", None, None),
    }
    assert set(served) == {right.value for right in ConsumerRight}
    use_cases = all_use_cases()
    for row in served.values():
        assert row["served_by"] == sorted(row["served_by"])
        assert row["served_by"]
        assert set(row["served_by"]) <= set(use_cases), row["id"]
        # What runs by itself is the customer's own to do; a case needs somebody of the staff.
        grounds = {use_cases[name].ground for name in row["served_by"]}
        assert (Ground.STAFF in grounds) or row["handler"] == "automatic", row["id"]


def test_a_right_whose_code_is_gone_is_not_served():
    without = {name for name in all_use_cases() if name != "write_to_support"}

    assert [row.right for row in rules.served(without)] == [ConsumerRight.CANCELLATION, ConsumerRight.REVIEW]
    assert rules.served(()) == []


def test_each_clock_of_the_buyer_is_a_rule_with_its_article():
    checked = 0
    for row in rules.CONSUMER_RIGHTS:
        assert (row.clock is None) == (row.from_event is None), row.right
        if row.clock is None:
            continue
        checked += 1
        rule = law.rule(row.clock, AT.date())
        assert row.from_event in buyer_clocks.EVENTS
        assert buyer_clocks.checked(row.to_json(AT.date())["clock"]) == {rule.unit.value: rule.number}
        assert (rule.article.startswith("art. "), "274-IV" in rule.source) == (True, True)
    assert checked == 3


def test_each_adapter_that_opens_connections_is_a_recipient_or_says_why_not():
    folder = Path(adapters.__file__).parent
    reaching = {path.stem for path in folder.glob("*.py") if _imports(path) & (OPENS_CONNECTIONS | SENDS_LETTERS)}

    registered = {one.adapter for one in recipients.registered()}
    assert registered == {"mailer", "whatsapp"}
    assert reaching == registered | set(recipients.WITHOUT_PERSONAL_DATA)


def test_each_adapter_that_can_send_data_asks_before_it_opens_a_connection():
    """Proves P6.1 in the code: `disclose` stands before whatever sends; what it does is shown in tests/adapters."""
    folder = Path(adapters.__file__).parent
    for recipient in recipients.registered():
        deliver = _function(folder / f"{recipient.adapter}.py", "deliver")
        called = [_name(node) for node in ast.walk(deliver) if isinstance(node, ast.Call)]
        asked = _line(deliver, "disclosing.disclose")

        assert called.count("disclosing.disclose") == 1, recipient.id
        sends = [_line(deliver, name) for name in called if name in {"message.send", "_post", "_put_into_outbox"}]
        assert sends, recipient.id
        assert all(asked < line for line in sends), recipient.id


def _function(path: Path, name: str) -> ast.FunctionDef:
    functions = (node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef))
    return next(node for node in functions if node.name == name)


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func)


def _line(function: ast.FunctionDef, name: str) -> int:
    return next(node.lineno for node in ast.walk(function) if isinstance(node, ast.Call) and _name(node) == name)


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, node.module.split(".")[0]}
        elif isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
    return found


@pytest.mark.parametrize(
    ("people", "told"), [(0, None), (9, None), (10, 10), (99, 99), (100, 100), (119, 110), (1234, 1200)]
)
def test_counts_are_rounded_and_never_point_at_few(people, told):
    assert rules.told_count(people) == told


@pytest.mark.django_db
def test_ten_people_are_counted_and_nine_are_not():
    factories.publish_policy()
    record = _record(0)
    for number in range(10):
        _stand(record, number, "account", "given")
    for number in range(9):
        _stand(record, number, "support", "given")
    for number in range(12):
        _stand(record, number, "marketing_email", "refused")

    assert inventory.signed(AT)["inventory"]["subjects"] == {"account": 10}


def _record(number):
    record = models.ConsentRecord.objects.create(
        id=f"00000000-0000-8000-8000-{number:012}", subject_ref=bytes(32), kind="purpose", flag="account",
        slug="privacy", version=1, jurisdiction="KZ", facts={}, facts_sha256="0" * 64, recorded_at=AT,
    )  # fmt: skip
    models.ConsentEvent.objects.create(
        record=record, seq=1, state="given", event_time=AT, recorded_at=AT, indicated_by="subject", method="form:rest",
        write_ref="", evidence_commitment=bytes(32), leaf=bytes(32),
    )  # fmt: skip
    return record


def _stand(record, number, flag, state):
    models.ConsentCurrent.objects.create(
        subject_ref=number.to_bytes(32, "big"), kind="purpose", flag=flag, state=state, since_at=AT, seq=1,
        slug="privacy", version=1, record=record, event=record.events.get(),
    )  # fmt: skip


@pytest.mark.django_db
def test_the_command_writes_what_the_address_serves(tmp_path):
    file = tmp_path / "inventory.json"

    call_command("export_inventory", output=str(file), stdout=StringIO())

    assert json.loads(file.read_text())["digest"] == json.loads(Client().get(ADDRESS).content)["digest"]


def test_the_committed_file_is_what_the_code_says():
    committed = json.loads((contract_files.ROOT / "privacy" / "data_inventory.json").read_text(encoding="utf-8"))

    assert {name: committed[name] for name in ("inventory", "digest")} == inventory.unsigned()


def test_sessions_of_customers_last_as_the_register_says(settings):
    assert law.number("session_days", AT.date()) * 24 * 3600 == settings.SESSION_COOKIE_AGE
