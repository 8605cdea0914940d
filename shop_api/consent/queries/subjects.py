"""Subjects: their keyed reference in the log, whom they turned out to be, and what stands for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from shop_api.consent import models, rules
from shop_api.gate import keys
from shop_api.values.purposes import FLAGS, Flag


def subject_ref(subject_id: UUID) -> bytes:
    """How the log names a subject: a keyed hash, so that the log alone names nobody."""
    return keys.keyed_hash("subject_ref", subject_id.bytes)


@dataclass(frozen=True, slots=True)
class Linked:
    """A subject that counts for another: what it said until the link counts; later words are somebody else's."""

    subject_id: UUID
    until: datetime | None


def subjects_behind(subject_id: UUID) -> list[Linked]:
    """The subject itself, and all that were linked into it, directly or through others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE behind(id, until) AS (SELECT %s::uuid, 'infinity'::timestamptz UNION"
            " SELECT l.of_id, LEAST(l.linked_at, b.until) FROM consent_subjectlink l JOIN behind b ON l.to_id = b.id)"
            " SELECT id, max(until) FILTER (WHERE isfinite(until)) FROM behind GROUP BY id ORDER BY id",
            [subject_id],
        )
        return [Linked(found, None if found == subject_id else until) for found, until in cursor.fetchall()]


def subjects_ahead(subject_id: UUID) -> list[UUID]:
    """The subject itself, and all that it was linked into, directly or through others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE ahead(id) AS (SELECT %s::uuid UNION"
            " SELECT l.to_id FROM consent_subjectlink l JOIN ahead a ON l.of_id = a.id) SELECT id FROM ahead",
            [subject_id],
        )
        return [row[0] for row in cursor.fetchall()]


def newest_answers(behind: list[Linked], flags: list[Flag] | None = None) -> list[models.ConsentCurrent]:
    """The newest answer to each flag among linked subjects, with its record and event, in the order of flags.

    What stands for a linked subject now may be somebody else's word: then what it said before its limit counts. Such
    rows are made here of their events and stand in no table. One statement; three where that is so.
    """
    until = {subject_ref(one.subject_id): one.until for one in behind}
    rows = models.ConsentCurrent.objects.filter(subject_ref__in=list(until)).select_related("record", "event")
    if flags is not None:
        rows = rows.filter(flag__in=[flag.value for flag in flags])
    found, late = [], set()
    for row in rows:
        limit = until[bytes(row.subject_ref)]
        if limit is None or row.since_at <= limit:
            found.append(row)
        else:
            late.add((bytes(row.subject_ref), limit))
    wanted = None if flags is None else {flag.value for flag in flags}
    for event in _words_until(late).values():
        if wanted is None or event.record.flag in wanted:
            found.append(_as_current(event))
    newest: dict[str, models.ConsentCurrent] = {}
    for row in sorted(found, key=lambda one: (one.since_at, one.seq)):
        newest[row.flag] = row
    return [newest[flag] for flag in FLAGS if flag in newest]


def _words_until(late: set[tuple[bytes, datetime]]) -> dict[tuple[bytes, datetime, str], models.ConsentEvent]:
    """What subjects said last to each flag until a limit, by reference, limit and flag; no statement for none."""
    if not late:
        return {}
    pairs = sorted(late)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (b.ref, b.until, r.flag) b.ref, b.until, r.flag, e.id"
            " FROM unnest(%s::bytea[], %s::timestamptz[]) AS b(ref, until)"
            " JOIN consent_consentrecord r ON r.subject_ref = b.ref"
            " JOIN consent_consentevent e ON e.record_id = r.id AND e.event_time <= b.until"
            " ORDER BY b.ref, b.until, r.flag, e.seq DESC, e.id DESC",
            [[ref for ref, _ in pairs], [until for _, until in pairs]],
        )
        told = {(bytes(ref), until, flag): event_id for ref, until, flag, event_id in cursor.fetchall()}
    events = models.ConsentEvent.objects.select_related("record").in_bulk(list(told.values()))
    return {key: events[event_id] for key, event_id in told.items()}


def _as_current(event: models.ConsentEvent) -> models.ConsentCurrent:
    record = event.record
    return models.ConsentCurrent(
        subject_ref=record.subject_ref,
        kind=record.kind,
        flag=record.flag,
        state=event.state,
        since_at=event.event_time,
        seq=event.seq,
        slug=record.slug,
        version=record.version,
        record=record,
        event=event,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The newest word of a person to one flag: what it was, and under which version of which policy."""

    flag: str
    state: str
    slug: str
    version: int
    since_at: datetime
    seq: int


def said_by_many(subject_ids: Sequence[UUID]) -> dict[UUID, list[Said]]:
    """What `newest_answers` finds, for many people at once; two statements, four where devices are shared."""
    behind: dict[bytes, list[tuple[UUID, datetime | None]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE behind(root, id, until) AS ("
            " SELECT one, one, 'infinity'::timestamptz FROM unnest(%s::uuid[]) one UNION"
            " SELECT b.root, l.of_id, LEAST(l.linked_at, b.until)"
            " FROM consent_subjectlink l JOIN behind b ON l.to_id = b.id)"
            " SELECT root, id, max(until) FILTER (WHERE isfinite(until)) FROM behind GROUP BY root, id",
            [list(subject_ids)],
        )
        for root, linked, until in cursor.fetchall():
            behind.setdefault(subject_ref(linked), []).append((root, None if root == linked else until))
    newest: dict[UUID, dict[str, Said]] = {}
    columns = ("flag", "state", "slug", "version", "since_at", "seq")
    rows = models.ConsentCurrent.objects.filter(subject_ref__in=list(behind))
    found: list[tuple[UUID, Said]] = []
    late: dict[tuple[bytes, datetime], list[UUID]] = {}
    for ref, *values in rows.values_list("subject_ref", *columns):
        said = Said(**dict(zip(columns, values, strict=True)))
        for root, until in behind[bytes(ref)]:
            if until is None or said.since_at <= until:
                found.append((root, said))
            else:
                late.setdefault((bytes(ref), until), []).append(root)
    for (ref, until, _), event in _words_until(set(late)).items():
        row = _as_current(event)
        said = Said(**{name: getattr(row, name) for name in columns})
        found += [(root, said) for root in set(late[ref, until])]
    for root, said in sorted(found, key=lambda one: (one[1].since_at, one[1].seq)):
        newest.setdefault(root, {})[said.flag] = said
    return {root: list(words.values()) for root, words in newest.items()}


def covers(subject_id: UUID, flag: Flag, at: datetime) -> bool:
    """Whether a flag stands for a subject at a moment, by its own word or by that of a subject linked into it.

    A term that is over covers nothing, though the clock that writes so comes by the hour.
    """
    found = newest_answers(subjects_behind(subject_id), [flag])
    return bool(found) and rules.is_standing(found[0].state, found[0].event.valid_until, at)


def standing_counts() -> dict[str, int]:
    """For how many subjects each flag stands; a device and the account it was linked to count as two."""
    rows = models.ConsentCurrent.objects.filter(state__in=rules.STANDING).values("flag").order_by("flag")
    return {row["flag"]: row["people"] for row in rows.annotate(people=Count("id"))}


def records_of(write_ref: str) -> tuple[UUID, ...]:
    """The consent records a write was done under, in the order they were written."""
    rows = models.ConsentUse.objects.filter(write_ref=write_ref).order_by("id")
    return tuple(rows.values_list("record_id", flat=True))
