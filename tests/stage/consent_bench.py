"""What the log of consents costs: `python -m tests.stage.consent_bench`.

Sixteen writers run one use case, `give_or_refuse_consents`, as new people who answer three flags each, in three ways:
with the log as it is (leaves, commitments, order by subject, and a sealer every two seconds, where production has one
every minute); with plain inserts of the same rows in its place; and with one plain insert a write and no other trace.
Runs are interleaved; the median of the rates is compared, run by run. It prints and fails nothing.
"""

import argparse
import contextlib
import itertools
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from unittest import mock

from tests.stage import clones, pytest_plugin, roles, servers

WRITERS = 16
NEEDED = 0.8  # of the rate of plain inserts
FLAGS = {"support": True, "marketing_email": False, "order_fulfilment": True}


@contextlib.contextmanager
def database() -> Iterator[roles.Addresses]:
    """A migrated database of its own on the server of the tests, as the application; and Django set up on it."""
    os.environ.update(INFINI_ENVIRONMENT="test", DJANGO_SETTINGS_MODULE="shop_api.settings.test")
    service = roles.SERVICES["shop_api"]
    with servers.databases("test", (service.name,)) as found:
        base = found[service.name]
        clone = base.of_database(clones.clone_name(base.database, "bench"))
        os.environ.update(servers.environment_of(service, clone))
        import django

        django.setup()
        workshop = clones.Workshop(base)
        workshop.make_clone(clone.database, key=pytest_plugin.migrations_key(), migrate=pytest_plugin.migrate)
        try:
            yield clone
        finally:
            workshop.drop(clone.database)


def with_log() -> contextlib.AbstractContextManager[object]:
    """Nothing replaced; the log is sealed every two seconds meanwhile."""
    return _sealing()


@contextlib.contextmanager
def with_plain_inserts() -> Iterator[None]:
    """The same rows, without hashing, committing, locking and sealing."""
    from shop_api.consent import leaves, models
    from shop_api.consent.steps import recording

    def standing(subject_ref: bytes, flags: list[str]) -> dict[str, models.ConsentCurrent]:
        rows = models.ConsentCurrent.objects.filter(subject_ref=subject_ref, flag__in=flags)
        return {row.flag: row for row in rows}

    def anything(*_: object, **__: object) -> bytes:
        return os.urandom(32)

    with (
        mock.patch.object(leaves, "leaf_of", anything),
        mock.patch.object(leaves, "commitment", anything),
        mock.patch.object(leaves, "facts_hash", return_value="0" * 64),
        mock.patch.object(recording, "_locked_standing", standing),
    ):
        yield


@contextlib.contextmanager
def with_one_insert() -> Iterator[None]:
    """One row for each flag in a bare table, and no proof of anything."""
    from django.db import connection

    from shop_api.consent.port import Port
    from shop_api.values.identifiers import new_id

    def record(*_: object) -> tuple[()]:
        values = [value for flag, yes in FLAGS.items() for value in (new_id(), flag, yes)]
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO bare VALUES {', '.join(['(%s, %s, %s, now())'] * len(FLAGS))}", values)
        return ()

    with mock.patch.object(Port, "record", record):
        yield


@contextlib.contextmanager
def _sealing() -> Iterator[None]:
    from django.db import connections

    from shop_api.consent import tasks

    over = threading.Event()

    def work() -> None:
        while not over.wait(2):
            tasks.seal_consent_log(0)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def rate(token: str, seconds: float) -> tuple[float, float]:
    """Writes a second of all writers together, and milliseconds of this process's CPU for each."""
    from django.db import connections

    from shop_api.consent import contracts
    from shop_api.consent.use_cases.give_or_refuse_consents import give_or_refuse_consents
    from shop_api.gate.actor import Actor, ActorKind
    from shop_api.gate.consent_port import ConsentBlock
    from shop_api.gate.permissions import CUSTOMER
    from shop_api.values.identifiers import new_id

    counts = [0] * WRITERS
    command = contracts.GiveOrRefuseConsents(consent=ConsentBlock(form=token, flags=dict(FLAGS)))
    clock = [0.0, 0.0, 0.0]

    def start() -> None:  # once all are connected
        clock[:] = [time.monotonic(), time.monotonic() + seconds, time.process_time()]

    ready = threading.Barrier(WRITERS, action=start)
    failures: list[BaseException] = []

    def work(index: int) -> None:
        try:
            connections["default"].ensure_connection()
            ready.wait()
            while time.monotonic() < clock[1] and not failures:
                who = new_id()
                actor = Actor(
                    kind=ActorKind.CUSTOMER, at=datetime.now(UTC), door="rest", permissions=CUSTOMER, id=who,
                    subject_id=who, principal=f"account:{who}", address="192.0.2.0", user_agent="Bench",
                )  # fmt: skip
                give_or_refuse_consents.run(actor=actor, command=command)
                counts[index] += 1
        except BaseException as error:  # noqa: BLE001 - raised again below
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(index,)) for index in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    cpu_ms = (time.process_time() - clock[2]) * 1000 / sum(counts)
    return sum(counts) / (time.monotonic() - clock[0]), cpu_ms


WAYS: dict[str, Callable[[], contextlib.AbstractContextManager[object]]] = {
    "with the log": with_log,
    "plain inserts": with_plain_inserts,
    "one insert": with_one_insert,
}


def _token() -> str:
    from django.utils import timezone

    from shop_api.consent import contracts, queries
    from shop_api.gate.actor import Actor, ActorKind
    from tests.shop_api.consent import factories

    factories.publish_policy()
    actor = Actor(kind=ActorKind.ANONYMOUS, at=timezone.now(), door="rest")
    return queries.consent_form(actor=actor, criteria=contracts.ConsentFormOf()).token


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each run")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    with database() as addresses:
        import psycopg
        from django.db import connections
        from django.urls import get_resolver

        get_resolver().url_patterns  # noqa: B018 - importing the addresses registers every use case
        with psycopg.connect(addresses.owner, autocommit=True) as owner:
            owner.execute("CREATE TABLE bare (id uuid PRIMARY KEY, flag text, is_given bool, at timestamptz)")
            owner.execute("GRANT INSERT ON bare TO PUBLIC")
        token = _token()
        rates: dict[str, list[float]] = {name: [] for name in WAYS}
        for way in WAYS.values():  # warm
            with way():
                rate(token, 1)
        for run, name in itertools.product(range(options.runs), WAYS):
            with WAYS[name]():
                a_second, cpu_ms = rate(token, options.seconds)
            rates[name].append(a_second)
            print(f"run {run + 1}: {name:<14} {a_second:7.0f} writes/s, {cpu_ms:6.2f} ms CPU each", flush=True)
        connections.close_all()
    for name in list(WAYS)[1:]:
        ratio = statistics.median(mine / other for mine, other in zip(rates["with the log"], rates[name], strict=True))
        print(f"with the log against {name}: median ratio {ratio:.2f}")
        if name == "plain inserts":
            print(f"  {'at least' if ratio >= NEEDED else 'BELOW'} {NEEDED:.0%} of the rate, as is asked")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
