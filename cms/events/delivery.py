"""Delivery: sending events to the subscriber, signed and in order. The only place of this service that speaks HTTP.

A failure stops the line, so that nothing overtakes; the same event is tried again after a while that doubles. After
`EVENTS_PAUSE_AFTER_FAILURES` failures in a row the subscriber is paused and somebody told; its events stay and wait.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from requests_hardened import Config, Manager

from cms.events import models, outbox
from frontend_contracts.wire.webhooks import sign

logger = logging.getLogger(__name__)

SHOP = "shop"  # the one subscriber for now
BATCH = 200  # events sent by one job before it makes room for other work
CONNECT_SECONDS = 3


@dataclass(frozen=True)
class Outcome:
    """How one try ended; `reason` is our own wording, never the subscriber's."""

    is_delivered: bool
    status_code: int | None
    reason: str
    duration_ms: int


class AddressRefused(ValueError):
    """The subscriber's address may not be called: no https, or nothing that is a URL."""


def deliver() -> datetime | None:
    """Send what waits, in order, until all is sent or one try fails.

    Answers when to go on: a time for the next try, or None when nothing waits or the subscriber is paused.
    """
    subscriber, _ = models.Subscriber.objects.get_or_create(name=SHOP)
    for _ in range(BATCH):
        now = timezone.now()
        if subscriber.paused_at is not None:
            return None
        if subscriber.next_try_at is not None and subscriber.next_try_at > now:
            return subscriber.next_try_at
        row = models.OutboxEvent.objects.filter(sequence__gt=subscriber.position).first()
        if row is None:
            return None
        outcome = send(row)
        _note(subscriber, row, outcome, at=now)
    return timezone.now()


def replay(first: int, last: int) -> int:
    """Send the events from sequence `first` to `last` once more, in order, and answer how many were taken.

    The subscriber knows the events by their ids, so those it has do no harm. Its position stays. Stops at a failure.
    """
    subscriber, _ = models.Subscriber.objects.get_or_create(name=SHOP)
    delivered = 0
    for row in models.OutboxEvent.objects.filter(sequence__gte=first, sequence__lte=last):
        at = timezone.now()
        outcome = send(row)
        _log(subscriber, row, outcome, at=at, is_replay=True)
        if not outcome.is_delivered:
            break
        delivered += 1
    return delivered


def resume() -> None:
    """Let a paused or waiting subscriber be tried again at once."""
    models.Subscriber.objects.filter(name=SHOP).update(paused_at=None, next_try_at=None, failures_in_row=0)


def send(row: models.OutboxEvent) -> Outcome:
    """Post one event as a Standard Webhook; any 2xx is success. Redirects are not followed.

    :raises AddressRefused: the setting `EVENTS_TARGET` is no address we may call
    """
    event = outbox.as_event(row)
    body = event.to_bytes()
    headers = sign(body, secret=settings.EVENTS_SECRET, message_id=str(event.id), at=timezone.now())
    started = monotonic()
    status_code, reason = None, ""
    try:
        with (
            _session() as session,
            session.post(
                _checked_address(settings.EVENTS_TARGET),
                data=body,
                headers={**headers, "Content-Type": "application/json"},
                stream=True,  # the answer's body is never read, so it cannot be too long
                timeout=(CONNECT_SECONDS, settings.EVENTS_TIMEOUT_SECONDS),
            ) as response,
        ):
            status_code = response.status_code
    except requests.RequestException as failure:
        reason = f"no answer: {type(failure).__name__}"
    is_delivered = status_code is not None and 200 <= status_code < 300
    if status_code is not None and not is_delivered:
        reason = f"answered {status_code}"
    return Outcome(is_delivered, status_code, reason, int((monotonic() - started) * 1000))


def retry_delay(failures_in_row: int) -> timedelta:
    """How long to wait after so many failures: doubling, up to the longest."""
    # Past 30 doublings the longest wait counts anyway, and the number stays small.
    seconds = settings.EVENTS_FIRST_RETRY_SECONDS * 2 ** min(failures_in_row - 1, 30)
    return timedelta(seconds=min(seconds, settings.EVENTS_LONGEST_RETRY_SECONDS))


def _note(subscriber: models.Subscriber, row: models.OutboxEvent, outcome: Outcome, *, at: datetime) -> None:
    """Move the subscriber on, or set its next try; log row and state change together."""
    with transaction.atomic():
        _log(subscriber, row, outcome, at=at, is_replay=False)
        if outcome.is_delivered:
            subscriber.position, subscriber.failures_in_row, subscriber.next_try_at = row.sequence, 0, None
        else:
            subscriber.failures_in_row += 1
            subscriber.next_try_at = timezone.now() + retry_delay(subscriber.failures_in_row)
            if subscriber.failures_in_row >= settings.EVENTS_PAUSE_AFTER_FAILURES:
                subscriber.paused_at = timezone.now()
        subscriber.save(update_fields=["position", "failures_in_row", "next_try_at", "paused_at"])
    if subscriber.paused_at is not None:
        logger.error(
            "Subscriber %s is paused after %d failures in a row (%s). When it works again, run: "
            "manage.py cms replay_events --resume",
            subscriber.name,
            subscriber.failures_in_row,
            outcome.reason,
        )


def _log(
    subscriber: models.Subscriber, row: models.OutboxEvent, outcome: Outcome, *, at: datetime, is_replay: bool
) -> None:
    models.DeliveryAttempt.objects.create(
        event=row,
        subscriber=subscriber,
        attempted_at=at,
        status_code=outcome.status_code,
        is_delivered=outcome.is_delivered,
        is_replay=is_replay,
        reason=outcome.reason,
        duration_ms=outcome.duration_ms,
    )


def _session() -> requests.Session:
    """A session that follows no redirect and, outside development, refuses private and loopback addresses."""
    is_filtered = not settings.EVENTS_ALLOW_PRIVATE_ADDRESSES
    config = Config(
        ip_filter_enable=is_filtered,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(CONNECT_SECONDS, settings.EVENTS_TIMEOUT_SECONDS),
        user_agent_override="infini-cms",
    )
    session: requests.Session = Manager(config).get_session()
    session.trust_env = False  # a proxy of the environment would see the events and undo the address filter
    return session


def _checked_address(address: str) -> str:
    parts = urlsplit(address)
    allowed = {"https", "http"} if settings.EVENTS_ALLOW_PRIVATE_ADDRESSES else {"https"}
    if parts.scheme not in allowed or not parts.hostname:
        raise AddressRefused("SHOP_URL must be an https address.")
    return address
