"""`manage.py shop_api check_policy [FILE | --url]`: does a policy say what this code does with personal data?

FILE holds a published document or a draft; `--url` asks the cms for the policy in force; without either the shop's own
copy of the policy in force is checked. Exit status 1 where policy and code differ, or where nothing was compared.
"""

import json
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

LANGUAGES = ("kk", "ru", "en")


class Command(BaseCommand):
    """Compare, print each finding with its clause, and say how much was compared."""

    help = "Compares a policy with the shop's code, in both directions. A file needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a file, or `--url`."""
        parser.add_argument("file", nargs="?", type=Path, help="a policy as JSON: a document or a draft")
        parser.add_argument("--url", action="store_true", help="ask the cms for the policy in force")
        parser.add_argument("--slug", default="privacy")
        parser.add_argument("--locale", default="en", choices=LANGUAGES)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every door, so that each write is listed, and compare."""
        if options["file"] and options["url"]:
            raise CommandError("Name a file or --url, not both.")
        import_module(settings.ROOT_URLCONF)
        source, document = self._document(options)
        found = policy_compiler.compare(document, inventory.unsigned()["inventory"])
        for finding in found.errors:
            self.stdout.write(f"{finding.clause_path or '/'}: {finding.message[options['locale']]}")
        counts = ", ".join(f"{count} {name}" for name, count in found.compared.items())
        self.stdout.write(f"{source} was compared with this code: {counts}.")
        if not found.is_clean:
            raise CommandError(f"Policy and code differ in {len(found.errors)} places.")
        self.stdout.write("Policy and code say the same.")

    def _document(self, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Answer where the policy is from, and the policy."""
        try:
            if options["file"]:
                text = options["file"].read_text(encoding="utf-8")
                return str(options["file"]), policy_files.document_in(json.loads(text))
            if options["url"]:
                return settings.CMS_URL, policy_files.document_in(cms_client.policy_in_force(options["slug"]).document)
        except (OSError, ValueError) as error:
            raise CommandError(f"The policy cannot be read: {error}") from None
        except cms_client.CmsFailed as failure:
            raise CommandError(f"The cms gave no policy: {failure.reason}.") from None
        current = policies.version_in_force(options["slug"], timezone.now())
        if current is None:
            raise CommandError(f"No version of {options['slug']} is in force here.")
        return f"{current.slug} {current.version}", policies.document_of(current.id)
