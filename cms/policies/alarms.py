"""The alarm of a refused schedule: written into the page's history, and shown until somebody has answered it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from cms.policies import contracts, panel_texts, readiness, refusals
from cms.policies.publishing import PublishingRefused

REFUSED = "policies.schedule_refused"
#: What an editor does about it; whichever of these came last decides whether the alarm stands.
ANSWERS = ("wagtail.publish", "wagtail.publish.scheduled", "wagtail.publish.schedule", "wagtail.schedule.cancel")
SHOWN = 20  # alarms on the home page; each is a page that somebody has to look at


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """A refused schedule. `groups` are its reasons with their places, as the edit page shows them."""

    page: Any
    at: datetime
    text: str
    groups: list[dict[str, Any]]
    edit_url: str


def raise_alarm(revision: Revision, refusal: Exception) -> None:
    """Write the refusal and its reasons into the history of the page or product."""
    log(
        instance=revision.content_object,
        action=REFUSED,
        revision=revision,
        data={"failures": _stored(refusal), "said": _said(refusal)},
    )


def alarm_of(page: Any) -> Alarm | None:
    """Return the alarm that stands for a page, or None."""
    if not page.pk:
        return None
    entries = PageLogEntry.objects.filter(page_id=page.pk, action__in=(REFUSED, *ANSWERS))
    last = entries.order_by("-timestamp", "-pk").first()
    if last is None or last.action != REFUSED:
        return None
    failures = [contracts.Failure(**row) for row in last.data.get("failures", ())]
    said = [{"text": text, "places": []} for text in last.data.get("said", ())]
    texts = panel_texts.texts()
    return Alarm(
        page=page,
        at=last.timestamp,
        text=texts["alarm_page"].format(at=timezone.localtime(last.timestamp).strftime("%Y-%m-%d %H:%M")),
        groups=readiness.groups_of(failures, page.draft()) or said,
        edit_url=reverse("wagtailadmin_pages:edit", args=(page.pk,)),
    )


def reasons_in(data: dict[str, Any]) -> str:
    """Return the reasons that an entry of the history holds, in the reader's language."""
    failures = [contracts.Failure(**row) for row in data.get("failures", ())]
    told = [refusals.message(failure, panel_texts.locale()) for failure in failures]
    return " ".join(told or data.get("said", ()))


def standing(pages: Any) -> list[Alarm]:
    """Return the alarms that stand among these pages, the latest first."""
    refused = PageLogEntry.objects.filter(action=REFUSED, page__in=pages).values_list("page_id", flat=True).distinct()
    found = [alarm_of(page.get_latest_revision_as_object()) for page in pages.filter(pk__in=refused)[:SHOWN]]
    return sorted((alarm for alarm in found if alarm is not None), key=lambda alarm: alarm.at, reverse=True)


def _stored(refusal: Exception) -> list[dict[str, Any]]:
    if not isinstance(refusal, PublishingRefused):
        return []
    return [
        {"pointer": failure.pointer, "code": failure.code, "params": dict(failure.params)}
        for failure in refusal.failures
    ]


def _said(refusal: Exception) -> list[str]:
    if isinstance(refusal, ValidationError):
        return [str(text) for text in refusal.messages]
    return [str(getattr(refusal, "code", refusal))]
