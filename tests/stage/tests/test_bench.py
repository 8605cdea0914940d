"""The bench asks for what it says, over each door, and takes no wrong answer for a quick one. Nothing here is timed."""

from itertools import islice

import psycopg
import pytest

from tests.stage import bench, bench_load, bench_rows, services, state
from tests.stage.bench_load import Connection

READS = (
    ("shop_api", "catalogue, list of 12"),
    ("shop_api", "catalogue, detail"),
    ("cms", "products, list of 12"),
    ("cms", "products, detail"),
    ("cms", "policy in force"),
)
ORDERS = 2


@pytest.fixture
def rows(stage: services.Stage, monkeypatch: pytest.MonkeyPatch) -> dict[str, bench_rows.Row]:
    """The rows by name, for a stage with fewer products than the bench has."""
    monkeypatch.setattr(bench_rows, "PAGE", 12)
    monkeypatch.setattr(bench_rows, "PLENTY", 2 * ORDERS)
    monkeypatch.setattr(bench_rows.Orders, "BATCH", ORDERS)

    def forget_rates() -> None:
        with psycopg.connect(stage.addresses["shop_api"].owner, autocommit=True) as owner:
            owner.execute("DELETE FROM gate_ratecounter")

    place = stage.place
    return {one.name: one for one in bench_rows.rows(place.url("shop_api"), place.url("cms"), forget_rates)}


def test_there_is_a_row_for_each_read_over_each_door_and_for_the_order(rows: dict[str, bench_rows.Row]) -> None:
    reads = {f"{service}: {what} · {door}" for service, what in READS for door in bench_rows.DOORS}
    orders = {f"shop_api: a whole order of 2 lines · {door}" for door in ("REST", "GraphQL")}

    assert set(rows) == reads | orders
    assert {row.statements for row in rows.values()} == {3, 60}


def test_every_row_is_answered_with_what_it_asks_for(rows: dict[str, bench_rows.Row], stage: services.Stage) -> None:
    for row in rows.values():
        connection = Connection(stage.place.url(row.service))
        asked = list(islice(row.requests(1), ORDERS if row.at_most else 12))

        bodies = [connection.checked(one).body for one in asked]

        connection.close()
        assert len(set(bodies)) > 1, f"{row.name} asks for the same again and again"


def test_an_answer_that_is_another_one_ends_the_bench(stage: services.Stage) -> None:
    base = stage.place.url("shop_api")
    wrong_status = bench_load.request("GET", "/api/v1/catalog/never")
    wrong_content = bench_load.request("GET", "/healthz", holds=['"status":"never"'])

    for one in (wrong_status, wrong_content):
        with pytest.raises(state.StageError, match="The bench was refused: GET /"):
            bench_load.run(base, [one], clients=2, seconds=None)


def test_every_request_of_a_batch_is_sent_once(stage: services.Stage) -> None:
    batch = [bench_load.request("GET", f"/healthz?{number}") for number in range(40)]

    answered, _ = bench_load.run(stage.place.url("cms"), batch, clients=4, seconds=None)

    assert answered == 40


def test_the_table_shows_medians_and_aims() -> None:
    reading = bench.Reading(rate=1000.0, server_cpu_ms=0.5, database_cpu_ms=0.25, statements=1.0)
    row = bench_rows.Row(name="a list", service="cms", requests=lambda start: [], aim=1.0, statements=3)
    yardsticks = dict.fromkeys((bench.GUNICORN, bench.OWN_SERVER), reading)
    result = bench.Result(
        row=row, ratio=1.25, worst=1.0, best=1.5, on_own_server=0.75, middle=reading, yardsticks=yardsticks
    )

    page = bench.table([result], {"cms": 154.2}, rounds=5, seconds=1.5)

    assert "| a list | 1.25 (1.00–1.50) | 1 | 1.00 | 0.75 | 1000 | 0.50 | 0.25 | 1.0 | 3 |" in page
    assert "| cms | 154 |" in page
