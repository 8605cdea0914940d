"""Which version of a policy or of the offer is in force, from our own copies. One statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from frontend_contracts.wire import policy_changes
from frontend_contracts.wire.policy_reasons import Reason
from shop_api.consent import models, rules
from shop_api.values.clock import day_in_almaty
from shop_api.values.purposes import FLAGS


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
    #: What is asked again was computed from the clauses; else `material` is the editor's word for every flag.
    is_computed: bool = False


def version_in_force(slug: str, at: datetime) -> PolicyInForce | None:
    """The version of `privacy` or `terms` in force at a moment, or None. Dates begin at 00:00 in Almaty."""
    rows = versions_since(slug, 0, at)
    return rows[-1] if rows else None


def versions_since(slug: str, version: int, at: datetime | None) -> list[PolicyInForce]:
    """Versions from a number on whose date has begun and that were not taken back; the last one is in force.

    Without a moment, those whose date is ahead, too.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id, t.slug, t.kind, t.version, t.effective_from, t.sha256, t.material,"
            " t.clauses ? 'material_changes' FROM consent_policytext t"
            " WHERE t.slug = %s AND t.version >= %s AND t.effective_from <= %s AND NOT EXISTS (SELECT FROM"
            " consent_policywithdrawal w WHERE w.slug = t.slug AND w.version = t.version)"
            " ORDER BY t.effective_from, t.version",
            [slug, version, date.max if at is None else day_in_almaty(at)],
        )
        columns = ("id", "slug", "kind", "version", "effective_from", "sha256", "material", "is_computed")
        return [PolicyInForce(**dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]


@lru_cache(maxsize=8)
def document_of(text_id: UUID) -> dict[str, Any]:
    """The whole document of a version, as published; for comparing versions. Do not change the answer."""
    found: dict[str, Any] = orjson.loads(models.PolicyText.objects.values_list("document", flat=True).get(id=text_id))
    return found


def _is_decided(because: tuple[Reason, ...]) -> bool:
    return any(reason.code == "editor" for reason in because)


@lru_cache(maxsize=256)
def _computed(shown: UUID, current: UUID) -> dict[str, tuple[Reason, ...]]:
    found = policy_changes.changes(document_of(shown), document_of(current))
    return {asked.flag: asked.because for asked in found.asked_again}


def asked_again(shown: PolicyInForce, later: Sequence[PolicyInForce]) -> dict[str, tuple[Reason, ...]]:
    """Flags that a version asks again of whoever agreed to an earlier one, with what got wider.

    `later` are the versions since, the last in force. What a version no longer words cannot be agreed to either.
    """
    if not later:
        return {}
    current = later[-1]
    asked: dict[str, tuple[Reason, ...]] = {}
    if any(one.material and not one.is_computed for one in later):
        asked = dict.fromkeys(FLAGS, ())
    if any(one.is_computed for one in later):
        asked |= _computed(shown.id, current.id)
    for one in later[:-1]:
        # What a version on the way took back again asks nobody; a publisher's decision to ask everybody stays.
        if one.is_computed:
            found = _computed(shown.id, one.id)
            asked = {flag: because for flag, because in found.items() if _is_decided(because)} | asked
    now = clauses_of(current.id)
    return asked | {flag: () for flag in FLAGS if flag not in asked and rules.clause_of(now, FLAGS[flag]) is None}


def is_ahead(version: PolicyInForce, at: datetime) -> bool:
    """Whether the date of a version has not begun yet."""
    return version.effective_from > day_in_almaty(at)


def is_told(shown: PolicyInForce, later: Sequence[PolicyInForce]) -> bool:
    """Whether the last of later versions changes more than spelling for whoever knows an earlier one.

    The cms told its publisher so for the version before (`material_changes.told`); over several it is computed anew.
    """
    return bool(later) and _is_told(shown.id, later[-1].id)


@lru_cache(maxsize=256)
def _is_told(shown: UUID, current: UUID) -> bool:
    before, after = document_of(shown), document_of(current)
    stored = after.get("material_changes")
    if stored is not None and after.get("predecessor") == before["version"]:
        return bool(stored["told"])
    return policy_changes.changes(before, after).told


def note_of(version: PolicyInForce, locale: str) -> str:
    """What the publisher says has changed in a version, in a language."""
    return str(document_of(version.id)["change_note"][locale])


def wording_of(version: PolicyInForce, flag: str, locale: str) -> str:
    """How a version words a flag in a language; the flag itself where it no longer does."""
    clause = rules.clause_of(clauses_of(version.id), FLAGS[flag])
    return flag if clause is None else str(clause["wording"][locale])


@lru_cache(maxsize=64)
def clauses_of(text_id: UUID) -> dict[str, Any]:
    """The clauses of a version. Its row never changes, so it is read once in a process; do not change the answer."""
    found: dict[str, Any] = models.PolicyText.objects.values_list("clauses", flat=True).get(id=text_id)
    return found
