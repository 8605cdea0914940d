"""Tables of privacy: requests of data subjects and their history, and who was told of which version."""

from typing import Any

from django.db import models

from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal
from shop_api.gate.encryption import EncryptedTextField
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose

#: A request and its answer are the proof that a right was served.
_REQUEST: dict[str, Any] = {
    "category": "privacy_request",
    "why": [Purpose.SUPPORT],
    "keep": ByRule("privacy_request"),
    "on_erasure": Erasure.KEEP,
}
_LOOK: dict[str, Any] = {
    "category": "security_event",
    "why": [Purpose.SUPPORT],
    "keep": ByRule("audit_days"),
    "on_erasure": Erasure.KEEP,
}
_TOLD: dict[str, Any] = {
    "category": "consent",
    "why": list(Purpose),
    "keep": ByRule("consent_proof"),
    "on_erasure": Erasure.KEEP,
}


class PrivacyRequest(models.Model):
    """Somebody exercises a right that a person at the desk carries out. `number` is said aloud, without dashes."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    number = not_personal(models.CharField(max_length=13, unique=True))
    right = not_personal(models.CharField(max_length=12))
    subject_id = personal(models.UUIDField(), **_REQUEST)
    principal = personal(models.CharField(max_length=80), **_REQUEST)  # who asked, as the gate names them
    email = personal(EncryptedTextField(blank=True), **_REQUEST)  # where the answer goes
    text = personal(EncryptedTextField(blank=True), **_REQUEST)
    answer = personal(EncryptedTextField(blank=True), **_REQUEST)
    locale = not_personal(models.CharField(max_length=2))
    policy_version = not_personal(models.PositiveIntegerField(null=True))  # in force when it came in
    status = not_personal(models.CharField(max_length=10))
    article = not_personal(models.CharField(max_length=80, blank=True))  # why it was refused
    due_on = not_personal(models.DateField())  # the last day of its clock, in Almaty
    is_estimated = not_personal(models.BooleanField())  # the clock rests on a day that may still be moved
    version = not_personal(models.PositiveIntegerField(default=1))
    created_at = not_personal(models.DateTimeField())
    changed_at = not_personal(models.DateTimeField())

    class Meta:
        indexes = [
            models.Index(fields=["status", "created_at", "id"], name="privacy_requests_by_status"),
            models.Index(fields=["subject_id", "-created_at", "-id"], name="privacy_requests_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"


class PrivacyRequestEvent(models.Model):
    """One step in the life of a request."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    request = not_personal(models.ForeignKey(PrivacyRequest, on_delete=models.PROTECT, related_name="events"))
    version = not_personal(models.PositiveIntegerField())
    status = not_personal(models.CharField(max_length=10))
    actor_kind = not_personal(models.CharField(max_length=12))
    staff_id = personal(models.UUIDField(null=True), **_LOOK)
    at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="privacy_one_event_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.request_id}"


class PolicyNotice(models.Model):
    """A person was told, once, of a version of the policy: that it asks them again, or only that it changed."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    subject_id = personal(models.UUIDField(), **_TOLD)
    slug = not_personal(models.CharField(max_length=100))
    policy_version = not_personal(models.PositiveIntegerField())
    told_at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "policy_version", "subject_id"], name="privacy_told_once"),
        ]

    def __str__(self) -> str:
        return f"notice {self.id}"


class PolicyRound(models.Model):
    """How far the worker has come in telling people of a policy: one row a policy, which moves on page by page."""

    slug = not_personal(models.CharField(primary_key=True, max_length=100))
    policy_version = not_personal(models.PositiveIntegerField())  # the newest version when the round began
    after = not_personal(models.UUIDField(null=True))  # the last account looked at; a place, kept for a day
    ended_at = not_personal(models.DateTimeField(null=True))

    def __str__(self) -> str:
        return f"round of {self.slug} {self.policy_version}"
