"""`manage.py shop_api set_stock SKU N`: how many pieces lie on the shelf."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frontend_contracts.wire.problems import Problem
from shop_api.catalog.use_cases import set_stock
from shop_api.doors import inputs
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import OPERATOR


class Command(BaseCommand):
    """Set stock from the operator's own machine."""

    help = "Set how many pieces of a SKU are on hand."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the SKU and the count."""
        parser.add_argument("sku")
        parser.add_argument("on_hand", type=int)

    def handle(self, *args: Any, sku: str, on_hand: int, **options: Any) -> None:
        """Run the use case as the operator."""
        actor = Actor(
            kind=ActorKind.OPERATOR, at=timezone.now(), door="command", permissions=OPERATOR, principal="operator"
        )
        try:
            command = inputs.parsed(set_stock.set_stock.command_type, {"sku": sku, "on_hand": on_hand}, "en")
            level = set_stock.set_stock(actor=actor, command=command)
        except Problem as problem:
            raise CommandError(f"{problem.code}: {problem.message('en')}") from problem
        self.stdout.write(f"{level.sku}: {level.on_hand} on hand, {level.reserved} reserved")
