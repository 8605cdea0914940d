"""What was published: rows that are only ever added. Two roles and triggers keep them so (see the migration)."""

from functools import cached_property
from typing import Any

import orjson
from django.db import models
from uuid_utils.compat import uuid7

from cms.policies.contracts import POLICY, TERMS
from frontend_contracts.wire.append_only import AppendOnlyModel
from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal

KINDS = ((POLICY, "Policy"), (TERMS, "Terms"))
STAFF: dict[str, Any] = {
    "category": "staff_account",
    "why": ["staff_access"],
    "keep": ByRule("publication_audit"),
    "on_erasure": Erasure.KEEP,
}


class Unchangeable(TypeError):
    """What was published is not changed; the database refuses it too, in the words of a database."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} cannot be changed or deleted: people agreed to it. Publish a new version instead.")


class KeptQuerySet(models.QuerySet[Any]):
    """Rows to read and to add to."""

    def update(self, **kwargs: Any) -> int:
        """Refuse.

        :raises Unchangeable: always
        """
        raise Unchangeable(self._named())

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse.

        :raises Unchangeable: always
        """
        raise Unchangeable(self._named())

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse.

        :raises Unchangeable: always
        """
        raise Unchangeable(self._named())

    def _named(self) -> str:
        return f"A {self.model._meta.verbose_name}"


class KeptModel(AppendOnlyModel):
    """A row that is written once."""

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row.

        :raises Unchangeable: the row was written before
        """
        if not self._state.adding and not kwargs.get("force_insert"):
            raise Unchangeable(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse.

        :raises Unchangeable: always
        """
        raise Unchangeable(str(self))


class PolicyVersion(KeptModel):
    """One published text in three languages, with its clauses, exactly as it was shown from its date on.

    `canonical_document` is the RFC 8785 form whose SHA-256 is `sha256`; `content_sha256` leaves out the number, the
    predecessor and the time, so that publishing the same content twice can be told from a change.
    `sections` holds `[{"id", "number", "heading": {…}, "paragraphs": {"kk": [str], …}}]` for the difference.
    """

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    page_id = not_personal(models.BigIntegerField(db_index=True))  # no foreign key: the version outlives its page
    slug = not_personal(models.CharField(max_length=255))
    kind = not_personal(models.CharField(max_length=10, choices=KINDS))
    number = not_personal(models.PositiveIntegerField())
    effective_from = not_personal(models.DateField())  # in force from 00:00 in Almaty
    authoritative_locale = not_personal(models.CharField(max_length=2))
    material = not_personal(models.BooleanField())
    canonical_document = not_personal(models.TextField())
    sha256 = not_personal(models.CharField(max_length=64))
    content_sha256 = not_personal(models.CharField(max_length=64))
    sections = not_personal(models.JSONField())
    author_id = personal(models.UUIDField(null=True), **STAFF)  # who saved the draft; no key: outlives the account
    approver_id = personal(
        models.UUIDField(null=True), **STAFF
    )  # who approved it in the workflow; without one, who published
    predecessor = not_personal(models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+"))
    published_at = not_personal(models.DateTimeField())

    class Meta:
        ordering = ("slug", "-number")
        constraints = (models.UniqueConstraint(fields=("slug", "number"), name="policy_version_number"),)
        verbose_name = "published version"
        verbose_name_plural = "published versions"

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"

    @property
    def is_self_approved(self) -> bool:
        """Whether one person wrote and approved it; both are recorded, so that it can be seen."""
        return self.author_id is not None and self.author_id == self.approver_id

    @cached_property
    def document(self) -> dict[str, Any]:
        """The document as data, in the shape of the wire."""
        loaded: dict[str, Any] = orjson.loads(self.canonical_document)
        return loaded


class PolicyVersionWithdrawal(KeptModel):
    """Says that a version was taken back before its date came; it never was in force."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    version = not_personal(models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="withdrawal"))
    reason = not_personal(models.CharField(max_length=500))
    withdrawn_by_id = personal(models.UUIDField(null=True), **STAFF)
    withdrawn_at = not_personal(models.DateTimeField())

    class Meta:
        verbose_name = "withdrawn version"
        verbose_name_plural = "withdrawn versions"

    def __str__(self) -> str:
        return f"{self.version} withdrawn"
