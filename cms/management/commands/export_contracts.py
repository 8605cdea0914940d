"""`manage.py cms export_contracts [--check]`: write this service's part of frontend_contracts/, or compare it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frontend_contracts.wire import contract_files


class Command(BaseCommand):
    """Write or compare the generated contracts of this service."""

    help = "Write the generated contracts of the content service, or with --check say what is stale."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a file is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or compare.

        :raises CommandError: a file is stale
        """
        from cms.api import exports  # the schema needs the installed apps

        try:
            said = contract_files.export(exports.files(), folders=exports.FOLDERS, only_check=options["check"])
        except contract_files.Stale as stale:
            raise CommandError(str(stale)) from None
        self.stdout.write(said)
