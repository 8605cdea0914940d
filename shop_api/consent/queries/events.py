"""What the log holds of a person: their own words and, until the link, those of subjects that were linked into them."""

import itertools
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from shop_api.consent import models
from shop_api.consent.queries.subjects import Linked, subject_ref


def of(behind: Sequence[Linked]) -> QuerySet[models.ConsentEvent]:
    """The events that count for a person, each with its record; what others say on a shared device later does not."""
    rows = models.ConsentEvent.objects.select_related("record")
    return rows.filter(_within(behind, "record__")) if behind else rows.none()


def records_of(behind: Sequence[Linked]) -> QuerySet[models.ConsentRecord]:
    """The records with such an event: a record is written with the first one, at the same time."""
    rows = models.ConsentRecord.objects.all()
    return rows.filter(_within(behind, "")) if behind else rows.none()


def limits(behind: Sequence[Linked]) -> dict[bytes, datetime | None]:
    """Until when the words of each subject count, by its reference in the log."""
    return {subject_ref(one.subject_id): one.until for one in behind}


def in_order(events: Sequence[models.ConsentEvent]) -> list[models.ConsentEvent]:
    """Events by time; those of one subject and flag by their numbers, where clocks say something else.

    Of two answers at once, the one that waited for its turn may say an earlier time. The last event of a flag is then
    what `subjects.newest_answers` finds.
    """
    at: dict[object, datetime] = {}
    rest = sorted(events, key=lambda one: (_whose(one), one.seq, str(one.id)), reverse=True)
    for _, told in itertools.groupby(rest, key=_whose):
        next_at: datetime | None = None
        for one in told:
            next_at = one.event_time if next_at is None else min(one.event_time, next_at)
            at[one.id] = next_at
    return sorted(events, key=lambda one: (at[one.id], one.seq, str(one.id)))


def _whose(event: models.ConsentEvent) -> tuple[bytes, str, str]:
    record = event.record
    return bytes(record.subject_ref), record.kind, record.flag


def _within(behind: Sequence[Linked], record: str) -> Q:
    found = Q()
    for ref, until in limits(behind).items():
        one = Q(**{f"{record}subject_ref": ref})
        found |= one if until is None else one & Q(recorded_at__lte=until)
    return found
