"""`manage.py shop_api export_inventory [--unsigned] [--output FILE]`: the data inventory, as the address serves it."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from shop_api.privacy.queries import inventory


class Command(BaseCommand):
    """Write the inventory to the screen or into a file."""

    help = "Write the data inventory that policies are checked against; --unsigned needs no database and no key."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --unsigned and --output."""
        parser.add_argument("--unsigned", action="store_true", help="without counts of people, time and signature")
        parser.add_argument("--output", help="the file to write; without it the screen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every door, so that each write is listed, and write."""
        import_module(settings.ROOT_URLCONF)
        made = inventory.unsigned() if options["unsigned"] else inventory.signed(timezone.now())
        text = json.dumps(made, ensure_ascii=False, indent=2)
        if options["output"]:
            Path(options["output"]).write_text(text + "\n", encoding="utf-8")
            counts = f"{len(made['inventory']['fields'])} fields, {len(made['inventory']['recipients'])} recipients"
            self.stdout.write(f"{counts} written to {options['output']}.")
        else:
            self.stdout.write(text)
