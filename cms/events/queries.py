"""Reading the outbox: for subscribers that heal a gap."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Q

from cms.events import models, outbox
from frontend_contracts.wire.problems import AuthRequired, FieldError, InputInvalid
from frontend_contracts.wire.webhooks import Event

DEFAULT_LIMIT = 100
MAX_LIMIT = 500


@dataclass(frozen=True)
class Feed:
    """Events in order; `next` is the sequence to go on from, None when these were the last."""

    events: list[Event]
    next: int | None


def check_subscriber(authorization: str | None) -> None:
    """Let only holders of the events secret pass: `Authorization: Bearer whsec_…`.

    :raises AuthRequired: anything else
    """
    given = (authorization or "").encode()
    # Compared in constant time, or the secret could be found character by character.
    if not hmac.compare_digest(given, f"Bearer {settings.EVENTS_SECRET}".encode()):
        raise AuthRequired


def feed(*, now: datetime, after: int = 0, limit: int = DEFAULT_LIMIT) -> Feed:
    """Events after a sequence, of the last `EVENTS_KEPT_DAYS` days; one statement.

    :raises InputInvalid: a limit outside 1 to 500, or a negative sequence
    """
    if not 1 <= limit <= MAX_LIMIT or after < 0:
        raise InputInvalid(errors=[FieldError(pointer="/limit", code="range", detail=f"1…{MAX_LIMIT}")])
    since = now - timedelta(days=settings.EVENTS_KEPT_DAYS)
    rows = list(models.OutboxEvent.objects.filter(sequence__gt=after, occurred_at__gte=since)[: limit + 1])
    events = [outbox.as_event(row) for row in rows[:limit]]
    return Feed(events=events, next=events[-1].sequence if len(rows) > limit else None)


def is_delivery_due(*, now: datetime) -> bool:
    """Whether a subscriber that is not paused has events to be sent now; at most three statements."""
    last = models.OutboxEvent.objects.aggregate(last=Max("sequence"))["last"] or 0
    waiting = models.Subscriber.objects.filter(paused_at=None, position__lt=last)
    is_known = models.Subscriber.objects.exists()
    return waiting.filter(Q(next_try_at=None) | Q(next_try_at__lte=now)).exists() or (last > 0 and not is_known)
