"""`make bench`: how fast the shop and the cms answer, as a ratio against a trivial Django view in the same run.

Each row is measured in turn with the yardstick, several rounds, and medians are shown: machines drift, ratios hold.
Requests vary SKU, language and cursor, and each answer is checked. CPU is that of the server's whole process tree,
PostgreSQL's apart; statements are counted by pg_stat_statements, with the workers held still. Nothing here fails a
test: numbers of statements do that elsewhere.
"""

import argparse
import contextlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psutil
import psycopg

import manage
from tests.stage import bench_load, bench_rows, environments, postgres, processes, roles, services, state
from tests.stage.bench_load import Request
from tests.stage.bench_rows import Row
from tests.stage.play.whole import whole_play

PURPOSE = "bench"
CLIENTS = 8  # kept connections; the kernel deals them out to the two workers by chance, so not too few
WARM_SECONDS = 0.4
PRODUCTS = 200  # in public
GUNICORN = "yardstick, gunicorn"
OWN_SERVER = "yardstick, our server"
YARDSTICK = "tests.stage.yardstick:application"
COPY_SECONDS = 300  # for 178 events to reach the shop, the first time
TABLE = Path(__file__).with_name("BENCH.md")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One round."""

    rate: float  # requests in a second
    server_cpu_ms: float
    database_cpu_ms: float
    statements: float

    @property
    def cpu_ms(self) -> float:
        """Of server and PostgreSQL together."""
        return self.server_cpu_ms + self.database_cpu_ms


@dataclass(frozen=True, kw_only=True)
class Result:
    """A row's medians over its rounds; `worst` and `best` are the ratios of single rounds.

    `ratio` is against the yardstick behind gunicorn, `on_own_server` against the one behind the services' server.
    """

    row: Row
    ratio: float
    worst: float
    best: float
    on_own_server: float
    middle: Reading
    yardsticks: dict[str, Reading]

    @property
    def by_cpu(self) -> float:
        """The ratio that CPU alone would give: what else the machine was busy with shows less in it."""
        return self.yardsticks[GUNICORN].cpu_ms / self.middle.cpu_ms if self.middle.cpu_ms else 0.0


def tree(pid: int) -> list[psutil.Process]:
    """A process with its descendants."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def cpu_seconds(pid: int) -> float:
    """CPU seconds of a process tree so far, those of children that have ended included."""
    total = 0.0
    for one in tree(pid):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
            total += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return total


def memory_mb(pid: int) -> float:
    """Proportional set size of a process tree, in MB; resident size where the kernel does not tell it."""
    total = 0
    for one in tree(pid):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            full = one.memory_full_info()
            total += getattr(full, "pss", full.rss)
    return total / 1e6


class Bench:
    """Measures rows against the yardstick on a running stage."""

    def __init__(self, stage: services.Stage, seconds: float) -> None:
        self.stage = stage
        self.seconds = seconds
        self.server = postgres.EmbeddedServer(PURPOSE)
        self.shop, self.cms = stage.place.url("shop_api"), stage.place.url("cms")
        self._yardsticks: dict[str, str] = {}
        self._starts = count(1, 1_000_000)

    def start_yardsticks(self) -> None:
        """Serve the trivial view, behind gunicorn as the yardstick is defined, and as the services are served."""
        self._ask_yardstick = bench_rows.yardstick(bench_rows.shelf_of(self.shop, "/api/v1/catalog"))
        for name, command in ((GUNICORN, gunicorn_command), (OWN_SERVER, own_server_command)):
            port = processes.free_port()
            environment = self.stage.environment("shop_api")
            self.stage.company.start(
                processes.Command(name=name, arguments=command(port), environment=environment, port=port)
            )
            self._yardsticks[name] = f"http://127.0.0.1:{port}"
        self.stage.company.wait_for(_path(next(iter(self._ask_yardstick(0)))), *self._yardsticks, seconds=30)

    def rows(self) -> Iterator[Row]:
        """Every row."""
        return bench_rows.rows(self.shop, self.cms, self.forget_rates)

    def forget_rates(self) -> None:
        """One machine plays many people, so what the rate limits counted of it is deleted between rounds."""
        with self.server.connect(roles.SERVICES["shop_api"].database) as database:
            database.execute("DELETE FROM gate_ratecounter")

    def measure(self, row: Row, rounds: int) -> Result:
        """Alternate yardsticks and row, and take medians."""
        yards: dict[str, list[Reading]] = {name: [] for name in self._yardsticks}
        readings = []
        for _ in range(rounds):
            for name, base in self._yardsticks.items():
                yards[name].append(self._read(base, name, "shop_api", self._ask_yardstick, None))
            base = self.stage.place.url(row.service)
            readings.append(self._read(base, f"{row.service} web", row.service, row.requests, row.at_most))
        ratios = {
            name: [mine.rate / yard.rate for mine, yard in zip(readings, measured, strict=True)]
            for name, measured in yards.items()
        }
        return Result(
            row=row,
            ratio=statistics.median(ratios[GUNICORN]),
            worst=min(ratios[GUNICORN]),
            best=max(ratios[GUNICORN]),
            on_own_server=statistics.median(ratios[OWN_SERVER]),
            middle=_middle(readings),
            yardsticks={name: _middle(measured) for name, measured in yards.items()},
        )

    def _read(
        self,
        base: str,
        process: str,
        service: str,
        requests: Callable[[int], Iterable[Request]],
        at_most: int | None,
    ) -> Reading:
        if at_most is None:  # warm: connections, prepared statements, kept documents
            bench_load.run(base, requests(next(self._starts)), clients=CLIENTS, seconds=WARM_SECONDS)
        asked = requests(next(self._starts))
        pid = self.stage.company.pid_of(process)
        seconds = self.seconds if at_most is None else None
        with self.server.connect(roles.SERVICES[service].database) as database, self._workers_still():
            statements, server, backends = _statements(database), cpu_seconds(pid), self._database_cpu()
            answered, took = bench_load.run(base, asked, clients=CLIENTS, seconds=seconds)
            return Reading(
                rate=answered / took,
                server_cpu_ms=(cpu_seconds(pid) - server) * 1000 / answered,
                database_cpu_ms=(self._database_cpu() - backends) * 1000 / answered,
                statements=(_statements(database) - statements) / answered,
            )

    def _database_cpu(self) -> float:
        postmaster = self.server.process()
        return cpu_seconds(postmaster.pid) if postmaster else 0.0

    @contextlib.contextmanager
    def _workers_still(self) -> Iterator[None]:
        """Letters and events are sent later by workers; here they would only blur whose work is counted."""
        held = [one for name in roles.SERVICES for one in tree(self.stage.company.pid_of(f"{name} worker"))]
        for one in held:
            one.suspend()
        try:
            yield
        finally:
            for one in held:
                one.resume()


def gunicorn_command(port: int) -> list[str]:
    """The yardstick as it is defined: gunicorn, two workers of four threads, connections kept."""
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    return [sys.executable, "-m", "gunicorn", *options, "--keep-alive", "60", YARDSTICK]


def own_server_command(port: int) -> list[str]:
    """The same view behind the server of the services, with the same options."""
    size = {"workers": services.WEB_WORKERS, "threads": services.WEB_THREADS}
    return manage.server_command(YARDSTICK, host="127.0.0.1", port=port, **size)


def _statements(database: psycopg.Connection) -> int:
    """Statements run so far by the application in this database; begin, commit and savepoints left out."""
    row = database.execute(
        "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid"
        " WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND s.toplevel"
        " AND r.rolname LIKE '%\\_app' AND query !~* '^(begin|commit|rollback|savepoint|release)'"
    ).fetchone()
    assert row is not None
    return int(row[0])


def _middle(readings: Sequence[Reading]) -> Reading:
    return Reading(
        rate=statistics.median(one.rate for one in readings),
        server_cpu_ms=statistics.median(one.server_cpu_ms for one in readings),
        database_cpu_ms=statistics.median(one.database_cpu_ms for one in readings),
        statements=statistics.median(one.statements for one in readings),
    )


def _path(asked: Request) -> str:
    return asked.raw.split(b" ", 2)[1].decode()


def fill(stage: services.Stage) -> None:
    """Have 200 products in public, in plenty, and statistics that fit them.

    :raises StageError: a command fails, or the shop does not get its copies
    """
    command = [sys.executable, "-m", "tests.stage.bench_products", str(PRODUCTS)]
    environment = stage.environment("cms") | {"DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    stage.company.run(processes.Command(name="bench products", arguments=command, environment=environment))
    server = postgres.EmbeddedServer(PURPOSE)
    with server.connect("personal") as personal, server.connect("content") as content:

        def is_copied() -> bool:
            row = personal.execute("SELECT count(*) FROM catalog_product WHERE is_published").fetchone()
            return row is not None and row[0] >= PRODUCTS

        deadline = time.monotonic() + COPY_SECONDS
        while not is_copied():
            stage.company.require_alive()
            if time.monotonic() > deadline:
                raise state.StageError(f"The shop has not all products after {COPY_SECONDS} s.")
            time.sleep(services.POLL_SECONDS)
        personal.execute(
            "INSERT INTO catalog_stock (sku, on_hand, reserved, version, created_at, changed_at)"
            " SELECT sku, 20000000, 0, 1, now(), now() FROM catalog_variant ON CONFLICT (sku) DO UPDATE SET"
            " on_hand = 20000000 WHERE catalog_stock.on_hand < 10000000 AND catalog_stock.sku LIKE 'BENCH-%'"
        )
        for database in (personal, content):
            database.execute("VACUUM ANALYZE")


@contextlib.contextmanager
def running_bench(seconds: float) -> Iterator[Bench]:
    """Both services, filled, and the yardstick beside them."""
    os.environ["CMS_DEBUG"] = "no"  # as in production; the shop's development settings have it off anyway
    folder = state.purpose_folder(PURPOSE)
    ports = {name: processes.free_port() for name in roles.SERVICES}
    place = environments.Place(folder=folder, ports=ports)
    with services.set_up(PURPOSE, place=place, say=_say, play=whole_play()) as stage:
        with services.timed(f"have {PRODUCTS} products in public", _say):
            fill(stage)
        bench = Bench(stage, seconds)
        bench.start_yardsticks()
        yield bench


def table(results: Sequence[Result], memory: dict[str, float], *, rounds: int, seconds: float) -> str:
    """The results as a page in Markdown."""
    lines = [
        "# Bench",
        "",
        "Written by `make bench`. *Ratio*: requests a second, divided by those of a trivial Django view (one indexed",
        "SELECT answered as JSON, behind gunicorn with 2 × 4 threads) in the same minute; the median of the rounds, in",
        "brackets lowest and highest. *By CPU*: CPU of that yardstick divided by CPU of the row, which a busy machine",
        "blurs less. *On our server*: the ratio against the same view behind the server that the services run on. CPU",
        "is in milliseconds a request: of the server's processes, and of PostgreSQL's. Statements are PostgreSQL's own",
        "count, transaction control left out.",
        f"{rounds} rounds of {seconds:g} s a row, {CLIENTS} kept connections, {services.WEB_WORKERS} workers;",
        f"load of the machine at the end: {os.getloadavg()[0]:.1f};",
        f"{PRODUCTS} products; {os.cpu_count()} processors, shared by client, server and PostgreSQL.",
        f"An order's round is {bench_rows.Orders.BATCH} orders whose carts and quotes were made before.",
        "",
        "| What | Ratio | Aim | By CPU | On our server | Requests/s | CPU app | CPU database | Statements | At most |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name in (GUNICORN, OWN_SERVER) if results else ():
        lines.append(f"| {name} | | | | | {_numbers(_middle([one.yardsticks[name] for one in results]))} | |")
    for one in results:
        aim = "" if one.row.aim is None else f"{one.row.aim:g}"
        ratio = f"{one.ratio:.2f} ({one.worst:.2f}–{one.best:.2f})"
        others = f"{one.by_cpu:.2f} | {one.on_own_server:.2f}"
        lines.append(f"| {one.row.name} | {ratio} | {aim} | {others} | {_numbers(one.middle)} | {one.row.statements} |")
    lines += ["", "| Service, two workers | Memory (PSS), MB |", "|---|---|"]
    lines += [f"| {name} | {megabytes:.0f} |" for name, megabytes in memory.items()]
    return "\n".join(lines) + "\n"


def _numbers(reading: Reading) -> str:
    cpu = f"{reading.server_cpu_ms:.2f} | {reading.database_cpu_ms:.2f}"
    return f"{reading.rate:.0f} | {cpu} | {reading.statements:.1f}"


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="rows whose name holds this text; nothing is written then")
    options = parser.parse_args(arguments)
    try:
        with processes.stoppable(), running_bench(options.seconds) as bench:
            results = []
            for row in bench.rows():
                if options.only.lower() in row.name.lower():
                    results.append(bench.measure(row, options.rounds))
                    _say(_line(results[-1]))
            memory = {name: memory_mb(bench.stage.company.pid_of(f"{name} web")) for name in roles.SERVICES}
    except state.StageError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    page = table(results, memory, rounds=options.rounds, seconds=options.seconds)
    print(f"\n{page}")
    if not options.only:
        TABLE.write_text(page, encoding="utf-8")
    return 0


def _line(result: Result) -> str:
    cost = f"{result.middle.server_cpu_ms:7.2f} + {result.middle.database_cpu_ms:5.2f} ms"
    ratios = f"{result.ratio:6.2f}{result.by_cpu:6.2f}{result.on_own_server:6.2f}"
    return f"  {result.row.name:<52}{ratios}{cost}{result.middle.statements:7.1f} SQL"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
