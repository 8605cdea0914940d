"""Work of the queue: sending events."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.task(name="cms.deliver_events", lock="cms.deliver_events", queueing_lock="cms.deliver_events")
def deliver_events() -> None:
    """Send what waits, in order."""
