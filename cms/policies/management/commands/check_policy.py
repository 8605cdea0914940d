"""`manage.py cms check_policy SLUG [--inventory FILE]`: what the gate says about a draft, without publishing it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.policies import approval, contracts, materiality, models, publishing, refusals, shop_inventory


class Command(BaseCommand):
    """Ask the gate about the saved draft and print each refusal with its place; exit status 1 where there is one."""

    help = "Checks the draft of a policy as publishing would, against the shop's code. Nothing is published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--inventory", type=Path, help="a file of the shop's data inventory, to work offline")
        parser.add_argument("--locale", default="en", choices=contracts.LOCALES)

    def handle(self, *args: Any, **options: Any) -> None:
        page = self._draft(options["slug"])
        with shop_inventory.from_file(options["inventory"] and options["inventory"].resolve()):
            observed = publishing.observe(page)
        draft = page.draft()
        on = publishing.date_in_almaty(timezone.now())
        failures = publishing.failures_of(page, draft, on=on, observed=observed)
        for failure in failures:
            self.stdout.write(f"{failure.pointer or '/'}: {refusals.message(failure, options['locale'])}")
        if observed is not None and not observed.refusal:
            counts = ", ".join(f"{count} {name}" for name, count in publishing.compared(draft, observed).items())
            self.stdout.write(f"Compared with {observed.source}: {counts}.")
        self._say_what_changes(draft, observed, options["locale"])
        if failures:
            raise CommandError(f"{options['slug']} would be refused: {len(failures)} findings.")
        workflow = approval.awaited(page, draft)
        next_step = (
            f"be submitted to “{workflow}”" if workflow and not publishing.is_published(draft) else "be published"
        )
        self.stdout.write(f"{options['slug']} can {next_step}.")

    def _draft(self, slug: str) -> models.LegalPage:
        for kind in (models.PolicyPage, models.TermsPage):
            page = kind.objects.filter(slug=slug, alias_of=None).first()
            if page is not None:
                draft: models.LegalPage = page.get_latest_revision_as_object()
                return draft
        raise CommandError(f"There is no policy under “{slug}”.")

    def _say_what_changes(self, draft: contracts.Draft, observed: shop_inventory.Observed | None, locale: str) -> None:
        changes = publishing.changes_of(draft)
        if changes is None:
            return
        subjects = observed.inventory.get("subjects") if observed else None
        preview = materiality.preview(changes, subjects or {}, locale)
        self.stdout.write(preview.summary)
        for flag in preview.flags:
            self.stdout.write(f"  {flag.flag} ({flag.people}): {'; '.join(flag.because)}")
