"""The one place where consent is written: presentation, records, events, evidence, what stands, and the use of it.

A whole answer costs nine statements or fewer, whatever the number of flags: rows are inserted together, and ids of
records and presentations are made of what they are about, so that writing them twice is harmless and reads nothing.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from shop_api.consent import leaves, models, obligations, rules
from shop_api.consent.contracts import ConsentState
from shop_api.consent.queries import inventory, policies, subjects
from shop_api.consent.steps.checking import Answered
from shop_api.gate import effects
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import About
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import FLAGS, Flag

_SALT_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One event to be: which flag, what is said, and the frozen facts it is said about."""

    flag: Flag
    state: ConsentState
    record: models.ConsentRecord
    seq: int


@dataclass(slots=True, kw_only=True)
class Writing:
    """One write of consent on its way into the tables."""

    actor: Actor
    about: About
    write_ref: str
    method: str
    presentation: models.Presentation | None = None
    changes: list[Change] = field(default_factory=list)
    evidence_commitment: bytes = b""
    ref: bytes = b""

    @property
    def subject_ref(self) -> bytes:
        """The subject as the log names it."""
        return self.ref or subjects.subject_ref(self.about.subject_id)


def record(actor: Actor, about: About, answered: Answered, write_ref: str) -> tuple[UUID, ...]:
    """Write what was said to a form beside the write it was said for; returns the ids of the records.

    :raises ObligationOpen: an answer would withdraw what an open obligation rests on
    """
    writing = Writing(actor=actor, about=about, write_ref=write_ref, method=f"form:{actor.door}")
    own = _locked_standing(writing.subject_ref, list(answered.answers))
    standing = _standing_for(about.subject_id, list(answered.answers))
    writing.presentation = _presentation(writing, answered)
    used: list[tuple[models.ConsentRecord, bool]] = []
    for flag, yes in answered.answers.items():
        row = standing.get(flag.value)
        stands = None if row is None else rules.state_at(row.state, row.event.valid_until, actor.at)
        if not yes and flag in answered.aside and stands in rules.STANDING:
            continue
        made = _record(writing.subject_ref, flag, answered, actor)
        # What a linked subject said is proven by its own record; whoever says it anew gets a record of theirs.
        is_same = row is not None and row.record_id == made.id
        state = rules.next_state(says_yes=yes, stands=stands, is_same_text=is_same)
        if row is not None and state is ConsentState.WITHDRAWN:
            # What ends is the consent that was given; the event's form says what was shown now.
            made = _same_facts(writing.subject_ref, row.record, actor)
        if state is not None:
            seq = own[flag.value].seq + 1 if flag.value in own else 1
            writing.changes.append(Change(flag=flag, state=state, record=made, seq=seq))
        used.append((made, yes))
    _refuse_open_obligations(writing)
    models.Presentation.objects.bulk_create([writing.presentation], ignore_conflicts=True)
    _write_changes(writing)
    _write_uses(writing, used)
    _announce(writing)
    return tuple(made.id for made, _ in used)


def withdraw(actor: Actor, subject_id: UUID, flags: Sequence[Flag], write_ref: str) -> tuple[UUID, ...]:
    """Withdraw flags that stand for a subject, by its own word or a linked one's; returns the records touched.

    Needs no form and no policy in force: a right is not bound to either. Flags that do not stand are left alone.

    :raises ObligationOpen: an obligation that rests on one of them is open; nothing is withdrawn then
    """
    writing = Writing(actor=actor, about=About(subject_id), write_ref=write_ref, method=f"withdrawal:{actor.door}")
    own = _locked_standing(writing.subject_ref, list(flags))
    for row in subjects.newest_answers(subjects.subjects_behind(subject_id), list(flags)):
        if row.state not in rules.STANDING:
            continue
        seq = own[row.flag].seq + 1 if row.flag in own else 1
        made = _same_facts(writing.subject_ref, row.record, actor)
        change = Change(flag=FLAGS[row.flag], state=ConsentState.WITHDRAWN, record=made, seq=seq)
        writing.changes.append(change)
    _refuse_open_obligations(writing)
    _write_changes(writing)
    _announce(writing)
    return tuple(change.record.id for change in writing.changes)


def revoke(actor: Actor, subject_id: UUID, row: models.ConsentCurrent, write_ref: str) -> models.ConsentRecord:
    """End a consent that was not the person's to give, by the operator's word; returns the record of the event.

    What `row` says must have been read after `take_turn`. An open order holds nothing up: an invalid consent is no
    ground to go on with it. Whoever acts for the operator is no evidence of what the person said.
    """
    by_itself = actor.having(address="", user_agent="")
    writing = Writing(actor=by_itself, about=About(subject_id), write_ref=write_ref, method=f"revocation:{actor.door}")
    flag = FLAGS[row.flag]
    own = _locked_standing(writing.subject_ref, [flag])
    made = _same_facts(writing.subject_ref, row.record, by_itself)
    seq = own[row.flag].seq + 1 if row.flag in own else 1
    writing.changes.append(Change(flag=flag, state=ConsentState.REVOKED, record=made, seq=seq))
    _write_changes(writing)
    _announce(writing)
    return made


def expire(actor: Actor, row: models.ConsentCurrent) -> bool:
    """End a consent whose term is over, by the clock; False when somebody answered anew meanwhile.

    The log knows the subject by its keyed reference only, so nothing above is told: flags with terms have no effects.
    """
    ref = bytes(row.subject_ref)
    flag = FLAGS[row.flag]
    stands = _locked_standing(ref, [flag])[row.flag]
    if stands.event_id != row.event_id:
        return False
    about = About(UUID(int=0))  # nobody by name: `ref` says who
    writing = Writing(actor=actor, about=about, write_ref=f"expire_consents:{row.event_id}", method="term", ref=ref)
    change = Change(flag=flag, state=ConsentState.EXPIRED, record=row.record, seq=row.seq + 1)
    writing.changes.append(change)
    _write_changes(writing)
    return True


def _locked_standing(subject_ref: bytes, flags: list[Flag]) -> dict[str, models.ConsentCurrent]:
    """What stands for a subject's flags. One subject's answers are written one after another."""
    take_turn(subject_ref)
    rows = models.ConsentCurrent.objects.filter(subject_ref=subject_ref, flag__in=[flag.value for flag in flags])
    return {row.flag: row for row in rows.select_related("record")}


def _standing_for(subject_id: UUID, flags: list[Flag]) -> dict[str, models.ConsentCurrent]:
    """What stands for a person's flags: by their own word, or by that of a subject linked into them."""
    rows = subjects.newest_answers(subjects.subjects_behind(subject_id), flags)
    return {row.flag: row for row in rows}


def take_turn(subject_ref: bytes) -> None:
    """Wait until nobody else writes about a subject, and keep them waiting until this transaction ends."""
    with connection.cursor() as cursor:
        lock = int.from_bytes(subject_ref[:8], "big", signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _presentation(writing: Writing, answered: Answered) -> models.Presentation:
    shown = answered.shown
    return models.Presentation(
        id=leaves.presentation_id(shown.nonce, writing.subject_ref),
        subject_ref=writing.subject_ref,
        slug=shown.slug,
        version=shown.version,
        locale=shown.locale,
        text_sha256=shown.text_sha256,
        flags=list(shown.flags),
        surface=writing.actor.door,
        token=answered.token,
        shown_at=shown.shown_at,
        recorded_at=writing.actor.at,
    )


def _record(subject_ref: bytes, flag: Flag, answered: Answered, actor: Actor) -> models.ConsentRecord:
    version = answered.version
    facts = rules.facts_of(
        flag,
        version=version,
        clauses=policies.clauses_of(version.id),
        locale=answered.shown.locale,
        data=inventory.fields_for(flag),
    )
    return _new_record(subject_ref, flag, (version.slug, version.version, answered.shown.locale), facts, actor)


def _same_facts(subject_ref: bytes, record: models.ConsentRecord, actor: Actor) -> models.ConsentRecord:
    """The record with the same facts for another subject: a linked one said yes, this one says no."""
    if bytes(record.subject_ref) == subject_ref:
        return record
    return _new_record(subject_ref, FLAGS[record.flag], record.text, record.facts, actor)


def _new_record(
    subject_ref: bytes, flag: Flag, text: tuple[str, int, str], facts: dict[str, Any], actor: Actor
) -> models.ConsentRecord:
    slug, version, locale = text
    kind = rules.kind_of(flag)
    return models.ConsentRecord(
        id=leaves.record_id(subject_ref, kind, flag, text),
        subject_ref=subject_ref,
        kind=kind.value,
        flag=flag.value,
        slug=slug,
        version=version,
        locale=locale,
        jurisdiction=rules.JURISDICTION,
        facts=facts,
        facts_sha256=leaves.facts_hash(facts),
        recorded_at=actor.at,
    )


def _refuse_open_obligations(writing: Writing) -> None:
    ended = [change.flag for change in writing.changes if change.state is ConsentState.WITHDRAWN]
    if ended:
        behind = [one.subject_id for one in subjects.subjects_behind(writing.about.subject_id)]
        for flag in ended:
            obligations.refuse_if_open(writing.actor, behind, flag.value)


def _write_changes(writing: Writing) -> None:
    changes = writing.changes
    if not changes:
        return
    models.ConsentRecord.objects.bulk_create([change.record for change in changes], ignore_conflicts=True)
    # A record that stood before keeps its facts (perhaps with an older list of data): the log hashes those.
    ids = [change.record.id for change in changes]
    facts = dict(models.ConsentRecord.objects.filter(id__in=ids).values_list("id", "facts_sha256"))
    evidence = _evidence(writing)
    writing.evidence_commitment = bytes(evidence.commitment)
    models.ConsentEvidence.objects.bulk_create([evidence])
    events = [_event(writing, change, facts[change.record.id]) for change in changes]
    models.ConsentEvent.objects.bulk_create(events)
    models.ConsentCurrent.objects.bulk_create(
        [_current(writing, change, event) for change, event in zip(changes, events, strict=True)],
        update_conflicts=True,
        unique_fields=["subject_ref", "kind", "flag"],
        update_fields=["state", "since_at", "seq", "slug", "version", "record", "event"],
    )


def _evidence(writing: Writing) -> models.ConsentEvidence:
    actor = writing.actor
    salt = os.urandom(_SALT_BYTES)
    told = {"name": writing.about.name, "address": actor.address, "user_agent": actor.user_agent}
    return models.ConsentEvidence(
        id=new_id(),
        commitment=leaves.commitment(salt, **told),
        salt=salt,
        **told,
        recorded_at=actor.at,
    )


def _event(writing: Writing, change: Change, facts_sha256: str) -> models.ConsentEvent:
    event = models.ConsentEvent(
        id=new_id(),
        record_id=change.record.id,
        seq=change.seq,
        state=change.state.value,
        event_time=writing.actor.at,
        recorded_at=writing.actor.at,
        valid_until=rules.ends_at(change.flag, writing.actor.at) if change.state in rules.STANDING else None,
        indicated_by="operator" if change.state in rules.BY_OPERATOR else "subject",
        method=writing.method,
        presentation=writing.presentation,
        write_ref=writing.write_ref,
        evidence_commitment=writing.evidence_commitment,
    )
    event.leaf = leaves.leaf_of(event, facts_sha256, writing.presentation)
    return event


def _current(writing: Writing, change: Change, event: models.ConsentEvent) -> models.ConsentCurrent:
    return models.ConsentCurrent(
        subject_ref=writing.subject_ref,
        kind=rules.kind_of(change.flag).value,
        flag=change.flag.value,
        state=change.state.value,
        since_at=event.event_time,
        seq=change.seq,
        slug=change.record.slug,
        version=change.record.version,
        record_id=change.record.id,
        event=event,
    )


def _write_uses(writing: Writing, used: list[tuple[models.ConsentRecord, bool]]) -> None:
    models.ConsentUse.objects.bulk_create(
        [
            models.ConsentUse(
                write_ref=writing.write_ref,
                record_id=made.id,
                presentation=writing.presentation,
                is_given=yes,
                used_at=writing.actor.at,
            )
            for made, yes in used
        ]
    )


def _announce(writing: Writing) -> None:
    """Tell the features above, which act in this transaction: a withdrawn name is hidden at once."""
    ended = [change for change in writing.changes if change.state in rules.ENDED]
    begun = [change for change in writing.changes if change.state in rules.STANDING]
    behind: list[UUID] = []
    if ended:
        behind = [one.subject_id for one in subjects.subjects_behind(writing.about.subject_id)]
    for name, changes in (("consent.withdrawn", ended), ("consent.given", begun)):
        for change in changes:
            effects.announce(
                name,
                actor=writing.actor,
                subject_id=writing.about.subject_id,
                flag=change.flag.value,
                kind=rules.kind_of(change.flag).value,
                subject_ids=behind or [writing.about.subject_id],
            )
