"""What only grows, grows: neither the application nor the owner changes a row, nor empties a table."""

from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from frontend_contracts.wire.append_only import append_only_tables, unguarded_tables
from tests.shop_api.consent import factories

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = {
    "consent_subjectlink": "linked_at = now()",
    "consent_policytext": "material = false",
    "consent_policywithdrawal": "version = 9",
    "consent_presentation": "locale = 'en'",
    "consent_consentrecord": "flag = 'x'",
    "consent_consentevent": "state = 'given'",
    "consent_consentuse": "is_given = true",
    "consent_consentrevocation": "revoked_at = now()",
    "consent_seal": "count = 9",
    "consent_sealedevent": "seal_number = 9",
}


def statements(table: str) -> list[str]:
    return [f"UPDATE {table} SET {TABLES[table]}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"]


@pytest.fixture
def filled(door, policy, person):
    """A row in each table."""
    from datetime import UTC, datetime

    from shop_api.consent import models, steps
    from shop_api.consent.steps import texts
    from shop_api.values.identifiers import new_id

    block = factories.consent_block(door, as_=person.caller, support=True)
    assert door.give_or_refuse_consents(as_=person.caller, consent=block).error is None
    steps.link_subjects(of=new_id(), to=person.subject_id, at=datetime.now(UTC))
    texts.keep_withdrawal("privacy", 7, datetime.now(UTC))
    revocation = {"event": models.ConsentEvent.objects.get(), "staff_id": new_id(), "reason": "A child gave it."}
    models.ConsentRevocation(**revocation, revoked_at=datetime.now(UTC)).save(force_insert=True)
    call_command("seal_consent_log", stdout=StringIO())


def test_every_append_only_table_is_guarded():
    assert [name for name in unguarded_tables() if name in TABLES] == []
    assert set(TABLES) == {name for name in append_only_tables() if name.startswith("consent_")}


@pytest.mark.parametrize("table", TABLES)
def test_the_application_cannot_change_it(filled, table):
    for statement in statements(table):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as one:
            one.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_the_owner_cannot_change_it(filled, owner_connection, table):
    for statement in statements(table):
        with pytest.raises(psycopg.errors.RestrictViolation):
            owner_connection.execute(statement)
