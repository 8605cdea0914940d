"""Checking what the log says of one flag of one person: records, forms, events, their places in the seals."""

import itertools
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from shop_api.consent import form_token, leaves, models, refusals, rules
from shop_api.consent.contracts import ConsentFault, ConsentState
from shop_api.consent.queries import events, log
from shop_api.consent.queries.subjects import Linked
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
    ConsentFault.OTHER_TIME: "it was recorded at another time than it was said",
    ConsentFault.NO_FORM: "it answers no form, and nobody says this without one",
    ConsentFault.FORM_NOT_OPEN: "its form was not open when it was said",
    ConsentFault.FORM_UNSIGNED: "its token is not one that we signed",
    ConsentFault.FORM_CHANGED: "it says something else than its token",
    ConsentFault.FORM_MOVED: "the form was shown to another subject",
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
    """All that a person said to the flag of a record, oldest first, and what is wrong with it.

    Under whatever text, and by whichever of the subjects that count for them: the last event is what stands.
    """

    record: models.ConsentRecord
    events: tuple[models.ConsentEvent, ...]
    proofs: dict[UUID, log.Proof]
    damage: tuple[Damage, ...]

    @property
    def own(self) -> tuple[models.ConsentEvent, ...]:
        """The events of the record itself."""
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
    if row.event_time != row.recorded_at:
        yield Damage.of("event", row.id, ConsentFault.OTHER_TIME)
    for fault in _wrong_with_answer(row, row.presentation):
        yield Damage.of("event", row.id, fault)


def _wrong_with_answer(row: models.ConsentEvent, form: models.Presentation | None) -> Iterator[ConsentFault]:
    """Whether an event answers a form that was open and showed just that; only what we signed can be answered."""
    if form is None:
        if row.state in _ABOUT_THE_FORM:
            yield ConsentFault.NO_FORM
        return
    if not form.shown_at <= row.event_time < form.shown_at + timedelta(hours=rules.FORM_HOURS):
        yield ConsentFault.FORM_NOT_OPEN
    if bytes(form.subject_ref) != bytes(row.record.subject_ref):
        yield ConsentFault.FORM_MOVED
    is_its_text = (form.slug, form.version, form.locale) == row.record.text and row.record.flag in form.flags
    if row.state in _ABOUT_THE_FORM and not is_its_text:
        yield ConsentFault.OTHER_TEXT


def wrong_with_form(row: models.Presentation) -> Iterator[Damage]:
    """What shows that a form is not the one we signed, or not the subject's."""
    try:
        shown = form_token.kept(row.token)
    except (ValueError, KeyError, TypeError):
        yield Damage.of("presentation", row.id, ConsentFault.FORM_UNSIGNED)
        return
    columns = (row.slug, row.version, row.locale, row.text_sha256, row.flags, row.shown_at)
    if columns != (shown.slug, shown.version, shown.locale, shown.text_sha256, list(shown.flags), shown.shown_at):
        yield Damage.of("presentation", row.id, ConsentFault.FORM_CHANGED)
    if leaves.presentation_id(shown.nonce, bytes(row.subject_ref)) != row.id:
        yield Damage.of("presentation", row.id, ConsentFault.FORM_MOVED)


def wrong_with_evidence(row: models.ConsentEvidence) -> Iterator[Damage]:
    """What shows that evidence is not what its event committed to."""
    try:
        told = {"name": row.name or "", "address": row.address or "", "user_agent": row.user_agent or ""}
    except CannotOpen:
        yield Damage.of("evidence", row.id, ConsentFault.EVIDENCE_SHUT)
        return
    if leaves.commitment(bytes(row.salt), **told) != bytes(row.commitment):
        yield Damage.of("evidence", row.id, ConsentFault.EVIDENCE_CHANGED)


def story_of(record: models.ConsentRecord, behind: Sequence[Linked]) -> Story:
    """Read and check everything around a record that counts for a person. Five statements for any number of events.

    All that was said on a shared device is counted, for a gap shows only so; told and checked is what counts for them.
    """
    limits = events.limits(behind)
    # Before the events: whatever stands now has its event, also a moment later.
    stood = dict(_standing(record, list(limits)).values_list("id", "subject_ref"))
    found = _said(record, list(limits))
    told = []
    for one in found:
        until = limits[bytes(one.record.subject_ref)]
        if until is None or one.recorded_at <= until:
            told.append(one)
    told = events.in_order(told)
    proofs = log.proofs_of(told)
    records = {record.id: record} | {one.record_id: one.record for one in told}
    forms = {one.presentation.id: one.presentation for one in told if one.presentation is not None}
    damage = [wrong for one in records.values() for wrong in wrong_with_record(one)]
    damage += [wrong for one in forms.values() for wrong in wrong_with_form(one)]
    if not any(one.record_id == record.id for one in told):
        damage.append(Damage.of("record", record.id, ConsentFault.EVENTS_GONE))
    for event in told:
        damage += wrong_with_event(event)
        proof = proofs.get(event.id)
        if proof is not None and not proof.holds():
            damage.append(Damage.of("event", event.id, ConsentFault.NOT_IN_SEAL, seal=proof.seal.number))
    damage += _wrong_with_order(found)
    heard = {bytes(one.record.subject_ref) for one in found}
    silent = [row_id for row_id, ref in stood.items() if bytes(ref) not in heard]
    damage += [Damage.of("projection", row_id, ConsentFault.STANDS_OTHERWISE) for row_id in silent]
    return Story(record=record, events=tuple(told), proofs=proofs, damage=tuple(damage))


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


def _standing(record: models.ConsentRecord, refs: list[bytes]) -> QuerySet[models.ConsentCurrent]:
    return models.ConsentCurrent.objects.filter(subject_ref__in=refs, kind=record.kind, flag=record.flag)


def _said(record: models.ConsentRecord, refs: list[bytes]) -> list[Any]:
    """All events of a flag of some subjects, by subject and number; `stands` is what the projection has for each.

    One statement sees one moment: read apart, an answer that comes in between would look like damage.
    """
    of_flag = {"kind": record.kind, "flag": record.flag}
    projected = models.ConsentCurrent.objects.filter(subject_ref=OuterRef("record__subject_ref"), **of_flag)
    cells = JSONObject(id="id", event="event_id", record="record_id", state="state", seq="seq")
    rows = models.ConsentEvent.objects.filter(
        record__subject_ref__in=refs, **{f"record__{name}": value for name, value in of_flag.items()}
    )
    return list(
        rows.select_related("record", "presentation")
        .annotate(stands=Subquery(projected.values(cells=cells)))
        .order_by("record__subject_ref", "seq", "id")
    )


def _wrong_with_order(found: Sequence[Any]) -> Iterator[Damage]:
    """Numbers count from 1 without a gap, and what stands is the newest: an event that was torn out shows here."""
    for _, group in itertools.groupby(found, key=lambda one: bytes(one.record.subject_ref)):
        said = list(group)
        for due, event in enumerate(said, start=1):
            if event.seq != due:
                yield Damage.of("event", event.id, ConsentFault.OUT_OF_ORDER, seq=event.seq, due=due)
        newest = said[-1]
        if newest.stands is None:
            yield Damage.of("projection", f"of record {newest.record_id}", ConsentFault.STANDS_MISSING)
            continue
        cells = {"event": str(newest.id), "record": str(newest.record_id), "state": newest.state, "seq": newest.seq}
        if {name: newest.stands[name] for name in cells} != cells:
            yield Damage.of("projection", newest.stands["id"], ConsentFault.STANDS_OTHERWISE)
