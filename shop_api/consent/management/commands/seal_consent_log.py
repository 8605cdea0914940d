"""`manage.py shop_api seal_consent_log`: seal what waits, now; the worker does it every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from shop_api.consent.contracts import SealEvents
from shop_api.consent.queries import log
from shop_api.consent.use_cases.seal_consent_log import seal_consent_log
from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK


class Command(BaseCommand):
    """Seal the log once."""

    help = "Put the events of consent that wait under one signed seal."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, and say what the newest seal holds."""
        if not log.has_waiting():
            self.stdout.write("Nothing waits: every event stands in a seal.")
            return
        clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="command:seal_consent_log")
        seal_consent_log(actor=clock, command=SealEvents(is_whole=True))
        seal = log.newest_seal()
        assert seal is not None  # noqa: S101 - something waited, so there is one; this tells the type checker
        self.stdout.write(f"Seal {seal.number}: events {seal.first} to {seal.last}, root {bytes(seal.root).hex()}")
