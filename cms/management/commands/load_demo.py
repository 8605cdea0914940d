"""`manage.py cms load_demo`: an editor, the legal texts and the products of the demo."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import LogContext

from cms.policies import demo as policies
from cms.products import demo as products
from cms.staff import accounts
from cms.staff.models import User


class Command(BaseCommand):
    """Loads the demo; a second run changes nothing."""

    help = "Load the demo: an editor, the legal texts, 24 products with drawn images. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in the name of the demo's editor."""
        try:
            from tests.stage.demo_content.people import APPROVER, EDITOR
        except ImportError:
            raise CommandError("The demo's content is not here: run this in a checkout of the repository.") from None
        editor, approver = self._ensure(EDITOR), self._ensure(APPROVER)
        with LogContext(user=editor):
            for line in [*policies.load(editor, approver), *products.load(editor)]:
                self.stdout.write(line)

    def _ensure(self, person: Any) -> User:
        user, is_new = accounts.ensure_editor(
            email=person.email,
            password=person.password,
            first_name=person.first_name,
            last_name=person.surname,
            is_publisher=True,
        )
        self.stdout.write(f"Publisher {user.email}: {'made' if is_new else 'was there already'}.")
        return user
