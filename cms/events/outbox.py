"""The outbox: how publishing tells subscribers, inside its own transaction."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from cms.events import models, tasks
from frontend_contracts.wire.webhooks import SCHEMA_VERSION, Event, EventType

OUTBOX_LOCK = 0x636D7301  # key of the advisory lock that orders writers; any constant nobody else uses


class OutsideTransaction(RuntimeError):
    """An event was recorded outside the transaction of the page it tells about."""


def record(event_type: str, data: dict[str, Any]) -> Event:
    """Write one event and wake the delivery, both in the caller's transaction.

    `data` is {"slug", "version", "sha256"}; it holds nothing about a person. Sequences have no gaps and follow the
    order of commits, because the lock is held until the caller's transaction ends.

    :raises OutsideTransaction: no transaction is open
    :raises ValueError: the type is none of `EventType`
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("Record an event inside the transaction that writes the page.")
    kind = EventType(event_type)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OUTBOX_LOCK])
    last = models.OutboxEvent.objects.aggregate(last=Max("sequence"))["last"] or 0
    row = models.OutboxEvent.objects.create(
        sequence=last + 1,
        type=kind.value,
        schema_version=SCHEMA_VERSION,
        occurred_at=timezone.now(),
        data=data,
    )
    # A job for each event: one that waits already might read the outbox before this transaction commits.
    tasks.deliver_events.defer()
    return as_event(row)


def as_event(row: models.OutboxEvent) -> Event:
    """The row as it stands on the wire."""
    return Event(
        id=row.id,
        type=row.type,
        schema_version=row.schema_version,
        sequence=row.sequence,
        occurred_at=row.occurred_at,
        data=row.data,
    )
