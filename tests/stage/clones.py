"""Databases for tests: one migrated template for each service, copied in a moment for each test process.

The template remembers the rows that migrations put in (in its schema `pristine`), so that a test which really commits
is cleaned up after by deleting what it left and putting back what it changed.
"""

import hashlib
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from tests.stage import roles

KEPT_TEMPLATES = 4  # of one service: a few branches can be tested in turn without migrating again
PRISTINE = "pristine"
LEDGER = "django_migrations"  # never touched by a test
LOCK_TIMEOUT_MS = 4_000
_TEMPLATE, _CLONE = "tpl", "run"
_HOST = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]


class TransactionLeftOpen(Exception):
    """A test ended while one of its connections was still inside a transaction."""


def key_of(files: Iterable[Path], more: Iterable[str]) -> str:
    """Return 12 hex digits that change with the names or contents of the files, or with the further strings."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
    for text in more:
        digest.update(f"{text}\0".encode())
    return digest.hexdigest()[:12]


def clone_name(base: str, worker: str) -> str:
    """Return the name of this process's clone; it tells later runs whose it was."""
    return f"{base}_{_CLONE}_{_HOST}_{os.getpid()}_{worker}"


class Workshop:
    """Makes and removes templates and clones beside the base database of a service, as its owner."""

    def __init__(self, base: roles.Addresses) -> None:
        self._base = base

    def make_clone(self, name: str, *, key: str, migrate: Callable[[roles.Addresses], None]) -> roles.Addresses:
        """Copy the template of this key into a new database; make the template first if there is none.

        `migrate` is given the addresses of an empty database with extensions and rights.
        """
        with self._connection() as owner, _turn(owner, "templates"):
            template = self._ensure_template(owner, key, migrate)
            self._remove_leftovers(owner, keep=template)
            _run(owner, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
            clone = self._base.of_database(name)
            _run_all(owner, roles.connect_sql(clone))
        return clone

    def drop(self, name: str) -> None:
        """Drop a database of ours, with the sessions that are still open on it."""
        with self._connection() as owner:
            _drop(owner, name)

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(self._base.owner, autocommit=True)

    def _ensure_template(self, owner: psycopg.Connection, key: str, migrate: Callable[[roles.Addresses], None]) -> str:
        """Return the name of the template. It carries its name only when it is complete."""
        name = f"{self._base.database}_{_TEMPLATE}_{key}"
        if name not in _databases(owner, f"{self._base.database}_{_TEMPLATE}_"):
            fresh = f"{self._base.database}_{_TEMPLATE}_unfinished"
            _drop(owner, fresh)
            _run(owner, "CREATE DATABASE {}", fresh)
            wanted = self._base.of_database(fresh)
            _run_all(owner, roles.connect_sql(wanted))
            with psycopg.connect(wanted.owner, autocommit=True) as inside:
                _run_all(inside, [*roles.extension_sql(), *roles.rights_sql(wanted)])
            migrate(wanted)
            with psycopg.connect(wanted.owner, autocommit=True) as inside:
                _remember_rows(inside)
            _run(owner, "ALTER DATABASE {} ALLOW_CONNECTIONS false", fresh)
            _run(owner, "ALTER DATABASE {} RENAME TO {}", fresh, name)
        _run(owner, "COMMENT ON DATABASE {} IS " + f"'{time.time_ns():020d}'", name)
        return name

    def _remove_leftovers(self, owner: psycopg.Connection, *, keep: str) -> None:
        """Drop clones whose process is gone, and all but the templates used last."""
        for name in _databases(owner, f"{self._base.database}_{_CLONE}_{_HOST}_"):
            pid = int(name.split("_")[-2])
            if not psutil.pid_exists(pid):
                _drop(owner, name)
        by_use = _databases(owner, f"{self._base.database}_{_TEMPLATE}_")
        for name in by_use[KEPT_TEMPLATES:]:
            if name != keep:
                _drop(owner, name)


class Cleaner:
    """Brings a clone back to what migrations made of it, as the owner, past append-only triggers.

    Deleting the few rows of a test takes milliseconds; TRUNCATE of a hundred tables, or a new clone, takes many more.
    """

    def __init__(self, clone: roles.Addresses) -> None:
        self._owner = psycopg.connect(clone.owner, autocommit=True, options=f"-c lock_timeout={LOCK_TIMEOUT_MS}")
        self._seeded = _tables(self._owner, PRISTINE)
        self._tables = [name for name in _tables(self._owner, "public") if name != LEDGER]
        self._pristine = self._digests(PRISTINE)

    def clean(self) -> None:
        """Delete what a test committed, and put back the rows of migrations that it changed.

        :raises TransactionLeftOpen: rows that are not committed yet would turn up in a later test
        """
        self._wait_for_writers()
        filled = self._filled()
        changed = [name for name, digest in self._digests("public").items() if digest != self._pristine[name]]
        spoilt = [name for name in self._tables if name in changed or (name in filled and name not in self._pristine)]
        if not spoilt:
            return
        with self._owner.transaction():
            self._owner.execute("SET LOCAL session_replication_role = replica")
            for name in spoilt:
                self._owner.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(name)))
            for name in changed:
                self._put_back(name)

    def close(self) -> None:
        """Close the connection."""
        self._owner.close()

    def _filled(self) -> set[str]:
        """Return the tables that hold a row and held none after migrating."""
        probe = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM public.{})")
        probes = [probe.format(name, sql.Identifier(name)) for name in self._tables if name not in self._pristine]
        if not probes:
            return set()
        return {row[0] for row in self._owner.execute(sql.SQL(" UNION ALL ").join(probes))}

    def _digests(self, schema: str) -> Mapping[str, str]:
        """Return a digest of the rows of each table that migrations filled."""
        probe = sql.SQL("SELECT {}, (SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t)")
        probes = [probe.format(name, sql.Identifier(schema, name)) for name in self._seeded]
        if not probes:
            return {}
        return dict(self._owner.execute(sql.SQL(" UNION ALL ").join(probes)).fetchall())

    def _put_back(self, name: str) -> None:
        columns = self._owner.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass "
            "AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [sql.Identifier("public", name).as_string(self._owner)],
        ).fetchall()
        listed = sql.SQL(", ").join(sql.Identifier(column) for (column,) in columns)
        statement = sql.SQL(
            "INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {kept}"
        )
        self._owner.execute(
            statement.format(table=sql.Identifier(name), columns=listed, kept=sql.Identifier(PRISTINE, name))
        )

    def _wait_for_writers(self) -> None:
        """Give threads of the test a moment to end their transactions."""
        deadline = time.monotonic() + LOCK_TIMEOUT_MS / 1000
        while tables := self._owner.execute(
            "SELECT DISTINCT relation::regclass::text FROM pg_locks WHERE locktype = 'relation' AND granted "
            "AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid() "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchall():
            if time.monotonic() > deadline:
                named = ", ".join(name for (name,) in tables)
                raise TransactionLeftOpen(f"The test left a transaction open that wrote to {named}.")
            time.sleep(0.02)


def _remember_rows(inside: psycopg.Connection) -> None:
    """Copy the tables that migrations filled into the schema `pristine`."""
    inside.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(PRISTINE)))
    for name in _tables(inside, "public"):
        source, copy = sql.Identifier("public", name), sql.Identifier(PRISTINE, name)
        has_rows = inside.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(source)).fetchone()
        if name != LEDGER and has_rows == (True,):
            inside.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(copy, source))


def _tables(connection: psycopg.Connection, schema: str) -> list[str]:
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = %s AND c.relkind = 'r' ORDER BY c.relname",
        [schema],
    )
    return [name for (name,) in rows]


def _databases(owner: psycopg.Connection, prefix: str) -> list[str]:
    """Return the databases whose name starts so, the one used last first."""
    rows = owner.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) "
        "ORDER BY shobj_description(oid, 'pg_database') DESC NULLS LAST, datname",
        [prefix],
    )
    return [name for (name,) in rows]


@contextmanager
def _turn(owner: psycopg.Connection, name: str) -> Iterator[None]:
    """Let one process at a time go on; the server frees the lock when the holder dies."""
    owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    try:
        yield
    finally:
        owner.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _drop(owner: psycopg.Connection, name: str) -> None:
    _run(owner, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(owner: psycopg.Connection, template: str, *names: str) -> None:
    owner.execute(sql.SQL(template).format(*map(sql.Identifier, names)))


def _run_all(owner: psycopg.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        owner.execute(sql.SQL(statement))
