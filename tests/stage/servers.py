"""Where the two databases are: on the servers that the environment names, else on the embedded one."""

import contextlib
import os
from collections.abc import Iterator, Mapping

import psycopg
from psycopg import sql

from tests.stage import postgres, roles, state

OLDEST_VERSION = 15  # PostgreSQL; before it, everybody may create tables in the schema `public`
CONNECT_SECONDS = 5


@contextlib.contextmanager
def databases(purpose: str, services: tuple[str, ...] = ("cms", "shop_api")) -> Iterator[dict[str, roles.Addresses]]:
    """Hold the databases of these services ready; the embedded server starts only when one of them needs it.

    :raises StageError: a server named by the environment lacks something; the text says which SQL to run
    """
    testing = postgres.PROFILES[purpose].disposable
    found = {name: _from_environment(roles.SERVICES[name], os.environ) for name in services}
    foreign = {name: addresses for name, addresses in found.items() if addresses is not None}
    for name, addresses in foreign.items():
        prepare_foreign(roles.SERVICES[name], addresses, testing=testing)
    _refuse_shared_roles(foreign)
    if len(foreign) == len(services):
        yield foreign
        return
    server = postgres.EmbeddedServer(purpose)
    lease = server.lease()
    try:
        yield {name: foreign.get(name) or server.addresses(roles.SERVICES[name]) for name in services}
    finally:
        lease.give_back()


def environment_of(service: roles.Service, addresses: roles.Addresses) -> dict[str, str]:
    """Return the two variables that point a process of this service at its database."""
    return {service.application_variable: addresses.application, service.owner_variable: addresses.owner}


def _from_environment(service: roles.Service, environment: Mapping[str, str]) -> roles.Addresses | None:
    names = (service.application_variable, service.owner_variable)
    application, owner = (environment.get(name, "") for name in names)
    if not application and not owner:
        return None
    if not application or not owner:
        missing = names[0] if not application else names[1]
        raise state.StageError(f"{names[0]} and {names[1]} belong together: set {missing} too, or neither of them.")
    return roles.Addresses(application=application, owner=owner)


def prepare_foreign(service: roles.Service, addresses: roles.Addresses, *, testing: bool) -> None:
    """Check a server that is not ours, and give the application's role its rights.

    A role that is missing is created when the owner may create roles.

    :raises StageError: something is missing that the owner's role cannot do; the text holds the SQL to run
    """
    try:
        owner = psycopg.connect(addresses.owner, autocommit=True, connect_timeout=CONNECT_SECONDS)
    except psycopg.OperationalError as error:
        raise _lacking(service, addresses, testing, f"{service.owner_variable} does not connect: {error}") from error
    with owner:
        if owner.info.server_version < OLDEST_VERSION * 10_000:
            raise state.StageError(f"{service.owner_variable} names a PostgreSQL older than {OLDEST_VERSION}.")
        try:
            _give_rights(owner, addresses)
        except psycopg.errors.InsufficientPrivilege as error:
            raise _lacking(service, addresses, testing, f"the owner's role may not do this: {error}") from error
        if testing and not _may_test(owner):
            raise _lacking(service, addresses, testing, "the owner's role may not copy databases or clean tables")
    try:
        psycopg.connect(addresses.application, connect_timeout=CONNECT_SECONDS).close()
    except psycopg.OperationalError as error:
        said = f"{service.application_variable} does not connect: {error}"
        raise _lacking(service, addresses, testing, said) from error


def _give_rights(owner: psycopg.Connection, addresses: roles.Addresses) -> None:
    role = addresses.application_role
    if owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
        owner.execute(sql.SQL(roles.role_sql(role, addresses.application_password)))
    for statement in [*roles.connect_sql(addresses), *roles.extension_sql(), *roles.rights_sql(addresses)]:
        owner.execute(sql.SQL(statement))


def _may_test(owner: psycopg.Connection) -> bool:
    row = owner.execute(
        "SELECT (rolcreatedb OR rolsuper) AND has_parameter_privilege('session_replication_role', 'SET') "
        "FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    return row is not None and bool(row[0])


def _lacking(service: roles.Service, addresses: roles.Addresses, testing: bool, said: str) -> state.StageError:
    return state.StageError(
        f"The database server of {service.name}: {said.strip()}\n"
        f"An administrator of that server runs once, with psql; leave out what is there already:\n\n"
        f"{roles.set_up_script(service, addresses, testing=testing)}\n"
    )


def _refuse_shared_roles(foreign: Mapping[str, roles.Addresses]) -> None:
    """No role may reach both databases: the wall between them is also the legal one."""
    used = [role for addresses in foreign.values() for role in (addresses.application_role, addresses.owner_role)]
    if len(foreign) > 1 and len(set(used)) != len(used):
        raise state.StageError("Give cms and shop_api roles of their own: no role may reach both databases.")
