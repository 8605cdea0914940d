"""What publications answer: the shop's own events for other systems, and the state of those that came in."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models.functions import Coalesce

from shop_api.gate import outbox
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.publications import contracts, models
from shop_api.values.page import Page

SENDER = "cms"
#: A job that has not settled its event after so long was lost with its worker.
LOST_AFTER = timedelta(minutes=10)


@query(permission=Permission.EVENTS_READ)
def events(*, actor: Actor, criteria: contracts.EventsAfter) -> Page[contracts.ShopEvent]:
    """The shop's own events past a sequence number, oldest first, for systems that hold the events secret."""
    rows = outbox.events_after(criteria.after, criteria.limit + 1)
    shown, has_more = rows[: criteria.limit], len(rows) > criteria.limit
    data = tuple(
        contracts.ShopEvent(
            id=row.id,
            type=row.type,
            schema_version=row.schema_version,
            sequence=row.sequence,
            occurred_at=row.occurred_at,
            data=row.data,
        )
        for row in shown
    )
    cursors = tuple(str(row.sequence) for row in shown)
    return Page(data=data, next=cursors[-1] if has_more else None, has_more=has_more, cursors=cursors)


def pull_position() -> int:
    """The sequence up to which the cms's list was read."""
    row = models.PullPosition.objects.filter(sender=SENDER).first()
    return 0 if row is None else row.sequence


def incoming(event_id: UUID) -> models.IncomingEvent | None:
    """An event that came in; None when it never did."""
    return models.IncomingEvent.objects.filter(id=event_id).first()


def unsettled(at: datetime) -> list[UUID]:
    """Events that should have been tried by now: their job was lost, or they were given up and are due again."""
    late = models.IncomingEvent.objects.filter(
        state__in=[contracts.EventState.RECEIVED.value, contracts.EventState.FAILED.value]
    ).annotate(due_at=Coalesce("next_try_at", "received_at"))
    return list(late.filter(due_at__lt=at - LOST_AFTER).order_by("sequence").values_list("id", flat=True)[:100])


def state_counts() -> dict[str, int]:
    """How many events came to which end."""
    return dict(Counter(models.IncomingEvent.objects.values_list("state", flat=True)))
