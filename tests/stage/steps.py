"""What has to happen, in which order, before the demo can be shown. Each step is a command of one service."""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg

from tests.stage import clones, roles, state


@dataclass(frozen=True, kw_only=True)
class Step:
    """One `manage.py <service> <arguments>`; done again when `version` differs from the one of last time."""

    name: str
    service: str
    arguments: tuple[str, ...]
    version: str

    @property
    def title(self) -> str:
        """What a person reads."""
        return f"{self.service}: {self.name}"


def tables(service: str) -> Step:
    """Migrate, as the owner of the database; again when a migration or a package has changed."""
    files = [
        *(state.CHECKOUT / service).glob("**/migrations/*.py"),
        *(state.CHECKOUT / service / "settings").glob("**/*.py"),  # an app of a package brings tables too
        state.CHECKOUT / "frontend_contracts" / "wire" / "append_only.py",
        state.CHECKOUT / "requirements.lock",
    ]
    version = clones.key_of([file for file in files if file.exists()], [service])
    return Step(name="create the tables", service=service, arguments=("migrate", "--no-input"), version=version)


BEFORE_START = (
    Step(name="write the policy, the terms and 24 products", service="cms", arguments=("load_demo",), version="1"),
)
AFTER_PUBLICATIONS = (
    Step(
        name="hire staff, fill the shelves",
        service="shop_api",
        arguments=("load_demo",),
        version="1",
    ),
)


class Ledger:
    """Which steps a database has seen: kept in the database itself, so that it is gone when the data are."""

    def __init__(self, addresses: roles.Addresses) -> None:
        self._owner_url = addresses.owner

    def is_done(self, step: Step) -> bool:
        """Whether this version of the step was done in this database."""
        with psycopg.connect(self._owner_url, autocommit=True) as owner:
            if owner.execute("SELECT to_regclass('stage.steps')").fetchone() == (None,):
                return False
            row = owner.execute("SELECT version FROM stage.steps WHERE title = %s", [step.title]).fetchone()
            return row == (step.version,)

    def write(self, step: Step) -> None:
        """Note that the step was done."""
        with psycopg.connect(self._owner_url) as owner:
            owner.execute("CREATE SCHEMA IF NOT EXISTS stage")
            owner.execute("CREATE TABLE IF NOT EXISTS stage.steps (title text PRIMARY KEY, version text NOT NULL)")
            owner.execute(
                "INSERT INTO stage.steps VALUES (%s, %s) ON CONFLICT (title) DO UPDATE SET version = excluded.version",
                [step.title, step.version],
            )


def open_steps(steps: Iterable[Step], ledgers: dict[str, Ledger]) -> list[Step]:
    """Return the steps that are still to be done."""
    return [step for step in steps if not ledgers[step.service].is_done(step)]
