"""The smallest Django that the wire package needs. Most tests here need no database; those that do ask for `server`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django
import psycopg
import pytest
from django.conf import settings
from psycopg import sql

if not settings.configured:
    settings.configure(
        SECRET_KEY="tests-only",
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        DATABASES={},
        DEFAULT_CHARSET="utf-8",
        USE_TZ=True,
    )
    django.setup()


@dataclass(frozen=True)
class Server:
    """An empty database and its two roles, as postgresql:// addresses."""

    application: str
    owner: str

    @contextmanager
    def connected(self, *, as_owner: bool) -> Iterator[object]:
        """Make Django's `default` connection one of the role, for the time of a block."""
        from django.db import connections
        from django.db.backends.postgresql.base import DatabaseWrapper

        from frontend_contracts.wire.database_urls import databases

        entry = databases(application_url=self.application, owner_url=self.owner, as_owner=as_owner)
        connection = DatabaseWrapper(connections.configure_settings(entry)["default"], "default")
        before = connections["default"]
        connections["default"] = connection
        try:
            yield connection
        finally:
            connection.close()
            connections["default"] = before


@pytest.fixture(scope="session")
def wire_database() -> Iterator[Server]:
    """A database of this process on the server that the other tests use, dropped at the end."""
    from tests.stage import servers

    name = f"wire_{os.getpid()}"
    with servers.databases("test", ("cms",)) as found:
        addresses = found["cms"].of_database(name)
        with psycopg.connect(found["cms"].owner, autocommit=True) as owner:
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            try:
                yield Server(application=addresses.application, owner=addresses.owner)
            finally:
                # Sessions just closed are waited for; FORCE would need the right to end the application's.
                owner.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


@pytest.fixture
def server(wire_database: Server, django_db_blocker) -> Iterator[Server]:
    """The database of this process, empty."""
    with psycopg.connect(wire_database.owner, autocommit=True) as owner:
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")
    with django_db_blocker.unblock():
        yield wire_database
