"""Gives each test process of a service its own database; loaded by `-p tests.stage.pytest_plugin`.

The addresses stand in the environment before Django reads its settings, so the tests connect as the application's role,
as production does. One run tests one service: `pytest tests/cms` or `pytest tests/shop_api`.
"""

import contextlib
import json
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.stage import clones, roles, servers, state

SETTINGS = "DJANGO_SETTINGS_MODULE"
BASE = "INFINI_TEST_BASE"  # how the workers of pytest-xdist learn which server their parent holds
RESOURCES = pytest.StashKey[contextlib.ExitStack]()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What this process will test: the service, the base database, and the clone that is still to be made."""

    service: roles.Service
    base: roles.Addresses
    clone: roles.Addresses


PLAN = pytest.StashKey[Plan]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Set the environment before pytest-django, which loads the settings in the same hook."""
    resources = early_config.stash[RESOURCES] = contextlib.ExitStack()
    early_config.add_cleanup(resources.close)
    name = service_of(early_config.known_args_namespace.file_or_dir, early_config.invocation_params.dir)
    if name is not None:
        os.environ.setdefault("INFINI_ENVIRONMENT", "test")
        os.environ.setdefault(SETTINGS, f"{name}.settings.{os.environ['INFINI_ENVIRONMENT']}")
        os.environ.pop("INFINI_DATABASE_ROLE", None)
        try:
            early_config.stash[PLAN] = _plan(roles.SERVICES[name], resources)
        except state.StageError as error:
            raise pytest.UsageError(str(error)) from error
    return (yield)


def service_of(arguments: Sequence[str], folder: Path) -> str | None:
    """Return the service whose tests these paths name; what the settings module says wins.

    :raises pytest.UsageError: they name both; settings are one to a process
    """
    chosen = os.environ.get(SETTINGS, "").partition(".")[0]
    if chosen in roles.SERVICES:
        return chosen
    tests = state.CHECKOUT / "tests"
    named = set()
    for argument in arguments or [str(folder)]:
        path = (folder / argument.partition("::")[0]).resolve()
        inside = path.relative_to(tests).parts if path.is_relative_to(tests) else ()
        named |= {part for part in inside if part in roles.SERVICES}
    if len(named) > 1:
        raise pytest.UsageError(f"Each service's tests need a run of their own: {', '.join(sorted(named))}.")
    return named.pop() if named else None


def _plan(service: roles.Service, resources: contextlib.ExitStack) -> Plan:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and BASE in os.environ:
        base = roles.Addresses(**json.loads(os.environ[BASE]))
    else:
        base = resources.enter_context(servers.databases("test", (service.name,)))[service.name]
        os.environ[BASE] = json.dumps({"application": base.application, "owner": base.owner})
    clone = base.of_database(clones.clone_name(base.database, worker or "main"))
    os.environ.update(servers.environment_of(service, clone))
    return Plan(service=service, base=base, clone=clone)


@pytest.fixture(scope="session")
def database_addresses(request: pytest.FixtureRequest) -> roles.Addresses:
    """Where this process's database is: `.application` and `.owner` are postgresql:// addresses."""
    plan = request.config.stash.get(PLAN, None)
    if plan is None:
        raise pytest.UsageError("These tests have no service, so no database: run pytest tests/cms or tests/shop_api.")
    return plan.clone


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    database_addresses: roles.Addresses,
) -> Iterator[None]:
    """Make the clone, and clean it as the owner after each test that really commits."""
    from django.db import connections
    from django.test import TransactionTestCase

    plan = request.config.stash[PLAN]
    workshop = clones.Workshop(plan.base)
    with django_db_blocker.unblock():
        workshop.make_clone(plan.clone.database, key=migrations_key(), migrate=migrate)
    cleaner = clones.Cleaner(plan.clone)
    with pytest.MonkeyPatch.context() as patch:  # Django would flush, which append-only tables refuse
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: cleaner.clean())
        yield
    cleaner.close()
    with django_db_blocker.unblock():
        connections.close_all()
    workshop.drop(plan.clone.database)


@pytest.fixture
def owner_connection(database_addresses: roles.Addresses, transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection as the owner of this process's database, in autocommit, for tests that really commit.

    What it inserts, changes or deletes is cleaned up with the test; what it does to the schema is not.
    """
    with psycopg.connect(database_addresses.owner, autocommit=True) as connection:
        yield connection


def migrations_key() -> str:
    """Return a digest of everything that decides what `migrate` makes of an empty database."""
    from django.apps import apps
    from django.conf import settings

    files = [
        path for application in apps.get_app_configs() for path in (Path(application.path) / "migrations").glob("*.py")
    ]
    files.append(state.CHECKOUT / "frontend_contracts" / "wire" / "append_only.py")
    return clones.key_of(files, [os.environ[SETTINGS], *settings.INSTALLED_APPS])


def migrate(addresses: roles.Addresses) -> None:
    """Run `migrate` in this process, as the owner of an empty database."""
    from django.core.management import call_command
    from django.db import connection, connections

    from frontend_contracts.wire import database_urls

    entry = connections.settings["default"]
    kept = dict(entry)
    wanted = database_urls.databases(application_url=addresses.application, owner_url=addresses.owner, as_owner=True)[
        "default"
    ]
    connection.close()
    try:
        entry.update(wanted)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old migrations of other packages; ours warn under `manage.py migrate`
            call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        entry.update(kept)
