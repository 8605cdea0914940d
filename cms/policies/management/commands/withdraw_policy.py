"""`manage.py cms withdraw_policy SLUG NUMBER --reason TEXT`: take back a version before its date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cms.policies import publishing


class Command(BaseCommand):
    """Take back a version whose date has not come; the one before it stays in force."""

    help = "Withdraws a published version that has not taken effect yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("number", type=int)
        parser.add_argument("--reason", required=True, help="kept with the version")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                version = publishing.withdraw_version(
                    slug=options["slug"],
                    number=options["number"],
                    reason=options["reason"],
                    by=None,
                    now=timezone.now(),
                )
        except publishing.WithdrawalRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Version {version.number} of {version.slug} is withdrawn.")
