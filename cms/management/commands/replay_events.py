"""`manage.py cms replay_events`: send events again, or let a paused subscriber be tried again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.events import delivery, models, tasks


class Command(BaseCommand):
    """Puts the work into the queue; the worker sends."""

    help = "Send the events from one sequence to another again, or resume delivery to a paused subscriber."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which events."""
        parser.add_argument("first", nargs="?", type=int, help="sequence of the first event")
        parser.add_argument("last", nargs="?", type=int, help="sequence of the last event; the first alone without it")
        parser.add_argument("--resume", action="store_true", help="go on with a paused subscriber")

    def handle(self, *args: Any, **options: Any) -> None:
        """Resume, replay, or both."""
        first, last = options["first"], options["last"] or options["first"]
        if not options["resume"] and first is None:
            raise CommandError("Name the first event's sequence, or --resume.")
        if options["resume"]:
            delivery.resume()
            tasks.deliver_events.defer()
            self.stdout.write("Delivery goes on.")
        if first is not None:
            count = models.OutboxEvent.objects.filter(sequence__gte=first, sequence__lte=last).count()
            if count == 0:
                raise CommandError(f"There is no event from {first} to {last}.")
            tasks.replay_events.defer(first=first, last=last)
            self.stdout.write(f"{count} events are on their way again.")
