"""Checking what the log says of one flag of one subject: its records, its events, their places in the seals."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shop_api.consent import leaves, models, refusals
from shop_api.consent.contracts import ConsentFault, ConsentState
from shop_api.consent.queries import log
from shop_api.gate.encryption import CannotOpen

_logger = logging.getLogger(__name__)

_SHOWN = 5  # damages in a log line
#: What a person says to a form about the very text it shows; a withdrawal ends what another form may have asked.
_ABOUT_THE_FORM = frozenset({ConsentState.GIVEN, ConsentState.RENEWED, ConsentState.REFUSED})
#: What the command and the log lines say; the desk has its own words for each fault.
SAYS: dict[ConsentFault, str] = {
    ConsentFault.FACTS_CHANGED: "the facts are not what their hash says",
    ConsentFault.RECORD_MOVED: "the subject, the flag or the text is not what it was written for",
    ConsentFault.EVENTS_GONE: "no event speaks of it: its events were deleted, or it was inserted",
    ConsentFault.EVENT_CHANGED: "it is not what its leaf says",
    ConsentFault.OTHER_TEXT: "its form showed another text than its record names",
    ConsentFault.OUT_OF_ORDER: "it is number {seq} of its flag where {due} is due",
    ConsentFault.NOT_IN_SEAL: "seal {seal} does not hold it as it is",
    ConsentFault.NEVER_SEALED: "no seal holds it, an hour after it was written: sealing stopped, its seal is gone, or "
    "it was inserted",
    ConsentFault.EVIDENCE_CHANGED: "it is not what was committed to",
    ConsentFault.EVIDENCE_SHUT: "a cell does not open",
    ConsentFault.STANDS_MISSING: "it is missing: rebuild_consent_current",
    ConsentFault.STANDS_OTHERWISE: "what stands is not what the newest event says",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in the log that is not as it was written: what kind of row, which one, and what is wrong."""

    kind: str
    row: Any
    says: str
    fault: ConsentFault | None = None

    @classmethod
    def of(cls, kind: str, row: Any, fault: ConsentFault, **parts: int) -> "Damage":
        """A damage of a known fault, in the words of `SAYS`."""
        return cls(kind, row, SAYS[fault].format(**parts), fault)

    def __str__(self) -> str:
        return f"{self.kind} {self.row}: {self.says}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that was said to the flag of a record, oldest first, under whatever text, and what is wrong with it."""

    record: models.ConsentRecord
    events: tuple[models.ConsentEvent, ...]
    proofs: dict[UUID, log.Proof]
    damage: tuple[Damage, ...]

    @property
    def own(self) -> tuple[models.ConsentEvent, ...]:
        """The events under the record's own text."""
        return tuple(one for one in self.events if one.record_id == self.record.id)


def wrong_with_record(row: models.ConsentRecord) -> Iterator[Damage]:
    """What shows that a record is not as it was written."""
    if not leaves.are_facts(row.facts, row.facts_sha256):
        yield Damage.of("record", row.id, ConsentFault.FACTS_CHANGED)
    if leaves.record_id(bytes(row.subject_ref), row.kind, row.flag, row.text) != row.id:
        yield Damage.of("record", row.id, ConsentFault.RECORD_MOVED)


def wrong_with_event(row: models.ConsentEvent) -> Iterator[Damage]:
    """What shows that an event is not as it was written; its record and form come with it."""
    if leaves.leaf_of(row, row.record.facts_sha256, row.presentation) != bytes(row.leaf):
        yield Damage.of("event", row.id, ConsentFault.EVENT_CHANGED)
    form = row.presentation
    if form is not None and row.state in _ABOUT_THE_FORM and (form.slug, form.version, form.locale) != row.record.text:
        yield Damage.of("event", row.id, ConsentFault.OTHER_TEXT)


def wrong_with_evidence(row: models.ConsentEvidence) -> Iterator[Damage]:
    """What shows that evidence is not what its event committed to."""
    try:
        told = {"name": row.name or "", "address": row.address or "", "user_agent": row.user_agent or ""}
    except CannotOpen:
        yield Damage.of("evidence", row.id, ConsentFault.EVIDENCE_SHUT)
        return
    if leaves.commitment(bytes(row.salt), **told) != bytes(row.commitment):
        yield Damage.of("evidence", row.id, ConsentFault.EVIDENCE_CHANGED)


def story_of(record: models.ConsentRecord) -> Story:
    """Read and check everything around a record. Five statements for any number of events."""
    events = list(
        models.ConsentEvent.objects.filter(
            record__subject_ref=record.subject_ref, record__kind=record.kind, record__flag=record.flag
        )
        .order_by("seq", "id")
        .select_related("record", "presentation")
    )
    proofs = log.proofs_of(events)
    records = {record.id: record} | {one.record_id: one.record for one in events}
    damage = [found for one in records.values() for found in wrong_with_record(one)]
    if not any(one.record_id == record.id for one in events):
        damage.append(Damage.of("record", record.id, ConsentFault.EVENTS_GONE))
    for due, event in enumerate(events, start=1):
        damage += wrong_with_event(event)
        if event.seq != due:
            damage.append(Damage.of("event", event.id, ConsentFault.OUT_OF_ORDER, seq=event.seq, due=due))
        proof = proofs.get(event.id)
        if proof is not None and not proof.holds():
            damage.append(Damage.of("event", event.id, ConsentFault.NOT_IN_SEAL, seal=proof.seal.number))
    damage += _projected(record, events)
    return Story(record=record, events=tuple(events), proofs=proofs, damage=tuple(damage))


def refuse_if_damaged(story: Story) -> None:
    """Let nothing be signed on top of damage.

    :raises LogDamaged: something is not as it was written; the log line says that someone must act
    """
    if story.damage:
        raise_alarm(story)
        raise refusals.LogDamaged()


def raise_alarm(story: Story) -> None:
    """The log line which means that someone must act."""
    _logger.error(
        "Consent record %s is damaged: %s. Run `manage.py shop_api verify_consent_log`.",
        story.record.id,
        "; ".join(str(one) for one in story.damage[:_SHOWN]),
    )


def _projected(record: models.ConsentRecord, events: list[models.ConsentEvent]) -> list[Damage]:
    """What stands is what the newest event says; a newest event that was torn out shows here."""
    row = models.ConsentCurrent.objects.filter(
        subject_ref=record.subject_ref, kind=record.kind, flag=record.flag
    ).first()
    if row is None:
        return [Damage.of("projection", f"of record {record.id}", ConsentFault.STANDS_MISSING)]
    newest = events[-1] if events else None
    if newest is None or (row.event_id, row.record_id, row.state, row.seq) != (
        newest.id,
        newest.record_id,
        newest.state,
        newest.seq,
    ):
        return [Damage.of("projection", row.id, ConsentFault.STANDS_OTHERWISE)]
    return []
