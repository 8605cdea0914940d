"""`manage.py shop_api export_contracts [--check]`: write the shop's part of frontend_contracts/, or compare it."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from frontend_contracts.wire import contract_files
from shop_api.doors import exports


class Command(BaseCommand):
    """Write or compare the generated contracts of the shop."""

    help = "Write the generated contracts of the shop, or with --check say what is stale."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a file is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every door, then write or compare.

        :raises CommandError: a file is stale
        """
        import_module(settings.ROOT_URLCONF)  # importing the addresses registers every route and field
        try:
            said = contract_files.export(exports.files(), folders=exports.FOLDERS, only_check=options["check"])
        except contract_files.Stale as stale:
            raise CommandError(str(stale)) from None
        self.stdout.write(said)
