"""Verifying the log of consents: every row is hashed again and held against seals, chain, signatures and each other.

Everything is read in one snapshot (REPEATABLE READ), so people may go on answering forms meanwhile.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from frontend_contracts.wire.webhooks import sha256_hex
from shop_api.consent import models
from shop_api.consent.contracts import ConsentFault
from shop_api.consent.queries import checks, log
from shop_api.consent.queries.checks import Damage
from shop_api.consent.steps import seal_checks

_CHUNK = 2000


@dataclass(slots=True)
class Report:
    """What was compared, how many of each, and every damage found, with the row it is in."""

    compared: dict[str, int] = field(default_factory=dict)
    damage: list[Damage] = field(default_factory=list)
    waiting: int = 0
    newest: int = 0

    @property
    def has_compared(self) -> bool:
        """Whether there was anything to compare: rows of people, seals, or a head from outside."""
        return any(self.compared.values())


def verify(at: datetime, *, keys: Sequence[dict[str, Any]], head: dict[str, Any] | None = None) -> Report:
    """Check the whole log against the public keys (JWK), and against a head that was kept outside the database."""
    report = Report()
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET LOCAL statement_timeout = 0")  # a request may not read the whole log; this must
        rows_of: dict[str, Iterator[Damage | None]] = {
            "texts": _texts(),
            "records": _records(),
            "presentations": _presentations(),
            "events": _events(),
            "evidence": _evidence(),
            "seals": seal_checks.seals_of(keys),
            "sealed events": seal_checks.sealed_events(),
            "heads": seal_checks.head_of(head, keys),
        }
        for name, rows in rows_of.items():
            report.compared[name] = 0
            for found in rows:
                if found is None:
                    report.compared[name] += 1  # a row was looked at
                else:
                    report.damage.append(found)
        report.waiting = _waiting(report, at)
        report.compared["flags that stand"] = models.ConsentCurrent.objects.count()
        report.damage += _projection()
        newest = log.newest_seal()
        report.newest = 0 if newest is None else newest.number
    return report


def _texts() -> Iterator[Damage | None]:
    for row in models.PolicyText.objects.order_by("slug", "version").iterator(chunk_size=10):
        yield None
        if sha256_hex(row.document.encode()) != row.sha256:
            yield Damage("text", f"{row.slug} {row.version}", "the document is not what its hash says")


def _records() -> Iterator[Damage | None]:
    for row in models.ConsentRecord.objects.order_by("id").iterator(chunk_size=_CHUNK):
        yield None
        yield from checks.wrong_with_record(row)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id FROM consent_consentrecord r WHERE NOT EXISTS"
            " (SELECT FROM consent_consentevent e WHERE e.record_id = r.id) ORDER BY r.id"
        )
        lonely = cursor.fetchall()
    for (record_id,) in lonely:
        yield Damage.of("record", record_id, ConsentFault.EVENTS_GONE)


def _presentations() -> Iterator[Damage | None]:
    for row in models.Presentation.objects.order_by("id").iterator(chunk_size=_CHUNK):
        yield None
        yield from checks.wrong_with_form(row)


def _events() -> Iterator[Damage | None]:
    rows = models.ConsentEvent.objects.select_related("record", "presentation").order_by(
        "record__subject_ref", "record__kind", "record__flag", "seq", "id"
    )
    of: tuple[bytes, str, str] | None = None
    seq = 0
    for row in rows.iterator(chunk_size=_CHUNK):
        yield None
        whose = (bytes(row.record.subject_ref), row.record.kind, row.record.flag)
        seq = 1 if whose != of else seq + 1
        of = whose
        if row.seq != seq:
            yield Damage.of("event", row.id, ConsentFault.OUT_OF_ORDER, seq=row.seq, due=seq)
            seq = row.seq
        yield from checks.wrong_with_event(row)
    with connection.cursor() as cursor:  # rows whose record or form was torn out are no part of the join above
        cursor.execute(
            "SELECT e.id FROM consent_consentevent e"
            " WHERE NOT EXISTS (SELECT FROM consent_consentrecord r WHERE r.id = e.record_id)"
            " OR e.presentation_id IS NOT NULL AND NOT EXISTS"
            " (SELECT FROM consent_presentation p WHERE p.id = e.presentation_id) ORDER BY e.id"
        )
        torn = cursor.fetchall()
    for (event_id,) in torn:
        yield Damage("event", event_id, "its record or its form is gone")


def _evidence() -> Iterator[Damage | None]:
    """Evidence may be gone, for it can be erased; what is there is what its event committed to."""
    for row in models.ConsentEvidence.objects.order_by("id").iterator(chunk_size=_CHUNK):
        yield None
        yield from checks.wrong_with_evidence(row)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.id FROM consent_consentevidence i LEFT JOIN"
            " (SELECT DISTINCT evidence_commitment FROM consent_consentevent) e"
            " ON e.evidence_commitment = i.commitment WHERE e.evidence_commitment IS NULL ORDER BY i.id"
        )
        strangers = cursor.fetchall()
    for (evidence_id,) in strangers:
        yield Damage("evidence", evidence_id, "no event committed to it")


def _waiting(report: Report, at: datetime) -> int:
    """How many events wait for the next seal; those that waited too long are damage."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.recorded_at FROM consent_consentevent e WHERE NOT EXISTS"
            " (SELECT FROM consent_sealedevent s WHERE s.event_id = e.id) ORDER BY e.id"
        )
        rows = cursor.fetchall()
    late = [event_id for event_id, recorded_at in rows if recorded_at < at - log.LONGEST_WAIT]
    report.damage += [Damage.of("event", event_id, ConsentFault.NEVER_SEALED) for event_id in late]
    return len(rows) - len(late)


def _projection() -> list[Damage]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newest AS ({log.NEWEST}) SELECT n.record_id, n.event_id, c.id,"  # noqa: S608 - no input in it
            " coalesce(n.flag, c.flag) FROM newest n FULL JOIN consent_consentcurrent c"
            " ON (c.subject_ref, c.kind, c.flag) = (n.subject_ref, n.kind, n.flag)"
            " WHERE (c.state, c.since_at, c.seq, c.slug, c.version, c.record_id, c.event_id) IS DISTINCT FROM"
            " (n.state, n.since_at, n.seq, n.slug, n.version, n.record_id, n.event_id) ORDER BY 4, 1, 3"
        )
        rows = cursor.fetchall()
    found = []
    for record_id, event_id, current_id, flag in rows:
        if current_id is None:
            found.append(Damage("projection", f"of record {record_id}", f"{flag} is missing: rebuild_consent_current"))
        elif event_id is None:
            found.append(Damage("projection", current_id, f"{flag} stands without any event"))
        else:
            found.append(Damage("projection", current_id, f"{flag} is not what event {event_id} says"))
    return found
