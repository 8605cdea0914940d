"""Tables of publications: events that came, how far each thing is published, and how far the pull has read."""

from django.db import models

from frontend_contracts.wire.personal_data import not_personal


class IncomingEvent(models.Model):
    """An event of the cms. Its id is the primary key, so one that comes again changes nothing."""

    id = not_personal(models.UUIDField(primary_key=True))
    type = not_personal(models.CharField(max_length=81))
    sequence = not_personal(models.BigIntegerField())
    occurred_at = not_personal(models.DateTimeField())
    data = not_personal(models.JSONField())
    received_at = not_personal(models.DateTimeField())
    state = not_personal(models.CharField(max_length=10))
    reason = not_personal(models.CharField(max_length=40, blank=True))  # a code, never what the cms answered
    attempts = not_personal(models.PositiveIntegerField(default=0))
    settled_at = not_personal(models.DateTimeField(null=True))
    next_try_at = not_personal(models.DateTimeField(null=True))

    class Meta:
        indexes = [models.Index(fields=["state", "sequence"], name="publications_by_state")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.type} {self.state}"


class Published(models.Model):
    """The newest sequence and version applied for one thing: a product, or one version of a policy."""

    family = not_personal(models.CharField(max_length=40))
    key = not_personal(models.CharField(max_length=200))
    sequence = not_personal(models.BigIntegerField())
    version = not_personal(models.BigIntegerField())
    pk = not_personal(models.CompositePrimaryKey("family", "key"))

    def __str__(self) -> str:
        return f"{self.family} {self.key} at {self.sequence}"


class PullPosition(models.Model):
    """The sequence up to which a sender's events were read."""

    sender = not_personal(models.CharField(max_length=20, primary_key=True))
    sequence = not_personal(models.BigIntegerField())

    def __str__(self) -> str:
        return f"{self.sender} read to {self.sequence}"
