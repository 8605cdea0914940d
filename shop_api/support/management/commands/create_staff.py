"""`manage.py shop_api create_staff EMAIL --role support --name "Айгерим Сейтова"`: an account at the desk."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frontend_contracts.wire.problems import Problem
from shop_api.doors import inputs
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import OPERATOR, Role
from shop_api.support import contracts
from shop_api.support.use_cases.create_staff_member import create_staff_member


class Command(BaseCommand):
    """Makes a member of staff."""

    help = "Make an account for the support desk at /support/. The password is asked for unless it is given."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe the arguments."""
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--name", required=True)
        parser.add_argument("--password", help="10 characters or more; without it, it is asked for and not shown")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, or say what is wrong."""
        operator = Actor(
            kind=ActorKind.OPERATOR,
            at=timezone.now(),
            door="command",
            permissions=OPERATOR,
            principal="operator",
            locale="en",
        )
        given = {name: options[name] for name in ("email", "role", "name", "password")}
        given["password"] = given["password"] or getpass.getpass("Password: ")
        try:
            command = inputs.parsed(contracts.CreateStaffMember, given, "en")
            made = create_staff_member(actor=operator, command=command)
        except Problem as problem:
            listed = [f"{one.pointer.lstrip('/')}: {one.detail}" for one in problem.errors("en")]
            raise CommandError("; ".join(listed) or problem.message("en")) from problem
        self.stdout.write(f"{made.name} <{made.email}> can sign in at /support/ as {made.role}.")
