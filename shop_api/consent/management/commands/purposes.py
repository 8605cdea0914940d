"""`manage.py shop_api purposes`: write the closed list of purposes and switches for the cms and for frontends."""

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand
from django.urls import get_resolver

from shop_api.gate.use_case import all_use_cases
from shop_api.values.purposes import Flag, Purpose, Switch

CONTRACT = Path(__file__).resolve().parents[4] / "frontend_contracts" / "shop_api" / "purposes.json"


class Command(BaseCommand):
    """Export the list; `--check` only says whether the file is fresh."""

    help = "Write frontend_contracts/shop_api/purposes.json from the code's list of purposes and switches."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        """Add `--check`."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare."""
        made = exported()
        if options["check"]:
            if not CONTRACT.exists() or CONTRACT.read_bytes() != made:
                raise SystemExit(f"{CONTRACT.name} is stale: run `manage.py shop_api purposes`.")
            return
        CONTRACT.write_bytes(made)
        self.stdout.write(f"{len(Purpose)} purposes and {len(Switch)} switches written to {CONTRACT.name}.")


def exported() -> bytes:
    """The file: each id, and whether some use case asks for it, so that a policy without it would close the shop."""
    get_resolver().url_patterns  # noqa: B018 - importing the addresses registers every use case
    asked: set[Flag] = set()
    for one in all_use_cases().values():
        if one.declared is not None and one.name != "give_or_refuse_consents":  # it asks whatever others ask
            asked |= set(one.declared.offered())
    lists = {
        "purposes": [{"id": flag.value, "needed": flag in asked} for flag in Purpose],
        "switches": [{"id": flag.value, "needed": flag in asked} for flag in Switch],
    }
    return orjson.dumps(lists, option=orjson.OPT_INDENT_2) + b"\n"
