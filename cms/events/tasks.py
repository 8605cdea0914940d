"""Work of the queue: sending events, again after a failure, and a sweep in case a wake-up was lost."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from frontend_contracts.wire import stalled_jobs

LOCK = "cms.events"  # one sender at a time, or two would overtake each other
RETRY_LOCK = "cms.deliver_events.retry"


@app.task(name="cms.deliver_events", lock=LOCK)
def deliver_events() -> None:
    """Send what waits, and come back when the next try is due."""
    from cms.events import delivery

    next_try_at = delivery.deliver()
    if next_try_at is not None:
        # Each event brought a job of its own; one of them coming back is enough.
        with suppress(AlreadyEnqueued):
            deliver_events.configure(schedule_at=next_try_at, queueing_lock=RETRY_LOCK).defer()


@app.task(name="cms.replay_events", lock=LOCK)
def replay_events(first: int, last: int) -> None:
    """Send some events once more."""
    from cms.events import delivery

    delivery.replay(first, last)


@app.periodic(cron="* * * * *")
@app.task(name="cms.sweep_events", queueing_lock="cms.sweep_events")
def sweep_events(timestamp: int) -> None:
    """Wake the delivery if something waits and no wake-up is on its way."""
    from cms.events import queries

    if queries.is_delivery_due(now=timezone.now()):
        deliver_events.defer()


@app.periodic(cron="* * * * *")
@app.task(name="cms.take_up_stalled", queueing_lock="cms.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Every minute: take up what a killed worker was at. Events are sent in order and marked once they arrived."""
    await stalled_jobs.take_up_stalled(context)
