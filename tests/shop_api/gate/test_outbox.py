"""A reader of the outbox that remembers the last number misses nothing, whatever order writers commit in."""

import time
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import transaction

from shop_api.gate import outbox
from tests.stage import roles

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 23, tzinfo=UTC)
INSERT = (
    "INSERT INTO gate_outboxevent (id, sequence, type, schema_version, occurred_at, data, written_by)"
    " VALUES (gen_random_uuid(), nextval('gate_outbox_sequence'), 'slow', 1, now(), '{}',"
    " pg_current_xact_id()::text::bigint)"
)


def shown(after=0):
    return [event.type for event in outbox.events_after(after, 100)]


def soon(expected):
    """Whether these events come to be shown; writers of every database of the server are waited for."""
    deadline = time.monotonic() + 60
    while shown() != expected and time.monotonic() < deadline:
        time.sleep(0.05)
    return shown() == expected


def test_an_event_waits_for_writers_that_began_before_it(database_addresses: roles.Addresses) -> None:
    """A slow writer holds a lower number; showing the quick one's event first would skip the slow one's for ever."""
    with psycopg.connect(database_addresses.application) as slow:
        slow.execute(INSERT)
        with transaction.atomic():
            outbox.record("quick", {}, AT)
        before = shown()
        slow.commit()

    assert before == []
    assert soon(["slow", "quick"])


def test_events_of_a_write_that_was_undone_never_were() -> None:
    with transaction.atomic():
        outbox.record("undone", {}, AT)
        transaction.set_rollback(True)
    with transaction.atomic():
        outbox.record("done", {"number": 1}, AT)

    assert soon(["done"])
    assert shown(after=outbox.events_after(0, 1)[0].sequence) == []
