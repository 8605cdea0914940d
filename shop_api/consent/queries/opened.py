"""A person's consents as staff open them: what stands, what was said, and one record checked as it is opened."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from shop_api.consent import contracts, models, rules
from shop_api.consent.queries import checks, events, log, own
from shop_api.consent.queries.checks import Damage, Story

MOST_STEPS = 200  # events of a person on one page; a record shows all of its flag
_MASK = "***"
_CELLS = ("name", "address", "user_agent")


def is_known(subject_id: UUID) -> bool:
    """Whether there is such a data subject."""
    return models.Subject.objects.filter(id=subject_id).exists()


def consents_of(subject_id: UUID, at: datetime, locale: str) -> contracts.StaffConsents:
    """What stands for a person, and their newest events. Six statements."""
    names = [one.name for one in dataclasses.fields(contracts.StaffConsent)]
    standing = own.standing_for(subject_id, at, locale)
    rows = events.of(own.behind_of(subject_id))
    found = list(rows.order_by("-recorded_at", "-seq", "-id")[: MOST_STEPS + 1])
    return contracts.StaffConsents(
        id=subject_id,
        consents=tuple(contracts.StaffConsent(**{name: getattr(one, name) for name in names}) for one in standing),
        steps=tuple(own.step(row) for row in reversed(events.in_order(found[:MOST_STEPS]))),
        has_more=len(found) > MOST_STEPS,
    )


def record_of(subject_id: UUID, record_id: UUID) -> models.ConsentRecord | None:
    """A record of a person, or of a subject linked into them and written until then."""
    return events.records_of(own.behind_of(subject_id)).filter(id=record_id).first()


def opened(subject_id: UUID, record_id: UUID, at: datetime) -> contracts.StaffConsentRecord | None:
    """A record, verified now with its events, leaves, evidence and places in the seals; None when it is not theirs.

    Damage is named in the answer, and the log line that calls somebody is written. Eight statements.
    """
    behind = own.behind_of(subject_id)
    record = events.records_of(behind).filter(id=record_id).first()
    if record is None:
        return None
    story = checks.story_of(record, behind)
    evidence = _evidence(story.events)
    damage = [*story.damage, *_forgotten(story, at)]
    damage += [found for row in evidence.values() for found in checks.wrong_with_evidence(row)]
    story = dataclasses.replace(story, damage=tuple(damage))
    if story.damage:
        checks.raise_alarm(story)
    return _shape(subject_id, story, evidence)


def evidence_in_clear(subject_id: UUID, record_id: UUID) -> tuple[contracts.RevealedEvidence, ...]:
    """Who said each event of a record's flag, from where, with what; erased or damaged evidence is left out."""
    behind = own.behind_of(subject_id)
    record = events.records_of(behind).filter(id=record_id).first()
    if record is None:
        return ()
    said = checks.story_of(record, behind).events
    kept = _evidence(said)
    found = []
    for one in said:
        row = kept.get(bytes(one.evidence_commitment))
        if row is not None and not any(checks.wrong_with_evidence(row)):
            cells = {name: getattr(row, name) or None for name in _CELLS}
            found.append(contracts.RevealedEvidence(event=one.id, **cells))
    return tuple(found)


def revoked(row: models.ConsentRevocation) -> contracts.RevokedConsent:
    """A revocation as staff see it."""
    record = row.event.record
    return contracts.RevokedConsent(
        id=row.id,
        record=record.id,
        flag=record.flag,
        state=contracts.ConsentState.REVOKED,
        wording=record.facts["other"]["wording"],
        at=row.revoked_at,
    )


def revocation(revocation_id: str) -> contracts.RevokedConsent | None:
    """A revocation by its id."""
    row = models.ConsentRevocation.objects.select_related("event__record").filter(id=revocation_id).first()
    return None if row is None else revoked(row)


def _forgotten(story: Story, at: datetime) -> list[Damage]:
    """Events that no seal took in for too long, as the nightly verification sees them."""
    return [
        Damage.of("event", one.id, contracts.ConsentFault.NEVER_SEALED)
        for one in story.events
        if one.id not in story.proofs and one.recorded_at < at - log.LONGEST_WAIT
    ]


def _evidence(said: Sequence[models.ConsentEvent]) -> dict[bytes, models.ConsentEvidence]:
    rows = models.ConsentEvidence.objects.filter(commitment__in=[one.evidence_commitment for one in said])
    return {bytes(row.commitment): row for row in rows}


def _shape(
    subject_id: UUID, story: Story, evidence: dict[bytes, models.ConsentEvidence]
) -> contracts.StaffConsentRecord:
    record, last = story.record, story.events[-1] if story.events else None
    about = _about(record)
    policy = about.get("policy", {})
    rows = models.ConsentRevocation.objects.filter(event_id__in=[one.id for one in story.events])
    reasons = {row.event_id: row.reason for row in rows}
    return contracts.StaffConsentRecord(
        **{name: getattr(record, name) for name in ("id", "flag", "kind", "slug", "version", "locale")},
        subject_id=subject_id,
        state=None if last is None else last.state,
        is_revocable=last is not None and last.record.text == record.text and last.state in rules.STANDING,
        wording=str(about.get("wording", "")),
        sha256=str(policy.get("sha256", "")),
        text_sha256=str(policy.get("text_sha256", "")),
        verdict=_verdict(story),
        seal=None if last is None else _seal(story, last),
        damage=tuple(_damage(one) for one in story.damage),
        events=tuple(
            _event(story, one, evidence.get(bytes(one.evidence_commitment)), reasons.get(one.id))
            for one in story.events
        ),
    )


def _about(record: models.ConsentRecord) -> dict[str, Any]:
    """What the frozen facts say of the text; nothing where they are damaged beyond that."""
    try:
        about = record.facts["other"]
        return about if isinstance(about["policy"], dict) else {}
    except (TypeError, LookupError):
        return {}


def _verdict(story: Story) -> contracts.ConsentVerdict:
    if story.damage:
        return contracts.ConsentVerdict.DAMAGED
    if any(one.id not in story.proofs for one in story.events):
        return contracts.ConsentVerdict.WAITING
    return contracts.ConsentVerdict.INTACT


def _damage(one: Damage) -> contracts.ConsentDamage:
    assert one.fault is not None  # noqa: S101 - each damage of a story has one; this tells the type checker
    return contracts.ConsentDamage(kind=one.kind, row=str(one.row), fault=one.fault, says=one.says)


def _seal(story: Story, event: models.ConsentEvent) -> contracts.ConsentSeal | None:
    proof = story.proofs.get(event.id)
    return None if proof is None else contracts.ConsentSeal(number=proof.seal.number, sealed_at=proof.seal.sealed_at)


def _event(
    story: Story, row: models.ConsentEvent, evidence: models.ConsentEvidence | None, reason: str | None
) -> contracts.StaffConsentEvent:
    ref = bytes(row.record.subject_ref)
    return contracts.StaffConsentEvent(
        **{name: getattr(row, name) for name in ("id", "seq", "state", "valid_until", "indicated_by", "method")},
        record=row.record_id,
        reference=None if ref == bytes(story.record.subject_ref) else ref.hex(),
        at=row.event_time,
        version=row.record.version,
        locale=row.record.locale,
        leaf=bytes(row.leaf).hex(),
        seal=_seal(story, row),
        evidence=None if evidence is None else _masked(evidence),
        reason=reason,
    )


def _masked(evidence: models.ConsentEvidence) -> contracts.MaskedEvidence:
    """Enough to tell that something is kept, and not what: `С*** А***`, and stars."""
    if any(one.fault is contracts.ConsentFault.EVIDENCE_SHUT for one in checks.wrong_with_evidence(evidence)):
        return contracts.MaskedEvidence(**dict.fromkeys(_CELLS))
    return contracts.MaskedEvidence(
        name=" ".join(f"{word[0]}{_MASK}" for word in (evidence.name or "").split()) or None,
        address=_MASK if evidence.address else None,
        user_agent=_MASK if evidence.user_agent else None,
    )
