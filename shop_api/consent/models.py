"""Tables of consent. Records, events, seals, presentations, uses and texts only grow; evidence can be erased.

No table here has a foreign key to another feature, and none of theirs has one to here: erasing an account leaves what
was agreed.
"""

from typing import Any

from django.db import models

from frontend_contracts.wire.personal_data import ByRule, Erasure, UntilErased, not_personal, personal
from shop_api.gate.encryption import EncryptedTextField
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import Purpose

#: A proof of consent is owed as long as it may be asked for: law 94-V Art. 25(2)(5).
_PROOF: dict[str, Any] = {
    "category": "consent",
    "why": list(Purpose),
    "keep": ByRule("consent_proof"),
    "on_erasure": Erasure.KEEP,
}
_EVIDENCE: dict[str, Any] = {
    "category": "consent_evidence",
    "why": list(Purpose),
    "keep": UntilErased(),
    "on_erasure": Erasure.DELETE,
}


#: Which member of staff acted: evidence, as in the audit trail.
_LOOK: dict[str, Any] = {
    "category": "security_event",
    "why": [Purpose.ORDER_FULFILMENT],
    "keep": ByRule("audit_days"),
    "on_erasure": Erasure.KEEP,
}


class Subject(models.Model):
    """A data subject: a device, a guest's order or an account. A uuid and nothing else."""

    id = personal(models.UUIDField(primary_key=True, default=new_id), **_PROOF)
    made_at = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"subject {self.id}"


class SubjectLink(models.Model):
    """`of` (a device, a guest's order) turned out to be `to` (an account). Never rewritten, never undone."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    of_id = personal(models.UUIDField(), **_PROOF)
    to_id = personal(models.UUIDField(), **_PROOF)
    linked_at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to_id", "of_id"], name="consent_link_once"),
            models.CheckConstraint(condition=~models.Q(of_id=models.F("to_id")), name="consent_link_of_two"),
        ]

    def __str__(self) -> str:
        return f"link {self.id}"


class PolicyText(models.Model):
    """A published version of the policy or the offer, as the cms sent it: our own copy, for forms and proof.

    `document` is the canonical JSON whose SHA-256 is `sha256`; `clauses` is the same without the long texts:
    `{"operator", "purposes", "switches", "texts": {locale: {"title", "sha256"}}}`.
    """

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    slug = not_personal(models.CharField(max_length=100))
    kind = not_personal(models.CharField(max_length=10))
    version = not_personal(models.PositiveIntegerField())
    effective_from = not_personal(models.DateField())  # in force from 00:00 in Almaty
    material = not_personal(models.BooleanField())
    sha256 = not_personal(models.CharField(max_length=64))
    clauses = not_personal(models.JSONField())
    document = not_personal(models.TextField())
    received_at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="consent_text_version")]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class PolicyWithdrawal(models.Model):
    """A version that was taken back before its date: it never was in force."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    slug = not_personal(models.CharField(max_length=100))
    version = not_personal(models.PositiveIntegerField())
    received_at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="consent_withdrawal_version")]

    def __str__(self) -> str:
        return f"{self.slug} {self.version} withdrawn"


class Presentation(models.Model):
    """A form that was shown and answered. Its token is our signature under what it showed."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True))  # made of the form's nonce and the subject: once for both
    subject_ref = personal(models.BinaryField(max_length=32), **_PROOF)
    slug = not_personal(models.CharField(max_length=100))
    version = not_personal(models.PositiveIntegerField())
    locale = not_personal(models.CharField(max_length=2))
    text_sha256 = not_personal(models.CharField(max_length=64))
    flags = not_personal(models.JSONField())
    surface = not_personal(models.CharField(max_length=12))
    token = not_personal(models.TextField())
    shown_at = not_personal(models.DateTimeField())
    recorded_at = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"presentation {self.id}"


class ConsentRecord(models.Model):
    """What one flag means to one subject under one text, frozen and hashed; a version has a text in each language."""

    append_only = True

    # Made of the subject, the flag and the text, so that writing it twice is harmless and needs no reading first.
    id = not_personal(models.UUIDField(primary_key=True))
    subject_ref = personal(models.BinaryField(max_length=32), **_PROOF)
    kind = not_personal(models.CharField(max_length=10))
    flag = not_personal(models.CharField(max_length=40))
    slug = not_personal(models.CharField(max_length=100))
    version = not_personal(models.PositiveIntegerField())
    locale = not_personal(models.CharField(max_length=2))
    jurisdiction = not_personal(models.CharField(max_length=2))
    facts = not_personal(models.JSONField())
    facts_sha256 = not_personal(models.CharField(max_length=64))
    recorded_at = not_personal(models.DateTimeField())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_ref", "kind", "flag", "slug", "version", "locale"], name="consent_record_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.flag} under {self.slug} {self.version} {self.locale}"

    @property
    def text(self) -> tuple[str, int, str]:
        """Which text was shown: the policy's slug, its version and its language."""
        return self.slug, self.version, self.locale


class ConsentEvent(models.Model):
    """Something a subject said. `leaf` is the hash of the whole event, for the seals of the log."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    record = not_personal(models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="events"))
    # Counts the events of one subject and flag, over all their records: writers take turns, verification counts again.
    seq = not_personal(models.PositiveIntegerField())
    state = not_personal(models.CharField(max_length=10))
    event_time = not_personal(models.DateTimeField())
    recorded_at = not_personal(models.DateTimeField())
    valid_until = not_personal(models.DateTimeField(null=True))
    indicated_by = not_personal(models.CharField(max_length=16))
    method = not_personal(models.CharField(max_length=40))  # form or withdrawal, and the door
    presentation = not_personal(models.ForeignKey(Presentation, on_delete=models.PROTECT, null=True, related_name="+"))
    write_ref = not_personal(models.CharField(max_length=160))
    evidence_commitment = not_personal(models.BinaryField(max_length=32))
    leaf = not_personal(models.BinaryField(max_length=32, unique=True))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "seq"], name="consent_event_order")]

    def __str__(self) -> str:
        return f"{self.seq} {self.state}"


class ConsentEvidence(models.Model):
    """Who said it, from where, with what: erasable, because the log holds only a salted hash of it."""

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    commitment = not_personal(models.BinaryField(max_length=32, unique=True))
    salt = personal(models.BinaryField(max_length=32), **_EVIDENCE)
    name = personal(EncryptedTextField(blank=True), **_EVIDENCE)
    address = personal(EncryptedTextField(blank=True), **_EVIDENCE)  # shortened to /24 or /48
    user_agent = personal(EncryptedTextField(blank=True), **_EVIDENCE)
    recorded_at = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"evidence {self.id}"


class ConsentCurrent(models.Model):
    """What stands now for one subject and flag: a projection of the events, made to be read and rebuilt."""

    id = not_personal(models.BigAutoField(primary_key=True))
    subject_ref = personal(models.BinaryField(max_length=32), **_PROOF)
    kind = not_personal(models.CharField(max_length=10))
    flag = not_personal(models.CharField(max_length=40))
    state = not_personal(models.CharField(max_length=10))
    since_at = not_personal(models.DateTimeField())
    seq = not_personal(models.PositiveIntegerField())
    slug = not_personal(models.CharField(max_length=100))
    version = not_personal(models.PositiveIntegerField())
    record = not_personal(models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="+"))
    event = not_personal(models.ForeignKey(ConsentEvent, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_ref", "kind", "flag"], name="consent_current_once")]

    def __str__(self) -> str:
        return f"{self.flag} {self.state}"


class DeferredWithdrawal(models.Model):
    """A withdrawal that an open obligation holds up (law 94-V art. 8(2)): kept until it ends, then carried out."""

    CARRIED_OUT = "carried_out"
    SUPERSEDED = "superseded"  # the person agreed anew after asking

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    subject_id = personal(models.UUIDField(), **_PROOF)
    flag = not_personal(models.CharField(max_length=40))
    article = not_personal(models.CharField(max_length=60))
    asked_at = not_personal(models.DateTimeField())
    ended_at = not_personal(models.DateTimeField(null=True))
    outcome = not_personal(models.CharField(max_length=12, blank=True))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "flag"], condition=models.Q(ended_at=None), name="consent_one_withdrawal_waits"
            )
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.flag} {self.id}"


class ConsentRevocation(models.Model):
    """Why the operator revoked a consent that turned out not to be the person's own, and who did it."""

    append_only = True

    id = not_personal(models.UUIDField(primary_key=True, default=new_id))
    event = not_personal(models.OneToOneField(ConsentEvent, on_delete=models.PROTECT, related_name="revocation"))
    staff_id = personal(models.UUIDField(), **_LOOK)
    reason = personal(EncryptedTextField(), **_PROOF)
    revoked_at = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"revocation {self.id}"


class ConsentUse(models.Model):
    """Which records a write was done under: each row the shop keeps can be traced to what was agreed."""

    append_only = True

    id = not_personal(models.BigAutoField(primary_key=True))
    write_ref = not_personal(models.CharField(max_length=160, db_index=True))
    record = not_personal(models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="+"))
    presentation = not_personal(models.ForeignKey(Presentation, on_delete=models.PROTECT, related_name="+"))
    is_given = not_personal(models.BooleanField())
    used_at = not_personal(models.DateTimeField())

    def __str__(self) -> str:
        return f"use {self.id}"


class Seal(models.Model):
    """The operator's signature under the events of about a minute, and under every seal before it.

    `seals.statement_of` spells what is signed. Positions count the events of the whole log from 0.
    """

    append_only = True

    number = not_personal(models.PositiveBigIntegerField(primary_key=True))  # 1, 2, 3 …
    first = not_personal(models.PositiveBigIntegerField(unique=True))
    last = not_personal(models.PositiveBigIntegerField(unique=True))
    count = not_personal(models.PositiveIntegerField())
    root = not_personal(models.BinaryField(max_length=32))  # Merkle root of the leaves (RFC 6962)
    previous = not_personal(models.BinaryField(max_length=32))  # hash of the seal before; zeros before the first
    sealed_at = not_personal(models.DateTimeField())
    key_id = not_personal(models.CharField(max_length=64))
    signature = not_personal(models.BinaryField(max_length=64))

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealedEvent(models.Model):
    """Where an event stands in the log. No foreign key: the place of an event that was torn out stays, and names it."""

    append_only = True

    position = not_personal(models.PositiveBigIntegerField(primary_key=True))
    event_id = not_personal(models.UUIDField(unique=True))
    leaf = not_personal(models.BinaryField(max_length=32))
    seal_number = not_personal(models.PositiveBigIntegerField())

    def __str__(self) -> str:
        return f"{self.position} {self.event_id}"
