"""`manage.py shop_api verify_consent_log [--head FILE] [--public-key FILE]`: check the whole log of consents.

The log is tamper-evident from the first seal on: who can change the database can change what no seal holds yet, and can
cut seals off its end. `--head` finds the second: a copy of `/.well-known/consent-log/head.json` kept somewhere else.
"""

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from shop_api.consent import seals
from shop_api.consent.steps import verification


class Command(BaseCommand):
    """Verify the log."""

    help = "Hash every row of the consent log again and hold it against seals, chain and signatures."

    def add_arguments(self, parser: Any) -> None:
        """Add the head and the keys that come from outside."""
        parser.add_argument("--head", help="a head.json kept outside the database: the log must still hold its seal")
        parser.add_argument(
            "--public-key", action="append", help="a key.json; repeat it after a change of keys; default: the settings'"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was compared; name every damage and fail if there is any, or if nothing was there to check."""
        try:
            keys = [_read(path) for path in options["public_key"] or ()] or [seals.public_key()]
            head = _read(options["head"]) if options["head"] else None
        except (OSError, ValueError) as error:
            raise CommandError(f"Cannot read it: {error}") from error
        report = verification.verify(timezone.now(), keys=keys, head=head)
        counts = ", ".join(f"{count} {name}" for name, count in report.compared.items())
        self.stdout.write(f"Compared: {counts}. Newest seal: {report.newest or 'none'}; {report.waiting} events wait.")
        for one in report.damage:
            self.stderr.write(str(one))
        if report.damage:
            raise CommandError(f"The log is damaged in {len(report.damage)} places.")
        if not report.has_compared:
            raise CommandError("There was nothing to check: the log is empty.")
        self.stdout.write("The log is whole.")


def _read(path: str) -> dict[str, Any]:
    found = orjson.loads(Path(path).read_bytes())
    if not isinstance(found, dict):
        raise ValueError(f"{path} holds no JSON object")
    return found
