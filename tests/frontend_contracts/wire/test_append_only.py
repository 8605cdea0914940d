import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter
from django.test.utils import isolate_apps

from frontend_contracts.wire import append_only
from frontend_contracts.wire.append_only import AppendOnly, grant_application_role, unguarded_tables

CHANGES = ["UPDATE journal SET note = 'x'", "DELETE FROM journal", "TRUNCATE journal", "TRUNCATE journal CASCADE"]


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def migrate(operation, *, backwards=False):
    state = ProjectState()
    with connection.schema_editor(atomic=True) as editor:
        move = operation.database_backwards if backwards else operation.database_forwards
        move("contenttypes", editor, state, state)


@pytest.fixture
def journal(server, monkeypatch):
    """Two tables and a function, the journal append-only, on a database where the application has too many rights."""
    monkeypatch.setattr(append_only, "append_only_tables", lambda: ["journal"])
    with server.connected(as_owner=True):
        role = connection.settings_dict["APPLICATION_ROLE"]
        run(f"GRANT USAGE ON SCHEMA public TO {role}")
        run(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO {role}")
        run("CREATE TABLE journal (id bigserial PRIMARY KEY, note text)")
        run("CREATE TABLE stock (id bigserial PRIMARY KEY, sku text)")
        run("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        run("REVOKE EXECUTE ON FUNCTION one() FROM PUBLIC")
        run("INSERT INTO journal (note) VALUES ('kept')")
    return server


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_changes_a_row_not_even_the_owner(journal, change):
    with journal.connected(as_owner=True):
        migrate(AppendOnly("journal"))

        with pytest.raises(IntegrityError, match="append-only") as refusal:
            run(change)

        run("INSERT INTO journal (note) VALUES ('more')")
        assert refusal.value.__cause__.sqlstate == "23001"
        assert run("SELECT note FROM journal ORDER BY id") == [("kept",), ("more",)]


def test_empty_table_cannot_be_truncated_either(journal):
    with journal.connected(as_owner=True):
        migrate(AppendOnly("stock"))

        with pytest.raises(IntegrityError, match="append-only"):
            run("TRUNCATE stock")


def test_operation_can_be_taken_back_and_leaves_nothing(journal):
    with journal.connected(as_owner=True):
        migrate(AppendOnly("journal"))
        migrate(AppendOnly("journal"), backwards=True)

        run("DELETE FROM journal")
        assert run("SELECT count(*) FROM pg_proc WHERE proname LIKE 'journal%'") == [(0,)]
        assert run("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal") == [(0,)]
        migrate(AppendOnly("journal"))


def test_table_without_its_triggers_is_named(journal):
    with journal.connected(as_owner=True):
        assert unguarded_tables() == ["journal"]
        migrate(AppendOnly("journal"))
        assert unguarded_tables() == []
        run("ALTER TABLE journal DISABLE TRIGGER journal_append_only_truncate")
        assert unguarded_tables() == ["journal"]


@pytest.mark.parametrize("change", CHANGES)
def test_application_may_only_read_and_add(journal, change):
    with journal.connected(as_owner=True):
        grant_application_role()

    with journal.connected(as_owner=False), pytest.raises(ProgrammingError) as refusal:
        run(change)
    assert refusal.value.__cause__.sqlstate == "42501"

    with journal.connected(as_owner=False):
        run("INSERT INTO journal (note) VALUES ('more')")
        assert run("SELECT note FROM journal ORDER BY id") == [("kept",), ("more",)]


def test_application_works_with_normal_tables_and_cannot_change_the_schema(journal):
    with journal.connected(as_owner=True):
        grant_application_role()
        grant_application_role()  # each migrate grants again

    with journal.connected(as_owner=False):
        run("INSERT INTO stock (sku) VALUES ('A1'), ('B2')")
        run("UPDATE stock SET sku = 'A2' WHERE sku = 'A1'")
        run("DELETE FROM stock WHERE sku = 'B2'")
        assert run("SELECT sku, one() FROM stock") == [("A2", 1)]
        for statement in ["TRUNCATE stock", "CREATE TABLE mine ()", "DROP TABLE stock", "ALTER TABLE stock ADD x int"]:
            with pytest.raises(ProgrammingError):
                run(statement)


def test_one_role_for_both_is_granted_nothing_and_the_triggers_hold(journal):
    with journal.connected(as_owner=True):
        migrate(AppendOnly("journal"))
        connection.settings_dict["APPLICATION_ROLE"] = connection.settings_dict["USER"]
        before = run("SELECT relacl::text FROM pg_class WHERE relname = 'stock'")

        grant_application_role()

        assert run("SELECT relacl::text FROM pg_class WHERE relname = 'stock'") == before
        with pytest.raises(IntegrityError, match="append-only"):
            run("DELETE FROM journal")


def test_missing_role_says_what_to_run(journal):
    with journal.connected(as_owner=True):
        connection.settings_dict["APPLICATION_ROLE"] = "no_such_role"

        with pytest.raises(append_only.ApplicationRoleMissing, match='CREATE ROLE "no_such_role" LOGIN'):
            grant_application_role()


def test_database_entry_without_a_role_is_left_alone(journal):
    with journal.connected(as_owner=True):
        del connection.settings_dict["APPLICATION_ROLE"]

        assert grant_application_role() is None


def test_operation_is_written_into_migrations():
    text, imports = OperationWriter(AppendOnly("journal"), indentation=0).serialize()

    assert text.split() == ["frontend_contracts.wire.append_only.AppendOnly(", "table='journal',", "),"]
    assert imports == {"import frontend_contracts.wire.append_only"}
    assert AppendOnly("journal").describe() == "Make the table journal append-only"
    assert AppendOnly("journal").migration_name_fragment == "journal_append_only"


def test_name_that_postgresql_would_cut_is_refused():
    with pytest.raises(ValueError, match="too long"):
        AppendOnly("j" * 43)
    AppendOnly("j" * 42)


@isolate_apps("django.contrib.auth")
def test_models_say_that_they_are_append_only(monkeypatch):
    class Entry(append_only.AppendOnlyModel):
        class Meta:
            app_label = "auth"

    class Other(models.Model):
        class Meta:
            app_label = "auth"

    monkeypatch.setattr(apps, "get_models", lambda **_: [Other, Entry])

    assert append_only.append_only_tables() == ["auth_entry"]
