"""`manage.py shop_api pull_events`: read the cms's list of events now, and say what it held."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop_api.adapters.cms_client import CmsFailed
from shop_api.publications import pulling, queries


class Command(BaseCommand):
    """Heal a gap by hand; the worker does the same every minute."""

    help = "Read the cms's own list of events past the last position and queue what never arrived."

    def handle(self, *args: Any, **options: Any) -> None:
        """Pull, then print the position and how many events came to which end."""
        try:
            found = pulling.pull()
        except CmsFailed as failure:
            raise CommandError(f"The cms could not be read: {failure.reason}. Start it, or check CMS_URL.") from failure
        counts = ", ".join(f"{count} {state}" for state, count in sorted(queries.state_counts().items()))
        self.stdout.write(f"{found} events past the last position; read to {queries.pull_position()}.")
        self.stdout.write(f"Events by state: {counts or 'none yet'}.")
