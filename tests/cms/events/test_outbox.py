"""The outbox: inside a transaction, without gaps, in the order of commits, for good; and the feed that reads it."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from cms.events import models, outbox, queries
from tests.cms import doors

DATA = {"slug": "lamp", "version": 1, "sha256": "a" * 64}


def bearer(secret: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {secret or settings.EVENTS_SECRET}"}


def record(count: int) -> None:
    for _ in range(count):
        with transaction.atomic():
            outbox.record("product.published", DATA)


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_of_its_page() -> None:
    with pytest.raises(outbox.OutsideTransaction):
        outbox.record("product.published", DATA)

    assert models.OutboxEvent.objects.exists() is False


@pytest.mark.django_db
def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match=r"product\.forgotten"), transaction.atomic():
        outbox.record("product.forgotten", DATA)


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_get_sequences_without_gaps() -> None:
    def write() -> None:
        try:
            record(5)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = list(models.OutboxEvent.objects.all())
    assert [row.sequence for row in rows] == list(range(1, 41))
    assert [row.occurred_at for row in rows] == sorted(row.occurred_at for row in rows)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["events_outboxevent", "events_deliveryattempt", "audit_publicationrecord"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id", "TRUNCATE {} CASCADE"])
def test_rows_are_kept_for_good(table: str, statement: str) -> None:
    record(1)

    with (
        pytest.raises(DatabaseError, match=r"append-only|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))

    assert models.OutboxEvent.objects.count() == 1


@pytest.mark.django_db
def test_the_feed_is_read_in_pages() -> None:
    record(5)
    client = Client(headers=bearer())

    first = client.get("/api/v1/events?limit=3").json()
    second = client.get(f"/api/v1/events?limit=3&after={first['next']}").json()

    assert [event["sequence"] for event in first["data"] + second["data"]] == [1, 2, 3, 4, 5]
    assert (first["next"], second["next"]) == (3, None)
    assert set(first["data"][0]) == {"id", "type", "schema_version", "sequence", "occurred_at", "data"}


@pytest.mark.django_db
def test_both_doors_show_the_same_feed() -> None:
    record(2)
    query = "{events(after: 1){data{id type schemaVersion sequence occurredAt slug version sha256} next}}"

    rest = Client(headers=bearer()).get("/api/v1/events?after=1").json()["data"][0]
    answer = Client(headers=bearer()).post("/graphql/", {"query": query}, content_type="application/json").json()

    event = answer["data"]["events"]["data"][0]
    assert {"id": event["id"], "sequence": event["sequence"], "at": event["occurredAt"]} == {
        "id": rest["id"],
        "sequence": rest["sequence"],
        "at": rest["occurred_at"],
    }
    assert {name: event[name] for name in ("slug", "version", "sha256")} == rest["data"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer wrong", "bearer x", "Basic eA==", "Bearer ключ"], ids=str
)
def test_the_feed_is_for_subscribers_only(header: str | None) -> None:
    record(1)
    headers: dict[str, Any] = {} if header is None else {"authorization": header}

    rest = Client(headers=headers).get("/api/v1/events")
    query = {"query": "{events{data{slug}}}"}
    graphql = Client(headers=headers).post("/graphql/", query, content_type="application/json").json()

    assert (rest.status_code, rest.json()["code"]) == (401, "auth.required")
    assert graphql["errors"][0]["extensions"]["code"] == "auth.required"
    assert b"lamp" not in rest.content
    assert graphql["data"] is None


@pytest.mark.django_db
def test_the_feed_answers_are_kept_by_nobody() -> None:
    response = Client(headers=bearer()).get("/api/v1/events")

    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=501", "from=1"])
def test_impossible_pages_are_refused(query: str) -> None:
    response = Client(headers=bearer()).get(f"/api/v1/events?{query}")

    assert (response.status_code, response.json()["code"]) == (400, "input.invalid")


@pytest.mark.django_db
def test_the_feed_reaches_thirty_days_back() -> None:
    record(1)
    now = timezone.now()

    assert len(queries.feed(now=now + timedelta(days=29)).events) == 1
    assert queries.feed(now=now + timedelta(days=31)).events == []
    assert doors.Rest().get("events").code == "auth.required"
