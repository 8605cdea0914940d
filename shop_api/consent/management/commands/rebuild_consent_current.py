"""`manage.py shop_api rebuild_consent_current`: write what stands anew from the events."""

from typing import Any

from django.core.management.base import BaseCommand

from shop_api.consent.steps import projection


class Command(BaseCommand):
    """Rebuild the projection."""

    help = "Write again, from the events alone, what stands for each subject and flag."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many rows stand."""
        self.stdout.write(f"{projection.rebuild()} flags written from the events.")
