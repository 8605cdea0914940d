"""`manage.py cms publish_scheduled`: Wagtail's command, but a page that refuses stops no other."""

from typing import Any

from django.utils import timezone
from wagtail.management.commands import publish_scheduled

from cms.policies import scheduling


class Command(publish_scheduled.Command):
    """Publish what is due page by page, then let Wagtail take down what has expired."""

    help = "Publishes scheduled pages one by one; a refused one is reported and unscheduled."

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dryrun"]:
            for outcome in scheduling.publish_due(now=timezone.now()):
                line = f"{outcome.title}: refused, {outcome.refusal}" if outcome.refusal else f"{outcome.title}: live"
                self.stdout.write(line)
        super().handle(*args, **options)
