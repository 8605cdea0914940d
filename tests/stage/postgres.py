"""One embedded PostgreSQL for each checkout and purpose: shared under leases, stopped by the last one to leave.

`python -m tests.stage.postgres clean` stops the servers of this checkout and deletes everything the stage keeps.
"""

import atexit
import contextlib
import locale
import shutil
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

import psutil
import psycopg

from tests.stage import binaries, roles, secrets, state

SUPERUSER = "postgres"
READY_SECONDS = 60  # crash recovery of a demo that was killed has to fit in
POLL_SECONDS = 0.05
LOG_BYTES = 5_000_000  # an older log is dropped at the next start
CTYPES = ("C.UTF-8", "en_US.UTF-8", "UTF-8")  # pg_trgm tells letters from signs by it; plain C knows no Cyrillic

COMMON_SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "jit": "off", "timezone": "UTC"}
SAFE_SETTINGS = {"shared_preload_libraries": "pg_stat_statements", "max_connections": "100"}
FAST_SETTINGS = {
    "max_connections": "300",
    "fsync": "off",  # a test database is worth nothing after a power cut: it is made anew
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_parallel_workers_per_gather": "0",
}


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What sets the server of one purpose apart; a disposable one is made anew when it does not start."""

    disposable: bool
    settings: Mapping[str, str]


PROFILES = {
    "demo": Profile(disposable=False, settings={**COMMON_SETTINGS, **SAFE_SETTINGS}),
    "bench": Profile(disposable=False, settings={**COMMON_SETTINGS, **SAFE_SETTINGS}),
    "test": Profile(disposable=True, settings={**COMMON_SETTINGS, **FAST_SETTINGS}),
}


class Lease:
    """The right to use a running server. The last lease to be given back stops the server."""

    def __init__(self, server: "EmbeddedServer", users: state.SharedLock) -> None:
        self._server = server
        self._users: state.SharedLock | None = users
        atexit.register(self.give_back)

    def give_back(self) -> None:
        """Stop using the server; a second call does nothing."""
        users, self._users = self._users, None
        if users is None:
            return
        atexit.unregister(self.give_back)
        users.leave()
        self._server.stop_if_unused()


class EmbeddedServer:
    """The PostgreSQL of one purpose in one checkout."""

    def __init__(self, purpose: str) -> None:
        self.profile = PROFILES[purpose]
        self.folder = state.purpose_folder(purpose)
        self.lock = self.folder / "postgres.lock"
        self._users = self.folder / "postgres.users"
        self.vault = secrets.Vault(self.folder)
        self._programs = binaries.find_programs(state.state_root())
        self._home = state.make_folder(self.folder / "postgres", mode=state.OPEN_FOLDER)
        self._data = self._home / "data"
        self._log = self._home / "log"

    def lease(self) -> Lease:
        """Start the server, or attach to the one that runs, with roles and databases in place.

        :raises StageError: it cannot start; the text says why and holds the end of its log
        """
        with state.exclusive(self.lock):
            users = state.SharedLock(self._users)
            try:
                self._ensure_running()
                self._ensure_databases()
            except BaseException:  # Ctrl-C too must not leave a server behind that nobody will stop
                users.leave()
                if state.nobody_holds(self._users):
                    self.stop()
                raise
            return Lease(self, users)

    def addresses(self, service: roles.Service) -> roles.Addresses:
        """Return where a running server keeps the database of a service."""
        port, owner, application = self._port(), f"{service.database}_owner", f"{service.database}_app"
        return roles.Addresses(
            application=roles.address(
                user=application, password=self._password(application), port=port, database=service.database
            ),
            owner=roles.address(user=owner, password=self._password(owner), port=port, database=service.database),
        )

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Open a connection of the superuser, in autocommit."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self._port(),
            user=SUPERUSER,
            password=self._password(SUPERUSER),
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def process(self) -> psutil.Process | None:
        """Return the running server; None if there is none, whatever its pid file says."""
        try:
            pid = int((self._data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            is_ours = str(self._data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
        except (FileNotFoundError, ValueError, psutil.Error):
            return None
        return process if is_ours else None

    def stop(self) -> None:
        """Stop the server in order; one that does not listen is killed and recovers at the next start."""
        process = self.process()
        if process is None:
            return
        with contextlib.suppress(state.StageError):
            self._control("stop", "-m", "fast", "-t", "20")
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.is_running() and self.process() is not None:
                process.kill()
                process.wait(10)

    def stop_if_unused(self) -> None:
        """Stop the server unless some process holds a lease on it."""
        with state.exclusive(self.lock):
            if state.nobody_holds(self._users):
                self.stop()

    def delete(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        shutil.rmtree(self._data, ignore_errors=True)

    def _ensure_running(self) -> None:
        try:
            self._start_once()
        except state.StageError:
            if not self.profile.disposable:
                raise
            self.delete()
            self._start_once()

    def _start_once(self) -> None:
        self._ensure_data()
        deadline = time.monotonic() + READY_SECONDS
        while True:
            if self.process() is None:
                self._launch()
            try:
                with self.connect():
                    return
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise state.StageError(f"PostgreSQL in {self._home} does not answer: {error}") from error
                if "password authentication failed" in str(error):
                    raise state.StageError(
                        f"The password of PostgreSQL in {self._home} is not the one in {self.folder / 'secrets.json'}. "
                        "Bring that file back, or start over with fresh data."
                    ) from error
            time.sleep(POLL_SECONDS)

    def _ensure_data(self) -> None:
        """Make the data folder; a half-made one of a start that was killed never gets this name."""
        if self._data.exists():
            found = int((self._data / "PG_VERSION").read_text())
            if found != binaries.server_version():
                raise state.StageError(
                    f"{self._data} was made by PostgreSQL {found}; the installed one is {binaries.server_version()}. "
                    "Dump it with the old version, or start over with fresh data."
                )
            return
        fresh = self._home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=state.PRIVATE_FOLDER)
        self._programs.own(fresh)
        password_file = self._home / "password.new"
        state.write_private(password_file, self._password(SUPERUSER) + "\n")
        self._programs.own(password_file)
        try:
            arguments = ["-D", str(fresh), "-U", SUPERUSER, "--pwfile", str(password_file), "--auth=scram-sha-256"]
            self._programs.run("initdb", [*arguments, "--no-sync", *_locale_arguments()], workplace=self._home)
        finally:
            password_file.unlink()
        with (fresh / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude = 'stage.conf'\n")
        fresh.replace(self._data)

    def _launch(self) -> None:
        (self._data / "postmaster.pid").unlink(missing_ok=True)  # of a killed server; another may have its number
        port = self._choose_port()
        lines = [f"{name} = '{value}'" for name, value in {**self.profile.settings, "port": str(port)}.items()]
        settings = self._data / "stage.conf"
        settings.write_text("\n".join(lines) + "\n")
        settings.chmod(0o644)  # the folder around it is closed
        if not self._log.exists() or self._log.stat().st_size > LOG_BYTES:
            self._log.unlink(missing_ok=True)
            self._log.touch(mode=0o600)
            self._programs.own(self._log)
        try:
            self._control("start", "-t", str(READY_SECONDS), "-l", str(self._log))
        except state.StageError as error:
            tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])
            raise state.StageError(f"{error}\nThe end of its log, {self._log}:\n{tail}") from error

    def _control(self, *arguments: str) -> None:
        self._programs.run("pg_ctl", ["-D", str(self._data), "-w", "-s", *arguments], workplace=self._home)

    def _choose_port(self) -> int:
        """Return the port of last time, if it is free, so that an address noted down stays true."""
        known = self._home / "port"
        wanted = int(known.read_text()) if known.exists() else 0
        for candidate in (wanted, 0):
            with socket.socket() as probe, contextlib.suppress(OSError):
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", candidate))
                port = int(probe.getsockname()[1])
                known.write_text(f"{port}\n")
                return port
        raise state.StageError("No free port on 127.0.0.1 for PostgreSQL.")

    def _port(self) -> int:
        return int((self._home / "port").read_text())

    def _password(self, role: str) -> str:
        return self.vault.get(f"postgres.{role}", secrets.password)

    def _ensure_databases(self) -> None:
        """Create roles, databases and rights, or bring them back to what the vault and this code say."""
        with self.connect() as cluster:
            for database in ("postgres", "template1"):
                cluster.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
            for service in roles.SERVICES.values():
                self._ensure_roles(cluster, service)
                wanted = self.addresses(service)
                if not _exists(cluster, "SELECT 1 FROM pg_database WHERE datname = %s", service.database):
                    cluster.execute(roles.database_sql(wanted))
                for statement in roles.connect_sql(wanted):
                    cluster.execute(statement)
        for service in roles.SERVICES.values():
            with self.connect(service.database) as inside:
                for statement in roles.extension_sql():
                    inside.execute(statement)
                if not self.profile.disposable:
                    inside.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
                inside.execute(f"SET ROLE {service.database}_owner")
                for statement in roles.rights_sql(self.addresses(service)):
                    inside.execute(statement)

    def _ensure_roles(self, cluster: psycopg.Connection, service: roles.Service) -> None:
        for role in (f"{service.database}_owner", f"{service.database}_app"):
            known = _exists(cluster, "SELECT 1 FROM pg_roles WHERE rolname = %s", role)
            make = roles.password_sql if known else roles.role_sql
            cluster.execute(make(role, self._password(role)))
        if self.profile.disposable:
            for statement in roles.testing_sql(f"{service.database}_owner"):
                cluster.execute(statement)


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is not None


def _locale_arguments() -> list[str]:
    """Return the same sorting on every machine, and a character table that knows more than ASCII."""
    arguments = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    before = locale.setlocale(locale.LC_CTYPE)
    for name in CTYPES:
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, name)
            locale.setlocale(locale.LC_CTYPE, before)
            return [*arguments, f"--lc-ctype={name}"]
    return arguments


def clean() -> None:
    """Stop every server of this checkout and delete all that the stage keeps of it."""
    root = state.state_root()
    for purpose in PROFILES:
        if (root / purpose).exists():
            server = EmbeddedServer(purpose)
            with state.exclusive(server.lock):
                server.stop()
    shutil.rmtree(root)


if __name__ == "__main__":
    if sys.argv[1:] != ["clean"]:
        sys.exit("usage: python -m tests.stage.postgres clean")
    clean()
    print("Stopped the servers of this checkout and deleted their data.", file=sys.stderr)
