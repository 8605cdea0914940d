"""`manage.py cms load_demo`: an editor, the legal texts and the products of the demo."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import LogContext

from cms.policies import demo as policies
from cms.products import demo as products
from cms.staff import accounts


class Command(BaseCommand):
    """Loads the demo; a second run changes nothing."""

    help = "Load the demo: an editor, the legal texts, 24 products with drawn images. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in the name of the demo's editor."""
        try:
            from tests.stage.demo_content.people import EDITOR
        except ImportError:
            raise CommandError("The demo's content is not here: run this in a checkout of the repository.") from None
        editor, is_new = accounts.ensure_editor(
            email=EDITOR.email,
            password=EDITOR.password,
            first_name=EDITOR.first_name,
            last_name=EDITOR.surname,
            is_publisher=True,
        )
        self.stdout.write(f"Editor {editor.email}: {'made' if is_new else 'was there already'}.")
        with LogContext(user=editor):
            for line in [*policies.load(editor), *products.load(editor)]:
                self.stdout.write(line)
