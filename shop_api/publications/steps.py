"""Writes of publications: taking an event in, and waking the worker for it."""

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from frontend_contracts.wire.webhooks import Event
from shop_api.gate.actor import Actor
from shop_api.publications import contracts, models

TASK = "shop_api.apply_event"


def received(event: Event) -> contracts.ReceiveEvent:
    """An event of the wire as a command."""
    return contracts.ReceiveEvent(
        id=event.id, type=event.type, sequence=event.sequence, occurred_at=event.occurred_at, data=event.data
    )


def take_in(actor: Actor, events: tuple[contracts.ReceiveEvent, ...]) -> list[UUID]:
    """Insert events and wake the worker for those that are new, in one transaction; returns the new ones' ids."""
    new = []
    for event in events:
        row, is_new = models.IncomingEvent.objects.get_or_create(
            id=event.id,
            defaults={
                "type": event.type,
                "sequence": event.sequence,
                "occurred_at": event.occurred_at,
                "data": event.data,
                "received_at": actor.at,
                "state": contracts.EventState.RECEIVED.value,
            },
        )
        if is_new:
            wake(row.id)
            new.append(row.id)
    return new


def wake(event_id: UUID, after: timedelta = timedelta()) -> None:
    """Defer the job that fetches and applies an event; it runs only if this transaction commits."""
    # By name: the task stands above this rung and calls use cases.
    job = app.configure_task(TASK, schedule_in={"seconds": int(after.total_seconds())} if after else None)
    job.defer(event_id=str(event_id))
