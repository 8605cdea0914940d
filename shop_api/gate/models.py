"""Tables of the gate: the audit trail, disclosures, idempotency keys, the outbox, rate counters, sealed mail."""

from typing import Any

from django.db import models

from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal
from shop_api.values.identifiers import new_id


class AuditRow(models.Model):
    """One row for each use case that was tried, done or refused. Never changed, never deleted by the application."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    at = not_personal(models.DateTimeField())
    use_case = not_personal(models.CharField(max_length=80))
    outcome = not_personal(models.CharField(max_length=80))
    actor_kind = not_personal(models.CharField(max_length=12))
    actor_id = personal(
        models.UUIDField(null=True),
        category="security_event",
        why=["account"],
        keep=ByRule("audit_days"),
        on_erasure=Erasure.KEEP,
    )
    door = not_personal(models.CharField(max_length=12))
    request_id = not_personal(models.CharField(max_length=64))
    object_id = not_personal(models.CharField(max_length=80, blank=True))
    details = not_personal(models.JSONField(default=dict))  # codes and counts only; the gate's callers never put values

    class Meta:
        indexes = [
            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
            models.Index(fields=["object_id", "at"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.use_case} {self.outcome}"


class Disclosure(models.Model):
    """Data of a person went to somebody outside: to whom, which fields, for what. Codes only, never a value.

    The register of transfers that law 94-V art. 22(1)(5) asks for, and the answer to "who received my data".
    """

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    subject_id = personal(
        models.UUIDField(null=True),
        category="disclosure",
        why=["account", "order_fulfilment", "support"],
        keep=ByRule("transfer_register"),
        on_erasure=Erasure.KEEP,
    )
    recipient = not_personal(models.CharField(max_length=40))
    country = not_personal(models.CharField(max_length=2))
    purpose = not_personal(models.CharField(max_length=40))
    fields = not_personal(models.JSONField())  # names as the inventory has them: ["orders.OrderContact.email"]
    occasion = not_personal(models.CharField(max_length=40))  # the kind of letter or message
    policy_version = not_personal(models.PositiveIntegerField(null=True))  # in force when the data left
    created_at = not_personal(models.DateTimeField())

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-created_at", "-id"], name="disclosures_of_subject")]

    def __str__(self) -> str:
        return f"{self.occasion} to {self.recipient}"


class IdempotencyKey(models.Model):
    """A key a client sent, and what came of it: the result's id or the refusal's code, never a body."""

    id = not_personal(models.BigAutoField(primary_key=True))
    scope_hash = not_personal(models.BinaryField(max_length=32, unique=True))  # principal + use case + key
    fingerprint = not_personal(models.BinaryField(max_length=32))  # keyed hash of the canonical validated input
    result_id = not_personal(models.CharField(max_length=80, blank=True))
    refusal_code = not_personal(models.CharField(max_length=80, blank=True))
    refusal_params = not_personal(models.JSONField(default=dict))
    created_at = not_personal(models.DateTimeField(db_index=True))

    def __str__(self) -> str:
        return f"key {self.id}"


class OutboxEvent(models.Model):
    """A fact other systems may learn: thin, without personal data, written with the change it tells of."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    sequence = not_personal(models.BigIntegerField(unique=True))
    type = not_personal(models.CharField(max_length=60))
    schema_version = not_personal(models.PositiveSmallIntegerField(default=1))
    occurred_at = not_personal(models.DateTimeField())
    data = not_personal(models.JSONField())
    written_by = not_personal(models.BigIntegerField())  # the transaction's id: see outbox.events_after

    append_only = True

    def __str__(self) -> str:
        return f"{self.sequence} {self.type}"


class RateCounter(models.Model):
    """How often a keyed hash of (use case, who) came in a window; swept after a day."""

    key_hash = not_personal(models.BinaryField(max_length=32))
    window_started_at = not_personal(models.DateTimeField())
    count = not_personal(models.PositiveIntegerField())
    pk = not_personal(models.CompositePrimaryKey("key_hash", "window_started_at"))

    def __str__(self) -> str:
        return f"{self.count} since {self.window_started_at:%H:%M:%S}"


class OutgoingMail(models.Model):
    """A letter between the transaction that decided it and the worker that sends it; sealed, and gone once sent."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    kind = not_personal(models.CharField(max_length=40))
    sealed = personal(
        models.BinaryField(),
        category="contact",
        why=["account", "order_fulfilment"],
        keep=ByRule("outgoing_mail_days"),
        on_erasure=Erasure.DELETE,
    )
    created_at = not_personal(models.DateTimeField(db_index=True))

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Letters are written once; a changed letter is another letter."""
        if not self._state.adding:
            raise TypeError("a letter is never changed")
        super().save(*args, **kwargs)
