"""One row for each act of publishing."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from frontend_contracts.wire.append_only import AppendOnlyModel
from frontend_contracts.wire.personal_data import ByRule, Erasure, not_personal, personal


class PublicationRecord(AppendOnlyModel):
    """Who made a version public, or took it away. The account is named by its id, so the row outlives the account."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))
    recorded_at = not_personal(models.DateTimeField(db_index=True))
    action = not_personal(models.CharField(max_length=40))  # "product.published", "policy.published", …
    kind = not_personal(models.CharField(max_length=40))  # "product", "policy", "terms"
    slug = not_personal(models.CharField(max_length=255))
    version = not_personal(models.PositiveIntegerField(null=True))
    sha256 = not_personal(models.CharField(max_length=64, blank=True))
    staff_id = personal(
        models.UUIDField(null=True),  # empty: a command or the clock
        category="staff_account", why=["staff_access"], keep=ByRule("publication_audit"), on_erasure=Erasure.KEEP,
    )  # fmt: skip

    class Meta:
        ordering = ["-recorded_at", "-id"]
        verbose_name = "publication"
        verbose_name_plural = "publications"

    def __str__(self) -> str:
        return f"{self.action} {self.slug} {self.version or ''}".strip()
