"""Tables that only grow: triggers that hold against everybody, and grants for the application's role.

Two walls, because each has a hole: the triggers hold against the owner too, but a superuser can switch them off;
the grants hold against whatever runs inside the application, but not against the owner.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_SUFFIX = "_append_only"
_LONGEST_NAME = 63  # bytes; PostgreSQL cuts longer identifiers silently


class ApplicationRoleMissing(Exception):
    """The role that the application signs in with does not exist on this server; the message says what to run."""


class AppendOnly(Operation):
    """Migration operation: from here on UPDATE, DELETE and TRUNCATE of `table` fail, whoever asks.

    A refused statement raises PostgreSQL's `restrict_violation` (23001, in Django an IntegrityError). Reversible.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        if len((table + _SUFFIX).encode()) > _LONGEST_NAME - len("_truncate"):
            raise ValueError(f"The table name {table!r} is too long for its triggers.")
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: triggers are no part of Django's models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        quote = schema_editor.connection.ops.quote_name
        table, function = quote(self.table), quote(self.table + _SUFFIX)
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION '% of % is refused: the table is append-only', TG_OP, TG_TABLE_NAME "
            "USING ERRCODE = 'restrict_violation'; END $$",
            params=None,
        )
        for trigger, when in self._triggers():
            schema_editor.execute(
                f"CREATE TRIGGER {quote(trigger)} BEFORE {when} EXECUTE FUNCTION {function}()".replace(
                    "{table}", table
                ),
                params=None,
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        quote = schema_editor.connection.ops.quote_name
        for trigger, _ in self._triggers():
            schema_editor.execute(f"DROP TRIGGER {quote(trigger)} ON {quote(self.table)}", params=None)
        schema_editor.execute(f"DROP FUNCTION {quote(self.table + _SUFFIX)}()", params=None)

    def describe(self) -> str:
        return f"Make the table {self.table} append-only"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.table}{_SUFFIX}"

    def _triggers(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return (
            (f"{self.table}{_SUFFIX}_row", "UPDATE OR DELETE ON {table} FOR EACH ROW"),
            # A row trigger never fires for TRUNCATE, which would empty the table without a word.
            (f"{self.table}{_SUFFIX}_truncate", "TRUNCATE ON {table} FOR EACH STATEMENT"),
        )


def append_only_tables() -> list[str]:
    """Answer the tables of all models whose class says `append_only = True`, sorted."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "append_only", False) is True and not model._meta.proxy
    )


def unguarded_tables(using: str = "default") -> list[str]:
    """Answer the append-only tables that lack one of their triggers: a model forgot its `AppendOnly` migration."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
            "AND t.tgname IN (c.relname || '_append_only_row', c.relname || '_append_only_truncate') "
            "AND c.relnamespace = current_schema()::regnamespace GROUP BY c.relname HAVING count(*) = 2"
        )
        guarded = {name for (name,) in cursor.fetchall()}
    return [table for table in append_only_tables() if table not in guarded]


def grant_application_role(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Give the application's role exactly what it needs on all that the migrating role owns; repeatable.

    Connect it to `post_migrate` with one app as sender: all migrations of all apps have run before the first signal.
    The role is `APPLICATION_ROLE` of the database entry; where that is the migrating role itself, grants would mean
    nothing and are skipped, and the triggers alone hold.

    :raises ApplicationRoleMissing: no such role on the server
    """
    connection = connections[using]
    role = connection.settings_dict.get("APPLICATION_ROLE")
    if connection.vendor != "postgresql" or not role:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role, role])
        is_same_role, exists = cursor.fetchone()
        if is_same_role:
            return
        name = connection.ops.quote_name(role)
        if not exists:
            raise ApplicationRoleMissing(
                f"The role {role} does not exist. As an administrator run: CREATE ROLE {name} LOGIN PASSWORD '…';"
            )
        for statement in _grants(connection, cursor, name):
            cursor.execute(statement)


def _grants(connection: BaseDatabaseWrapper, cursor: Any, role: str) -> list[str]:
    """Answer the statements for the quoted `role`; objects of other owners (extensions) are left alone."""
    quote = connection.ops.quote_name
    cursor.execute("SELECT current_schema()")
    schema = quote(cursor.fetchone()[0])
    frozen = set(append_only_tables())
    relations = _owned_relations(cursor)
    tables = [f"{schema}.{quote(name)}" for name, kind in relations if kind != "S" and name not in frozen]
    append_only = [f"{schema}.{quote(name)}" for name, kind in relations if kind != "S" and name in frozen]
    sequences = [f"{schema}.{quote(name)}" for name, kind in relations if kind == "S"]
    statements = [f"GRANT USAGE ON SCHEMA {schema} TO {role}"]
    for kind, names, privileges in (
        ("TABLE", tables, "SELECT, INSERT, UPDATE, DELETE"),
        ("TABLE", append_only, "SELECT, INSERT"),
        ("SEQUENCE", sequences, "USAGE, SELECT"),
        ("FUNCTION", _owned_functions(cursor), "EXECUTE"),
    ):
        if names:
            listed = ", ".join(names)
            # Default privileges of the database may have given more; inside the transaction nobody sees the gap.
            statements.append(f"REVOKE ALL ON {kind} {listed} FROM {role}")
            statements.append(f"GRANT {privileges} ON {kind} {listed} TO {role}")
    return statements


def _owned_relations(cursor: Any) -> list[tuple[str, str]]:
    """Answer (name, kind) of tables, partitioned tables, views and sequences; r, p, v, m, S as in pg_class."""
    cursor.execute(
        "SELECT relname, relkind::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relkind IN ('r', 'p', 'v', 'm', 'S') AND pg_has_role(relowner, 'USAGE') ORDER BY relname"
    )
    return list(cursor.fetchall())


def _owned_functions(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
        "AND prokind = 'f' AND pg_has_role(proowner, 'USAGE') ORDER BY 1"
    )
    return [signature for (signature,) in cursor.fetchall()]


class AppendOnlyModel(models.Model):
    """Base of models whose rows are never changed; its table needs an `AppendOnly` migration."""

    append_only = True

    class Meta:
        abstract = True
