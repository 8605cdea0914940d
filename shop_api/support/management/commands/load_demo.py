"""`manage.py shop_api load_demo`: staff and stock of the demo. The customer signs up through the door, as people do."""

from contextlib import suppress
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import OPERATOR, Role
from shop_api.support import contracts
from shop_api.support.use_cases.create_staff_member import StaffExists, create_staff_member

ROLES = {
    "support_agent": Role.SUPPORT,
    "moderator": Role.MODERATOR,
    "stock_keeper": Role.STOCK_KEEPER,
    "responsible": Role.RESPONSIBLE,
}


class Command(BaseCommand):
    """Hires the demo's staff and fills the shelves; a second run changes nothing but the stock."""

    help = "Load the demo's staff and stock. The catalogue must have arrived from the cms."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create who is missing, then set every SKU's stock."""
        try:
            people = import_module("tests.stage.demo_content.people")
            products = import_module("tests.stage.demo_content.products")
        except ModuleNotFoundError as error:
            raise CommandError("The demo's content is part of a checkout, not of an image.") from error
        operator = Actor(
            kind=ActorKind.OPERATOR, at=timezone.now(), door="command", permissions=OPERATOR, principal="operator"
        )
        for person in people.PEOPLE:
            if person.role in ROLES:
                hired = contracts.CreateStaffMember(
                    email=person.email,
                    role=ROLES[person.role],
                    name=f"{person.first_name} {person.surname}",
                    password=person.password,
                )
                with suppress(StaffExists):
                    create_staff_member(actor=operator, command=hired)
        for sku, on_hand in products.initial_stock().items():
            call_command("set_stock", sku, str(on_hand))
