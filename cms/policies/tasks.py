"""Work of the queue: looking every minute whether something scheduled is due."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *", periodic_id="cms.publish_scheduled")
@app.task(name="cms.publish_scheduled", lock="cms.publish_scheduled", queueing_lock="cms.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Publish what is due and take down what has expired. `timestamp` is when the minute began, in Unix seconds."""
    call_command("publish_scheduled")
