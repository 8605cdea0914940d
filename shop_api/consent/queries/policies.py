"""Which version of a policy or of the offer is in force, from our own copies. One statement each."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from shop_api.consent import models
from shop_api.values.clock import day_in_almaty


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInForce:
    """A version in force: what a write is done under."""

    id: UUID
    slug: str
    kind: str
    version: int
    effective_from: date
    sha256: str
    material: bool


def version_in_force(slug: str, at: datetime) -> PolicyInForce | None:
    """The version of `privacy` or `terms` in force at a moment, or None. Dates begin at 00:00 in Almaty."""
    rows = versions_since(slug, 0, at)
    return rows[-1] if rows else None


def versions_since(slug: str, version: int, at: datetime) -> list[PolicyInForce]:
    """Versions from a number on whose date has begun and that were not taken back; the last one is in force."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id, t.slug, t.kind, t.version, t.effective_from, t.sha256, t.material FROM consent_policytext t"
            " WHERE t.slug = %s AND t.version >= %s AND t.effective_from <= %s AND NOT EXISTS (SELECT FROM"
            " consent_policywithdrawal w WHERE w.slug = t.slug AND w.version = t.version)"
            " ORDER BY t.effective_from, t.version",
            [slug, version, day_in_almaty(at)],
        )
        columns = ("id", "slug", "kind", "version", "effective_from", "sha256", "material")
        return [PolicyInForce(**dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]


@lru_cache(maxsize=64)
def clauses_of(text_id: UUID) -> dict[str, Any]:
    """The clauses of a version. Its row never changes, so it is read once in a process; do not change the answer."""
    found: dict[str, Any] = models.PolicyText.objects.values_list("clauses", flat=True).get(id=text_id)
    return found
