"""`manage.py shop_api export_contracts [--check]`: write the shop's part of frontend_contracts/, or compare it."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from frontend_contracts.wire import contract_files
from shop_api.doors import exports

FOLDER = Path(__file__).resolve().parents[4] / "frontend_contracts"


class Command(BaseCommand):
    """Write or compare the generated contracts of the shop."""

    help = "Write the generated contracts of the shop, or with --check say what is stale."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a file is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every door, then write or compare."""
        import_module(settings.ROOT_URLCONF)  # importing the addresses registers every route and field
        files = exports.files()
        if options["check"]:
            stale = contract_files.differences(FOLDER, files)
            if stale:
                raise CommandError("\n".join([*stale, "Run `make contracts` and commit what it writes."]))
            self.stdout.write(f"{len(files)} files are fresh")
            return
        changed = contract_files.write(FOLDER, files)
        self.stdout.write("\n".join([*changed, f"{len(files)} files written, {len(changed)} changed"]))
