"""Tables of support: staff and their sessions, reveals, threads."""

from typing import Any

from django.db import models

from frontend_contracts.wire.personal_data import ByRule, Erasure, UntilErased, not_personal, personal
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose

_STAFF: dict[str, Any] = {
    "category": "staff",
    "why": [Purpose.SUPPORT, Purpose.ORDER_FULFILMENT],
    "keep": ByRule("staff_account"),
    "on_erasure": Erasure.KEEP,  # of an employee, not of a customer; their employer's duties keep it
}
_SESSION: dict[str, Any] = {**_STAFF, "keep": ByRule("staff_session_hours"), "on_erasure": Erasure.DELETE}
#: Who looked at whose contacts: evidence, kept as long as the audit trail.
_LOOK: dict[str, Any] = {
    "category": "security_event",
    "why": [Purpose.ORDER_FULFILMENT],
    "keep": ByRule("audit_days"),
    "on_erasure": Erasure.KEEP,
}
_THREAD: dict[str, Any] = {"category": "support_message", "why": [Purpose.SUPPORT], "keep": UntilErased()}


class StaffMember(models.Model):
    """Somebody who works at the desk."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    email = personal(models.EmailField(unique=True), **_STAFF)  # lower case
    name = personal(models.CharField(max_length=200), **_STAFF)
    role = not_personal(models.CharField(max_length=20, blank=True))
    password_hash = personal(models.CharField(max_length=200), **_STAFF)
    is_active = not_personal(models.BooleanField(default=True))
    created_at = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"{self.role} {self.id}"


class StaffSession(models.Model):
    """One sign-in. The token itself is with its holder; it ends after 12 hours whatever happens."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    staff = personal(models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="sessions"), **_SESSION)
    token_hash = personal(models.BinaryField(max_length=32, unique=True), **_SESSION)
    created_at = not_personal(models.DateTimeField())
    expires_at = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"session {self.id}"


class Reveal(models.Model):
    """A look at contacts of an order, or at the evidence of a consent record, in clear: who, whose, which, why.

    Written before the values leave.
    """

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    at = not_personal(models.DateTimeField())
    staff_id = personal(models.UUIDField(), **_LOOK)
    order_id = personal(models.UUIDField(null=True), **_LOOK)
    record_id = personal(models.UUIDField(null=True), **_LOOK)
    subject_id = personal(models.UUIDField(), **_LOOK)
    fields = not_personal(models.JSONField())  # codes of fields, no values
    reason = personal(models.CharField(max_length=500), **_LOOK)

    class Meta:
        indexes = [
            models.Index(fields=["staff_id", "at"], name="reveals_of_staff"),
            models.Index(fields=["subject_id", "at"], name="reveals_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(order_id__isnull=False) | models.Q(record_id__isnull=False),
                name="reveal_of_something",
            )
        ]

    def __str__(self) -> str:
        return f"reveal {self.id}"


class Thread(models.Model):
    """A conversation about one order. `number` is what people say aloud, without its dashes."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    number = not_personal(models.CharField(max_length=13, unique=True))
    order_id = personal(models.UUIDField(), on_erasure=Erasure.KEEP, **_THREAD)
    order_number = not_personal(models.CharField(max_length=12))
    account_id = personal(models.UUIDField(null=True), on_erasure=Erasure.ANONYMISE, **_THREAD)
    subject_id = personal(models.UUIDField(), on_erasure=Erasure.ANONYMISE, **_THREAD)
    locale = not_personal(models.CharField(max_length=2))  # the language its customer wrote from
    status = not_personal(models.CharField(max_length=16))
    version = not_personal(models.PositiveIntegerField(default=1))
    created_at = not_personal(models.DateTimeField())
    changed_at = not_personal(models.DateTimeField())
    waiting_since = not_personal(models.DateTimeField(null=True))  # its customer's first word without an answer

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "-created_at", "-id"], name="threads_of_account"),
            models.Index(fields=["order_id", "-created_at", "-id"], name="threads_of_order"),
            models.Index(fields=["status", "created_at", "id"], name="threads_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"


class ThreadMessage(models.Model):
    """What somebody wrote, in the order they wrote it."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    thread = not_personal(models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages"))
    author = not_personal(models.CharField(max_length=8))
    staff_id = personal(models.UUIDField(null=True), **_STAFF)
    text = personal(models.TextField(), on_erasure=Erasure.BLANK, **_THREAD)
    created_at = not_personal(models.DateTimeField())

    class Meta:
        indexes = [models.Index(fields=["thread", "created_at", "id"], name="messages_of_thread")]

    def __str__(self) -> str:
        return f"message {self.id}"


class ThreadEvent(models.Model):
    """One transition of a thread."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    thread_id = not_personal(models.UUIDField())
    version = not_personal(models.PositiveIntegerField())
    event = not_personal(models.CharField(max_length=10))
    from_status = not_personal(models.CharField(max_length=16, blank=True))
    to_status = not_personal(models.CharField(max_length=16))
    actor_kind = not_personal(models.CharField(max_length=12))
    staff_id = personal(models.UUIDField(null=True), **_LOOK)
    at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread_id", "version"], name="one_thread_event_a_version")]

    def __str__(self) -> str:
        return f"{self.event} {self.thread_id}"
