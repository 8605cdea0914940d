"""`make bench`: how fast the shop and the cms answer, as a ratio against a trivial Django view in the same run.

Each row is measured in turn with the yardstick, several rounds, and the median ratio is shown: machines drift, ratios
hold. Requests vary SKU, language and cursor. CPU is the whole server process tree's, PostgreSQL's apart; statements are
counted by pg_stat_statements. Nothing here fails a test: numbers of statements do that elsewhere.
"""

import argparse
import contextlib
import itertools
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg

import manage
from tests.stage import bench_rows as rows
from tests.stage import environments, postgres, processes, roles, services, state
from tests.stage.bench_rows import Request, Row

PURPOSE = "bench"
CLIENTS = 4  # threads with a kept connection each; two workers of the server on two cores are kept busy by them
TABLE = Path(__file__).with_name("BENCH.md")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One round of one row."""

    requests: int
    seconds: float
    server_cpu_ms: float
    database_cpu_ms: float
    statements: float

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return self.requests / self.seconds


@dataclass(frozen=True, kw_only=True)
class Result:
    """A row's medians over its rounds."""

    name: str
    ratio: float
    rate: float
    server_cpu_ms: float
    database_cpu_ms: float
    statements: float


def tree_cpu(pids: Sequence[int]) -> float:
    """CPU seconds of processes with their children."""
    total = 0.0
    for pid in pids:
        with contextlib.suppress(psutil.NoSuchProcess):
            parent = psutil.Process(pid)
            for one in [parent, *parent.children(recursive=True)]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    times = one.cpu_times()
                    total += times.user + times.system
    return total


def memory_mb(pid: int) -> float:
    """Proportional set size of a process tree, in MB; resident size where the kernel does not tell it."""
    total = 0
    parent = psutil.Process(pid)
    for one in [parent, *parent.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            full = one.memory_full_info()
            total += getattr(full, "pss", full.rss)
    return total / 1e6


class Load:
    """Sends a row's requests from several threads for a while, each over one kept connection."""

    def __init__(self, base: str) -> None:
        self.netloc = urlsplit(base).netloc

    def run(self, make: Callable[[int], Request], seconds: float, start: int) -> tuple[int, float]:
        """Returns how many requests were answered well, and in how many seconds."""
        counters = [0] * CLIENTS
        failures: list[str] = []
        numbers = itertools.count(start)
        ends = time.monotonic() + seconds

        def work(index: int) -> None:
            connection = HTTPConnection(self.netloc, timeout=30)
            while time.monotonic() < ends and not failures:
                request = make(next(numbers))
                connection.request(request.method, request.path, request.body, request.headers)
                response = connection.getresponse()
                body = response.read()
                if response.status not in request.expected or request.refuses(body):
                    failures.append(f"{request.method} {request.path}: {response.status} {body[:300]!r}")
                    return
                counters[index] += 1
            connection.close()

        begun = time.monotonic()
        threads = [threading.Thread(target=work, args=(index,)) for index in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise state.StageError(f"The bench was refused: {failures[0]}")
        return sum(counters), time.monotonic() - begun


class Bench:
    """Measures rows against the yardstick on a running stage."""

    def __init__(self, stage: services.Stage, yardstick: str, yardstick_pid: int, seconds: float) -> None:
        self.stage = stage
        self.yardstick = yardstick
        self.yardstick_pid = yardstick_pid
        self.seconds = seconds
        self.server = postgres.EmbeddedServer(PURPOSE)
        self.numbers = itertools.count(1, 1_000_000)

    def measure(self, row: Row, rounds: int) -> Result:
        """Alternate yardstick and row, and take medians."""
        ratios, readings = [], []
        for _ in range(rounds):
            yard = self._read(self.yardstick, self.yardstick_pid, "shop_api", row.yardstick)
            pid = self.stage.company.pid_of(f"{row.service} web")
            mine = self._read(self.stage.place.url(row.service), pid, row.service, row.make)
            ratios.append(mine.rate / yard.rate)
            readings.append(mine)
        return Result(
            name=row.name,
            ratio=statistics.median(ratios),
            rate=statistics.median(one.rate for one in readings),
            server_cpu_ms=statistics.median(one.server_cpu_ms for one in readings),
            database_cpu_ms=statistics.median(one.database_cpu_ms for one in readings),
            statements=statistics.median(one.statements for one in readings),
        )

    def _read(self, base: str, pid: int, service: str, make: Callable[[int], Request]) -> Reading:
        load = Load(base)
        load.run(make, 0.5, next(self.numbers))  # warm: connections, prepared statements, kept documents
        with self.server.connect(roles.SERVICES[service].database) as database:
            before_calls = _statements(database)
            before_server, before_database = tree_cpu([pid]), self._database_cpu()
            requests, seconds = load.run(make, self.seconds, next(self.numbers))
            server = tree_cpu([pid]) - before_server
            backends = self._database_cpu() - before_database
            calls = _statements(database) - before_calls
        return Reading(
            requests=requests,
            seconds=seconds,
            server_cpu_ms=server * 1000 / requests,
            database_cpu_ms=backends * 1000 / requests,
            statements=calls / requests,
        )

    def _database_cpu(self) -> float:
        postmaster = self.server.process()
        return tree_cpu([postmaster.pid]) if postmaster else 0.0


def _statements(database: psycopg.Connection) -> int:
    """Statements run so far by the applications in this database, transaction commands left out."""
    row = database.execute(
        "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid"
        " WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND r.rolname LIKE '%\\_app' AND query !~* '^(begin|commit|rollback|savepoint|release|set|show)'"
        " AND query NOT ILIKE '%procrastinate%'"
    ).fetchone()
    assert row is not None
    return int(row[0])


def yardstick_command(port: int) -> list[str]:
    """The yardstick under the same server, workers and threads as the services."""
    return manage.server_command(
        "tests.stage.yardstick:application",
        host="127.0.0.1",
        port=port,
        workers=services.WEB_WORKERS,
        threads=services.WEB_THREADS,
    )


def table(results: Sequence[Result], memory: dict[str, float], rounds: int, seconds: float) -> str:
    """The results as a page in Markdown."""
    lines = [
        "# Bench",
        "",
        "Written by `make bench`. *Ratio*: requests a second, divided by those of a trivial Django view (one indexed",
        "SELECT, JSON) in the same minute on the same server; medians. CPU in milliseconds a request. Statements as",
        f"PostgreSQL counted them. {rounds} rounds of {seconds:.0f} s a row, {CLIENTS} connections,",
        f"{services.WEB_WORKERS} workers. Requests vary SKU, language and cursor.",
        "",
        "| What | Ratio | Requests/s | CPU app, ms | CPU PostgreSQL, ms | Statements |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.name} | {one.ratio:.2f} | {one.rate:.0f} | {one.server_cpu_ms:.2f} |"
        f" {one.database_cpu_ms:.2f} | {one.statements:.1f} |"
        for one in results
    ]
    lines += ["", "| Service, two workers | Memory (PSS), MB |", "|---|---|"]
    lines += [f"| {name} | {megabytes:.0f} |" for name, megabytes in memory.items()]
    return "\n".join(lines) + "\n"


@contextlib.contextmanager
def running_bench(seconds: float) -> Iterator[Bench]:
    """Both services, filled, and the yardstick beside them."""
    folder = state.purpose_folder(PURPOSE)
    ports = {name: processes.free_port() for name in roles.SERVICES}
    place = environments.Place(folder=folder, ports=ports)
    with services.set_up(PURPOSE, place=place, say=_say) as stage:
        port = processes.free_port()
        command = processes.Command(
            name="yardstick", arguments=yardstick_command(port), environment=stage.environment("shop_api"), port=port
        )
        stage.company.start(command)
        stage.company.wait_for(f"/yardstick/{rows.first_sku()}", "yardstick", seconds=30)
        with postgres.EmbeddedServer(PURPOSE).connect("personal") as personal:
            personal.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        with postgres.EmbeddedServer(PURPOSE).connect("content") as content:
            content.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        yield Bench(stage, f"http://127.0.0.1:{port}", stage.company.pid_of("yardstick"), seconds)


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="rows whose name holds this text")
    options = parser.parse_args(arguments)
    try:
        with processes.stoppable(), running_bench(options.seconds) as bench:
            results = []
            for row in rows.rows(bench.stage.place):
                if options.only.lower() in row.name.lower():
                    result = bench.measure(row, options.rounds)
                    results.append(result)
                    cost = f"{result.server_cpu_ms:8.2f} ms{result.statements:7.1f} SQL"
                    _say(f"  {result.name:<58}{result.ratio:6.2f}{cost}")
            memory = {name: memory_mb(bench.stage.company.pid_of(f"{name} web")) for name in roles.SERVICES}
    except state.StageError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    page = table(results, memory, options.rounds, options.seconds)
    print(page)
    if not options.only:
        TABLE.write_text(page, encoding="utf-8")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
