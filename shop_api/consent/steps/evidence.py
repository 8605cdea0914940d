"""Erasing who said it: the log of consents keeps its salted hash and names nobody."""

from collections.abc import Sequence
from uuid import UUID

from shop_api.consent import models
from shop_api.consent.queries import subjects


def erase_evidence(subject_ids: Sequence[UUID]) -> int:
    """Delete name, address and browser behind all that these subjects ever answered; returns how many rows went."""
    refs = [subjects.subject_ref(subject_id) for subject_id in subject_ids]
    commitments = models.ConsentEvent.objects.filter(record__subject_ref__in=refs).values("evidence_commitment")
    return models.ConsentEvidence.objects.filter(commitment__in=commitments).delete()[0]
