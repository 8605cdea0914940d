"""What holds of every table: append-only ones only grow, every field is marked, migrations say what models say."""

import io
import json

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from frontend_contracts.wire import append_only, personal_data
from tests.shop_api.consent import factories as consent
from tests.stage import roles
from tests.stage.state import CHECKOUT

#: The audit trail, consents, states and looks: what a person or a court may ask for (privacy.md).
APPEND_ONLY = {
    *(
        "gate_auditrow",
        "gate_disclosure",
        "gate_outboxevent",
        "orders_orderevent",
        "reviews_reviewevent",
        "support_threadevent",
    ),
    *("consent_presentation", "consent_consentrecord", "consent_consentevent", "consent_consentuse"),
    *(
        "consent_policytext",
        "consent_policywithdrawal",
        "consent_subjectlink",
        "catalog_stockmovement",
        "support_reveal",
        "consent_seal",
        "consent_sealedevent",
        "consent_consentrevocation",
        "privacy_policynotice",
        "privacy_privacyrequestevent",
    ),
}
CHANGES = ("UPDATE {table} SET {key} = {key}", "DELETE FROM {table}", "TRUNCATE {table} CASCADE")


def test_what_must_only_grow_is_declared_so() -> None:
    assert set(append_only.append_only_tables()) == APPEND_ONLY


@pytest.mark.django_db
def test_every_append_only_table_has_its_triggers() -> None:
    assert append_only.unguarded_tables() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_nobody_changes_what_only_grows(table: str, statement: str, database_addresses: roles.Addresses) -> None:
    """The application lacks the right, and the owner, who has every right, is stopped by the trigger."""
    asked = _asked(statement, table)

    assert _refusal(database_addresses.application, asked) == "42501"  # insufficient_privilege
    if "TRUNCATE" in asked:
        assert _refusal(database_addresses.owner, asked) == "23001"  # restrict_violation


@pytest.mark.django_db(transaction=True)
def test_triggers_stop_the_owner_at_every_row(
    database_addresses: roles.Addresses, owner_connection: psycopg.Connection
) -> None:
    """A row trigger fires for rows, so each table is given one, whatever its other columns ask for."""
    consent.publish_policy()
    refused = {}
    for table in sorted(APPEND_ONLY):
        with owner_connection.transaction(force_rollback=True):
            owner_connection.execute("SET LOCAL session_replication_role = replica")
            _insert_any_row(owner_connection, table)
            owner_connection.execute("SET LOCAL session_replication_role = origin")
            refused[table] = [_sqlstate(owner_connection, _asked(one, table)) for one in CHANGES[:2]]

    assert refused == dict.fromkeys(sorted(APPEND_ONLY), ["23001", "23001"])


def test_every_field_is_marked() -> None:
    counts = personal_data.inventory()["counts"]

    assert personal_data.unmarked_fields() == []
    assert personal_data.stale_declarations() == []
    assert counts["models"] > 50
    assert counts["personal"] > 80


def test_the_committed_inventory_is_what_the_marks_say() -> None:
    committed = json.loads((CHECKOUT / "frontend_contracts/privacy/personal_data_inventory.json").read_text())

    assert committed["models"] == personal_data.inventory()["models"]


def test_tables_of_other_peoples_apps_are_declared() -> None:
    listed = set(personal_data.inventory()["models"])
    foreign = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not model.__module__.startswith("shop_api.") and not model._meta.proxy
    }

    assert {"sessions.Session", "account.EmailAddress", "procrastinate.ProcrastinateJob"} <= foreign
    assert foreign - listed == set()


@pytest.mark.django_db
def test_the_service_checks_clean() -> None:
    said = io.StringIO()

    call_command("check", fail_level="WARNING", stdout=said, stderr=said)

    assert said.getvalue() == "System check identified no issues (0 silenced).\n"


@pytest.mark.django_db
def test_migrations_say_what_models_say() -> None:
    said = io.StringIO()

    call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)

    assert said.getvalue() == "No changes detected\n"


def _asked(statement: str, table: str) -> str:
    (model,) = (one for one in apps.get_models() if one._meta.db_table == table)
    key = model._meta.pk.column
    return statement.format(table=connection.ops.quote_name(table), key=connection.ops.quote_name(key))


def _refusal(address: str, statement: str) -> str | None:
    with psycopg.connect(address) as asking:
        return _sqlstate(asking, statement)


def _sqlstate(asking: psycopg.Connection, statement: str) -> str | None:
    try:
        with asking.transaction(force_rollback=True):
            asking.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def _insert_any_row(owner: psycopg.Connection, table: str) -> None:
    """A row with a value of the right type in each column that must have one."""
    columns = owner.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '' ORDER BY attnum",
        [f'"{table}"'],
    ).fetchall()
    values = {
        "uuid": "gen_random_uuid()",
        "timestamp with time zone": "now()",
        "date": "current_date",
        "jsonb": "'{}'",
        "bytea": "sha256('x')",
        "boolean": "true",
    }
    named = ", ".join(f'"{name}"' for name, _ in columns)
    given = ", ".join(values.get(kind, "'1'") for _, kind in columns)
    owner.execute(f'INSERT INTO "{table}" ({named}) VALUES ({given})')  # type: ignore[call-overload]  # no literal
