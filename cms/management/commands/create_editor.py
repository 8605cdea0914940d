"""`manage.py cms create_editor`: an account for somebody who writes or publishes."""

from __future__ import annotations

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from cms.staff import accounts
from cms.staff.models import User


class Command(BaseCommand):
    """Asks for the password; it never stands in the command line, where others could read it."""

    help = "Make the account of an editor (writes drafts) or of a publisher (also publishes)."

    def add_arguments(self, parser: CommandParser) -> None:
        """E-mail, both names, and what the account may do."""
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument("--publisher", action="store_true", help="may publish, not only write drafts")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account, or say why not."""
        password = input() if options["password_stdin"] else getpass("Password: ")
        candidate = User(email=options["email"], first_name=options["first_name"], last_name=options["last_name"])
        try:
            validate_email(options["email"])
            validate_password(password, candidate)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        user, is_new = accounts.ensure_editor(
            email=options["email"],
            password=password,
            first_name=options["first_name"],
            last_name=options["last_name"],
            is_publisher=options["publisher"],
        )
        if not is_new:
            raise CommandError(f"{user.email} has an account already.")
        self.stdout.write(f"{user.email} can sign in at /admin/.")
