"""Servers that the environment names are used, checked, and never started."""

import psycopg
import pytest

from tests.stage import roles, servers, state

SHOP = roles.SERVICES["shop_api"]


@pytest.fixture
def foreign(test_server, monkeypatch):
    """A server of somebody else, played by a database that no service uses yet; its roles are not there."""
    wanted = test_server.addresses(SHOP)
    addresses = roles.Addresses(
        application=wanted.application.replace("personal_app", "their_app").replace("/personal", "/theirs"),
        owner=wanted.owner.replace("personal_owner", "their_owner").replace("/personal", "/theirs"),
    )
    monkeypatch.setenv("PERSONAL_DATABASE_URL", addresses.application)
    monkeypatch.setenv("PERSONAL_OWNER_URL", addresses.owner)
    yield addresses
    with test_server.connect() as cluster:
        cluster.execute("DROP DATABASE IF EXISTS theirs WITH (FORCE)")
        for role in ("their_app", "their_owner"):
            if cluster.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                cluster.execute(f"DROP OWNED BY {role} CASCADE")
                cluster.execute(f"DROP ROLE {role}")


def set_up(server, addresses, *extra):
    """Run the printed script as an administrator would, with the passwords filled in."""
    script = roles.set_up_script(SHOP, addresses, testing=True)
    outside, _, inside = script.partition('\\connect "theirs"')
    filled = outside.replace("<as in PERSONAL_OWNER_URL>", roles.password_of(addresses.owner))
    filled = filled.replace("<as in PERSONAL_DATABASE_URL>", addresses.application_password)
    for database, text in (("postgres", filled), ("theirs", inside)):
        with server.connect(database) as connection:
            for statement in filter(None, map(str.strip, text.split(";"))):
                connection.execute(statement)
    for statement in extra:
        with server.connect() as connection:
            connection.execute(statement)


def test_the_printed_script_is_all_that_a_server_needs(test_server, foreign):
    set_up(test_server, foreign)

    with servers.databases("test", ("shop_api",)) as found:
        assert found == {"shop_api": foreign}
        with psycopg.connect(foreign.owner, autocommit=True) as owner:
            owner.execute("CREATE TABLE thing (id int)")
        with psycopg.connect(foreign.application) as application:
            application.execute("INSERT INTO thing VALUES (1)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute("CREATE TABLE other (id int)")


def test_roles_that_are_missing_are_answered_with_the_sql_to_run(test_server, foreign):
    with pytest.raises(state.StageError) as refusal, servers.databases("test", ("shop_api",)):
        pass

    said = str(refusal.value)
    assert 'CREATE ROLE "their_owner" LOGIN PASSWORD' in said
    assert 'CREATE DATABASE "theirs" OWNER "their_owner";' in said
    assert 'GRANT SET ON PARAMETER session_replication_role TO "their_owner";' in said
    assert foreign.application_password not in said


def test_a_missing_application_role_is_created_when_the_owner_may(test_server, foreign):
    set_up(test_server, foreign, "ALTER ROLE their_owner CREATEROLE")
    with test_server.connect("theirs") as inside:
        inside.execute("DROP OWNED BY their_app")
        inside.execute("DROP ROLE their_app")

    with servers.databases("test", ("shop_api",)):
        psycopg.connect(foreign.application).close()


def test_an_owner_who_may_not_copy_databases_cannot_test(test_server, foreign):
    set_up(test_server, foreign, "ALTER ROLE their_owner NOCREATEDB")

    with pytest.raises(state.StageError, match="may not copy databases") as refusal:
        servers.databases("test", ("shop_api",)).__enter__()

    assert 'ALTER ROLE "their_owner" CREATEDB;' in str(refusal.value)


def test_a_wrong_password_of_the_application_is_named(test_server, foreign, monkeypatch):
    set_up(test_server, foreign, "ALTER ROLE their_app PASSWORD 'another'")

    with pytest.raises(state.StageError, match="PERSONAL_DATABASE_URL does not connect"):
        servers.databases("test", ("shop_api",)).__enter__()


@pytest.mark.parametrize("missing", ["PERSONAL_DATABASE_URL", "PERSONAL_OWNER_URL"])
def test_half_an_address_is_refused(foreign, monkeypatch, missing):
    monkeypatch.delenv(missing)

    with pytest.raises(state.StageError, match=f"set {missing} too"):
        servers.databases("test", ("shop_api",)).__enter__()


def test_one_role_for_both_services_is_refused(test_server, foreign, monkeypatch):
    set_up(test_server, foreign)
    monkeypatch.setenv("CONTENT_DATABASE_URL", foreign.application)
    monkeypatch.setenv("CONTENT_OWNER_URL", foreign.owner)

    with pytest.raises(state.StageError, match="no role may reach both databases"):
        servers.databases("test").__enter__()


def test_a_password_never_reaches_the_screen():
    assert roles.without_password("postgresql://me:s%40cret@host:1/db") == "postgresql://me:…@host:1/db"
