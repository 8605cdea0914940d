"""The outbox: facts other systems may learn, written in the transaction of the change they tell of."""

from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from shop_api.gate import models
from shop_api.values.identifiers import new_id


def record(event_type: str, data: dict[str, Any], at: datetime) -> None:
    """Add an event. `data` is thin: ids, versions and codes, never a name, an address or a phone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO gate_outboxevent (id, sequence, type, schema_version, occurred_at, data, written_by)"
            " VALUES (%s, nextval('gate_outbox_sequence'), %s, 1, %s, %s, pg_current_xact_id()::text::bigint)",
            [new_id(), event_type, at, orjson.dumps(data).decode()],
        )


def events_after(sequence: int, limit: int) -> list[models.OutboxEvent]:
    """Events past a sequence number, in order.

    Numbers are given before commit, so a lower one can appear after a higher one. An event is shown only once every
    transaction older than the running ones has ended: a reader that remembers the last number misses none.
    """
    return list(
        models.OutboxEvent.objects.raw(
            "SELECT * FROM gate_outboxevent WHERE sequence > %s"
            " AND written_by < pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY sequence LIMIT %s",
            [sequence, limit],
        )
    )
