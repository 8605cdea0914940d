"""Publishing at a set time: each page by itself, so that one refusal stops no other (P12.2)."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Revision

from cms.audit import records as audit
from cms.policies import alarms
from frontend_contracts.wire.problem_base import Problem

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one scheduled revision; `refusal` is empty when it went live."""

    title: str
    refusal: str


def publish_due(*, now: datetime) -> list[Outcome]:
    """Publish each revision whose time has come. One that is refused is taken off the schedule and raises an alarm.

    Its draft stays as it was, so that an editor can correct it and schedule it again.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    return [_publish(revision) for revision in due]


def _publish(revision: Revision) -> Outcome:
    title = revision.object_str
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except (ValidationError, Problem) as refusal:
        reason = "; ".join(refusal.messages) if isinstance(refusal, ValidationError) else refusal.code
        _raise_alarm(revision, refusal, reason)
        return Outcome(title=title, refusal=reason)
    return Outcome(title=title, refusal="")


def _raise_alarm(revision: Revision, refusal: Exception, reason: str) -> None:
    page = revision.content_object
    with transaction.atomic():
        revision.approved_go_live_at = None
        # Wagtail writes the end of the schedule into the page's history when exactly this field is saved.
        revision.save(update_fields=["approved_go_live_at"])
        kind = getattr(page, "kind", revision.content_type.model)
        alarms.raise_alarm(revision, refusal)
        audit.record(action="schedule.refused", kind=kind, slug=revision.content.get("slug") or str(revision.object_id))
    logger.error("Scheduled publication of %s was refused: %s", page, reason)
