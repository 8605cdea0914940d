"""A postgresql:// address becomes Django's DATABASES, with the settings that both services need."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LOCK_TIMEOUT_MS = 4_000  # a migration or a write that waits longer for a lock holds up everybody behind it
STATEMENT_TIMEOUT_MS = 15_000  # for the application's role; the owner's migrations may take as long as they need
IDLE_IN_TRANSACTION_MS = 60_000  # a forgotten transaction must not hold its locks for ever
CONNECT_TIMEOUT_SECONDS = 5  # PostgreSQL away → an answer of 503 soon, not a hanging worker
PREPARE_THRESHOLD = 2  # the third run of a statement is prepared

_SCHEMES = ("postgresql", "postgres")


class DatabaseAddressInvalid(ValueError):
    """The address cannot be used. The message names what is wrong and never the password."""


def role_of(url: str) -> str:
    """Answer the role (user name) in a postgresql:// address.

    :raises DatabaseAddressInvalid: no such address, or it names no user
    """
    return str(parse_database_url(url)["USER"])


def parse_database_url(url: str) -> dict[str, Any]:
    """Read `postgresql://user:password@host:port/name?option=value` as one entry of Django's DATABASES.

    Parts may be percent-encoded. `?host=/path` names a socket folder. Other options go to libpq as they are.

    :raises DatabaseAddressInvalid: another scheme, no user, no database name, or a port that is no number
    """
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise DatabaseAddressInvalid("A database address starts with postgresql://")
    try:
        port = parts.port
    except ValueError:
        raise DatabaseAddressInvalid("The port in the database address is not a number.") from None
    name = unquote(parts.path.removeprefix("/"))
    user = unquote(parts.username or "")
    if not name or not user:
        raise DatabaseAddressInvalid("A database address names a user and a database: postgresql://user@host/name")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": options.pop("port", None) or (str(port) if port else ""),
        "OPTIONS": dict(options),
    }


def databases(*, application_url: str, owner_url: str | None, as_owner: bool) -> dict[str, dict[str, Any]]:
    """Answer DATABASES with the one alias `default`, as the application's role or, for migrations, as the owner.

    `APPLICATION_ROLE` in the entry tells `append_only.grant_application_role` whom to grant to.

    :raises DatabaseAddressInvalid: an address is wrong, or the owner's is needed and missing
    """
    if as_owner and not owner_url:
        raise DatabaseAddressInvalid("This command changes the schema and needs the owner's database address.")
    entry = parse_database_url(owner_url if as_owner and owner_url else application_url)
    given = entry["OPTIONS"]
    entry["OPTIONS"] = {
        "server_side_binding": True,
        "prepare_threshold": PREPARE_THRESHOLD,
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        **given,
        # libpq lets the later of two -c settings win, so what the address says stays in force.
        "options": f"{_timeouts(as_owner)} {given.get('options', '')}".strip(),
    }
    # A new connection for each request costs seven times the request itself. No health check: a connection that
    # broke fails one request with 503 and is replaced; a check would cost every request a round trip.
    entry |= {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "ATOMIC_REQUESTS": False,
        "APPLICATION_ROLE": role_of(application_url),
    }
    return {"default": entry}


def _timeouts(as_owner: bool) -> str:
    timeouts = {
        "lock_timeout": LOCK_TIMEOUT_MS,
        "statement_timeout": 0 if as_owner else STATEMENT_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_MS,
    }
    return " ".join(f"-c {name}={value}" for name, value in timeouts.items())
