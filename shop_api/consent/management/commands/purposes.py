"""`manage.py shop_api purposes`: write the closed list of purposes and switches, one file of the contract, alone."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import get_resolver

from shop_api.doors import exports

FILE = "shop_api/purposes.json"
CONTRACT = Path(__file__).resolve().parents[4] / "frontend_contracts" / FILE


class Command(BaseCommand):
    """Export the list; `--check` only says whether the file is fresh."""

    help = "Write frontend_contracts/shop_api/purposes.json, as `make contracts` does with all its files."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        """Add `--check`."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare, and say how many there are."""
        get_resolver().url_patterns  # noqa: B018 - importing the addresses registers every use case
        made = exports.files()[FILE]
        if options["check"]:
            if not CONTRACT.exists() or CONTRACT.read_text(encoding="utf-8") != made:
                raise CommandError(f"{CONTRACT.name} is stale: run `manage.py shop_api purposes`.")
            return
        CONTRACT.write_text(made, encoding="utf-8")
        listed = exports.purposes()
        counts = f"{len(listed['purposes'])} purposes and {len(listed['switches'])} switches"
        self.stdout.write(f"{counts} written to {CONTRACT.name}.")
