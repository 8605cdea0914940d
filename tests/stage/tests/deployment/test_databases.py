"""What compose's databases permit, after both services have migrated in them."""

import psycopg
import pytest

SERVICES = {"CONTENT": "content", "PERSONAL": "personal"}


def append_only_tables(owner: psycopg.Connection) -> list[str]:
    rows = owner.execute(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname = c.relname || '_append_only_row' ORDER BY 1"
    ).fetchall()
    return [name for (name,) in rows]


def _first_column(owner: psycopg.Connection, table: str) -> str:
    asked = "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1"
    return owner.execute(asked, [table]).fetchone()[0]


@pytest.mark.parametrize("prefix", SERVICES)
def test_application_only_adds_to_append_only_tables(deployment, prefix):
    with psycopg.connect(deployment.database_url(f"{prefix}_OWNER_URL"), autocommit=True) as owner:
        tables = append_only_tables(owner)
        rights = {
            table: owner.execute(
                "SELECT array_agg(privilege_type::text ORDER BY 1) FROM information_schema.role_table_grants"
                " WHERE table_name = %s AND grantee = %s",
                [table, f"{SERVICES[prefix]}_app"],
            ).fetchone()[0]
            for table in tables
        }
        firsts = {table: _first_column(owner, table) for table in tables}

    assert [name for name in tables if "audit" in name] != []
    assert rights == dict.fromkeys(tables, ["INSERT", "SELECT"])
    with psycopg.connect(deployment.database_url(f"{prefix}_DATABASE_URL"), autocommit=True) as application:
        for table in tables:
            update = f"UPDATE {table} SET {firsts[table]} = {firsts[table]}"
            for forbidden in (update, f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    application.execute(forbidden)


@pytest.mark.parametrize("prefix", SERVICES)
def test_not_even_the_owner_empties_them(deployment, prefix):
    with psycopg.connect(deployment.database_url(f"{prefix}_OWNER_URL"), autocommit=True) as owner:
        for table in append_only_tables(owner):
            with pytest.raises(psycopg.errors.RestrictViolation, match="is append-only"):
                owner.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("prefix", SERVICES)
def test_application_changes_rows_and_no_schema(deployment, prefix):
    with psycopg.connect(deployment.database_url(f"{prefix}_DATABASE_URL"), autocommit=True) as application:
        application.execute("UPDATE procrastinate_jobs SET status = status WHERE false")
        for forbidden in ("CREATE TABLE other (id int)", "CREATE SCHEMA other", "DROP TABLE procrastinate_jobs"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(forbidden)


@pytest.mark.parametrize("prefix", SERVICES)
@pytest.mark.parametrize("role", ["DATABASE", "OWNER"])
def test_no_role_reaches_another_database(deployment, prefix, role):
    own = deployment.database_url(f"{prefix}_{role}_URL")
    name = SERVICES[prefix]
    [other] = set(SERVICES.values()) - {name}

    for stranger in (other, "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(f"{own.removesuffix(name)}{stranger}")


@pytest.mark.parametrize("prefix", SERVICES)
def test_roles_may_sign_in_and_nothing_else(deployment, prefix):
    with deployment.cluster.connect() as cluster:
        rows = cluster.execute(
            "SELECT rolname, rolcanlogin, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls"
            " FROM pg_roles WHERE rolname LIKE %s ORDER BY 1",
            [f"{SERVICES[prefix]}%"],
        ).fetchall()

    assert rows == [(f"{SERVICES[prefix]}_app", True, False), (f"{SERVICES[prefix]}_owner", True, False)]
