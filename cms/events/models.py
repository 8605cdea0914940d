"""The outbox, the subscribers, and the log of deliveries."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from frontend_contracts.wire.append_only import AppendOnlyModel
from frontend_contracts.wire.personal_data import not_personal


class OutboxEvent(AppendOnlyModel):
    """One fact that subscribers hear about. `sequence` grows in the order of commits (see `outbox.record`)."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    sequence = not_personal(models.BigIntegerField(unique=True))
    type = not_personal(models.CharField(max_length=60))
    schema_version = not_personal(models.PositiveSmallIntegerField(default=1))
    occurred_at = not_personal(models.DateTimeField(db_index=True))
    data = not_personal(models.JSONField())  # slug, version, sha256 of the published document

    class Meta:
        ordering = ["sequence"]
        verbose_name = "event"
        verbose_name_plural = "events"
        permissions = [("replay_outboxevent", "Can send events again")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.type} {self.data.get('slug', '')}"


class Subscriber(models.Model):
    """Who receives events, and how far they got. A failing subscriber is paused, its events are kept."""

    name = not_personal(models.CharField(max_length=40, unique=True))
    position = not_personal(models.BigIntegerField(default=0))  # sequence of the last event it acknowledged
    failures_in_row = not_personal(models.PositiveIntegerField(default=0))
    next_try_at = not_personal(models.DateTimeField(null=True, blank=True))
    paused_at = not_personal(models.DateTimeField(null=True, blank=True))

    def __str__(self) -> str:
        return self.name


class DeliveryAttempt(AppendOnlyModel):
    """One try to deliver one event."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    event = not_personal(models.ForeignKey(OutboxEvent, on_delete=models.PROTECT, related_name="attempts"))
    subscriber = not_personal(models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="attempts"))
    attempted_at = not_personal(models.DateTimeField(db_index=True))
    status_code = not_personal(models.PositiveSmallIntegerField(null=True))  # empty: no answer came
    is_delivered = not_personal(models.BooleanField())
    is_replay = not_personal(models.BooleanField(default=False))
    reason = not_personal(models.CharField(max_length=200, blank=True))  # our own words, never the subscriber's body
    duration_ms = not_personal(models.PositiveIntegerField(default=0))

    class Meta:
        ordering = ["-attempted_at", "-id"]
        verbose_name = "delivery"
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.event} → {self.subscriber}"
