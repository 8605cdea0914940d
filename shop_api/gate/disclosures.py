"""The register of disclosures: one line for each transfer to somebody outside. Field codes and never a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shop_api.gate import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What left: whose data, to whom, where, for what, which fields by their names in the inventory, and why then."""

    subject_id: UUID | None
    recipient: str
    country: str
    purpose: str
    fields: tuple[str, ...]
    occasion: str
    policy_version: int | None


def record(line: Line, at: datetime) -> None:
    """Write one line, in the caller's transaction. Called by `adapters.disclosing`, which checks first."""
    models.Disclosure.objects.create(
        subject_id=line.subject_id,
        recipient=line.recipient,
        country=line.country,
        purpose=line.purpose,
        fields=sorted(line.fields),
        occasion=line.occasion,
        policy_version=line.policy_version,
        created_at=at,
    )


def lines_of(subjects: Sequence[tuple[UUID, datetime | None]]) -> QuerySet[models.Disclosure]:
    """The lines about subjects, each until its moment; None sets no end."""
    wanted = Q(pk__in=[])
    for subject_id, until in subjects:
        about = Q(subject_id=subject_id)
        wanted |= about if until is None else about & Q(created_at__lte=until)
    return models.Disclosure.objects.filter(wanted)
