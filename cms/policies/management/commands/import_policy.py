"""`manage.py cms import_policy FILE --slug privacy --locale en`: a plain text becomes one language of a draft."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from cms.policies import contracts, drafting, importing
from cms.policies.operator import operator


class Command(BaseCommand):
    """Read a policy as a legal department writes it, fill one language of a draft page, and print what was found."""

    help = "Imports a plain text policy into one language of a draft. Nothing is published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--slug", required=True, help="public address of the policy, such as privacy")
        parser.add_argument("--locale", required=True, choices=contracts.LOCALES)
        parser.add_argument("--kind", default=contracts.POLICY, choices=(contracts.POLICY, contracts.TERMS))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = importing.parse(options["file"].read_bytes())
            found = drafting.import_text(text, slug=options["slug"], locale=options["locale"], kind=options["kind"])
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from None
        except importing.NotAPolicyText as refusal:
            raise CommandError(f"{refusal.reason} No page was made or changed.") from None
        except drafting.ImportRefused as refusal:
            raise CommandError(str(refusal)) from None
        self._print(text, found, options["locale"])

    def _print(self, text: importing.ImportedText, found: drafting.Imported, locale: str) -> None:
        for line in importing.report(text):
            self.stdout.write(line)
        if text.language != locale:
            self.stdout.write(f"The text reads like {text.language}, and was filled in as {locale}: check --locale.")
        if text.bin is not None and text.bin.digits != operator().bin:
            self.stdout.write(f"The BIN in the text is not the operator's, which is {operator().bin}.")
        for line in found.proposed:
            self.stdout.write(line)
        if found.is_new:
            self.stdout.write(f"A new draft was made: {found.page.slug}.")
        else:
            self.stdout.write(f"The draft of {found.page.slug} was changed; what is published stays as it is.")
            for line in found.difference or ["No difference in the text."]:
                self.stdout.write(line)
        self.stdout.write(f"Edit it at {reverse('wagtailadmin_pages:edit', args=(found.page.pk,))}")
