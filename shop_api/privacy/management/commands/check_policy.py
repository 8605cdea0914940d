"""`manage.py shop_api check_policy [FILE … | --url]`: does a policy, or the public offer, say what this code does?

FILE holds a published document or a draft; `--url` asks the cms for the text in force; without either the shop's own
copy of the text in force is checked, by the rules of today. `--slug` names another than the privacy policy. Exit status
1 where text and code differ, or where nothing was compared.
"""

import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frontend_contracts.wire import policy_compiler, policy_files
from shop_api.adapters import cms_client
from shop_api.consent.queries import policies
from shop_api.privacy.queries import inventory
from shop_api.values.clock import day_in_almaty

LANGUAGES = ("kk", "ru", "en")


class Command(BaseCommand):
    """Compare, print each finding with its clause, and say how much was compared."""

    help = "Compares a policy with the shop's code, in both directions. A file needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take files, or `--url`."""
        parser.add_argument("files", nargs="*", type=Path, help="policies or terms as JSON: documents or drafts")
        parser.add_argument("--url", action="store_true", help="ask the cms for the text in force")
        parser.add_argument("--slug", default="privacy")
        parser.add_argument("--locale", default="en", choices=LANGUAGES)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every door, so that each write is listed, and compare."""
        if options["files"] and options["url"]:
            raise CommandError("Name a file or --url, not both.")
        import_module(settings.ROOT_URLCONF)
        if options["files"]:
            differences = sum(self._compared(str(path), self._of_file(path), options) for path in options["files"])
        else:
            today = day_in_almaty(timezone.now())
            source, document = self._in_force(options)
            differences = self._compared(source, document, options, today=today)
        if differences:
            raise CommandError(f"Policy and code differ in {differences} places.")
        self.stdout.write("Policy and code say the same.")

    def _compared(
        self, source: str, document: dict[str, Any], options: dict[str, Any], *, today: date | None = None
    ) -> int:
        """Compare one text, print each finding with its clause and how much was compared, and count the findings."""
        found = policy_compiler.compare(document, inventory.unsigned()["inventory"], today=today)
        for finding in found.errors:
            self.stdout.write(f"{finding.clause_path or '/'}: {finding.message[options['locale']]}")
        counts = ", ".join(f"{count} {name}" for name, count in found.compared.items())
        self.stdout.write(f"{source} was compared with this code: {counts}.")
        return len(found.errors)

    def _of_file(self, path: Path) -> dict[str, Any]:
        try:
            return policy_files.document_in(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CommandError(f"The policy cannot be read: {error}") from None

    def _in_force(self, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Answer where the text in force is from, and the text."""
        if options["url"]:
            try:
                found = cms_client.policy_in_force(options["slug"])
                return settings.CMS_URL, policy_files.document_in(found.document)
            except ValueError as error:
                raise CommandError(f"The policy cannot be read: {error}") from None
            except cms_client.CmsFailed as failure:
                raise CommandError(f"The cms gave no policy: {failure.reason}.") from None
        current = policies.version_in_force(options["slug"], timezone.now())
        if current is None:
            raise CommandError(f"No version of {options['slug']} is in force here.")
        return f"{current.slug} {current.version}", policies.document_of(current.id)
