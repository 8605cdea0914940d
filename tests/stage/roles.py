"""Roles, databases and rights, as SQL: the same for the embedded server, a foreign one and docker-compose.

Each service has an *owner* role, which owns the database and migrates, and an *application* role, which reads and
writes rows. No role of one service may connect to the database of the other.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from psycopg import sql

EXTENSIONS = ("pg_trgm", "btree_gin")


@dataclass(frozen=True, kw_only=True)
class Service:
    """One deployable: its name on the command line and the prefix of its variables; the database bears it in small."""

    name: str
    prefix: str

    @property
    def database(self) -> str:
        """The name of its database on an embedded server."""
        return self.prefix.lower()

    @property
    def application_variable(self) -> str:
        """The environment variable with the address the service works with."""
        return f"{self.prefix}_DATABASE_URL"

    @property
    def owner_variable(self) -> str:
        """The environment variable with the address migrations work with."""
        return f"{self.prefix}_OWNER_URL"


SERVICES = {
    "cms": Service(name="cms", prefix="CONTENT"),
    "shop_api": Service(name="shop_api", prefix="PERSONAL"),
}


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Two postgresql:// addresses of one database: the application's and the owner's."""

    application: str
    owner: str

    @property
    def database(self) -> str:
        """The name of the database both point to."""
        return unquote(urlsplit(self.owner).path.lstrip("/"))

    @property
    def application_role(self) -> str:
        """The name of the application's role."""
        return unquote(urlsplit(self.application).username or "")

    @property
    def application_password(self) -> str:
        """The password of the application's role."""
        return password_of(self.application)

    @property
    def owner_role(self) -> str:
        """The name of the owner's role."""
        return unquote(urlsplit(self.owner).username or "")

    def of_database(self, name: str) -> "Addresses":
        """Return the same roles on another database of the same server."""
        return Addresses(application=_with_database(self.application, name), owner=_with_database(self.owner, name))


def address(*, user: str, password: str, port: int, database: str) -> str:
    """Return the postgresql:// address of a database on this machine."""
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@127.0.0.1:{port}/{database}"


def without_password(url: str) -> str:
    """Return an address fit for a screen or a log."""
    return re.sub(r"//([^:/@]*):[^@]*@", r"//\1:…@", url)


def password_of(url: str) -> str:
    """Return the password in an address, unquoted."""
    return unquote(urlsplit(url).password or "")


def _with_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path="/" + quote(name, safe="")))


def role_sql(role: str, password: str) -> str:
    """Return the statement that creates a role that may log in and nothing else."""
    return _text("CREATE ROLE {} LOGIN PASSWORD {}", sql.Identifier(role), sql.Literal(password))


def password_sql(role: str, password: str) -> str:
    """Return the statement that sets the password of a role that exists."""
    return _text("ALTER ROLE {} LOGIN PASSWORD {}", sql.Identifier(role), sql.Literal(password))


def database_sql(addresses: Addresses) -> str:
    """Return the statement that creates the database."""
    return _text(
        "CREATE DATABASE {} OWNER {}", sql.Identifier(addresses.database), sql.Identifier(addresses.owner_role)
    )


def connect_sql(addresses: Addresses) -> list[str]:
    """Return what keeps everybody but the two roles out of the database. A clone of a database does not inherit it."""
    database, application = sql.Identifier(addresses.database), sql.Identifier(addresses.application_role)
    return [
        _text("REVOKE ALL ON DATABASE {} FROM PUBLIC", database),
        _text("GRANT CONNECT ON DATABASE {} TO {}", database, application),
    ]


def rights_sql(addresses: Addresses) -> list[str]:
    """Return what gives the application its rights on rows, to be run by the owner inside the database.

    Tables that are append-only take UPDATE and DELETE away again when they are migrated.
    """
    application = sql.Identifier(addresses.application_role)
    rows = "SELECT, INSERT, UPDATE, DELETE ON TABLES"
    return [
        _text("GRANT USAGE ON SCHEMA public TO {}", application),
        _text(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rows} TO {{}}", application),
        _text("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}", application),
    ]


def extension_sql() -> list[str]:
    """Return what installs the extensions the services search and index with."""
    return [f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS]


def testing_sql(owner_role: str) -> list[str]:
    """Return what the owner needs on a server of tests only: cloning, and cleaning tables that refuse DELETE."""
    owner = sql.Identifier(owner_role)
    return [
        _text("ALTER ROLE {} CREATEDB", owner),
        # Dropping a clone ends whatever a killed service left connected to it.
        _text("GRANT pg_signal_backend TO {}", owner),
        _text("GRANT SET ON PARAMETER session_replication_role TO {}", owner),
    ]


def set_up_script(service: Service, addresses: Addresses, *, testing: bool) -> str:
    """Return everything a superuser runs once with psql for one service; the reader fills in passwords."""
    owner, application = sql.Identifier(addresses.owner_role), sql.Identifier(addresses.application_role)
    lines = [
        _text("CREATE ROLE {} LOGIN PASSWORD {}", owner, sql.Literal(f"<as in {service.owner_variable}>")),
        _text("CREATE ROLE {} LOGIN PASSWORD {}", application, sql.Literal(f"<as in {service.application_variable}>")),
        *(testing_sql(addresses.owner_role) if testing else []),
        database_sql(addresses),
        *connect_sql(addresses),
    ]
    inside = [*extension_sql(), _text("SET ROLE {}", owner), *rights_sql(addresses)]
    connect = _text("\\connect {}", sql.Identifier(addresses.database))
    return "\n".join([f"{line};" for line in lines] + [connect] + [f"{line};" for line in inside])


def _text(template: str, *parts: sql.Composable) -> str:
    return sql.SQL(template).format(*parts).as_string()
