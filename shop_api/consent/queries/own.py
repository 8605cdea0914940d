"""A subject's own consents: what stands, since when, to which text; and receipts of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from frontend_contracts.wire.policy_reasons import Reason
from frontend_contracts.wire.problems import NotFound
from shop_api.consent import contracts, leaves, linked_data, models, receipts, rules
from shop_api.consent.queries import checks, events, links, policies, subjects
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.consent_port import TransferTerms
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.values.contract import NoCriteria
from shop_api.values.purposes import FLAGS, Switch

WITHDRAW_ADDRESS = "/api/v1/consents/withdraw"


@query(permission=Permission.CONSENT_OWN_READ)
def own_consents(*, actor: Actor, criteria: NoCriteria) -> tuple[contracts.OwnConsent, ...]:
    """List what the caller last said to each flag, here or on a device that was linked to them. Four statements."""
    return standing_of(actor)


@query(permission=Permission.CONSENT_OWN_READ)
def export_consents(*, actor: Actor, criteria: NoCriteria) -> contracts.ConsentExport:
    """Everything the log of consents holds about the caller, to keep. Five statements at any length."""
    rows = events.in_order(list(events.of(behind_of(actor.subject_id))))
    return contracts.ConsentExport(
        exported_at=actor.at, consents=standing_of(actor), steps=tuple(step(row) for row in rows)
    )


@query(permission=Permission.CONSENT_OWN_READ)
def consent_receipt(*, actor: Actor, criteria: contracts.ReceiptOf) -> contracts.ConsentReceipt:
    """Sign a receipt of one of the caller's consent records.

    :raises NotFound: no such record, or somebody else's
    :raises LogDamaged: the record or one of its events is not as it was written
    """
    behind = behind_of(actor.subject_id)
    record = events.records_of(behind).filter(id=criteria.id).first()
    if record is None:
        raise NotFound()
    story = checks.story_of(record, behind)
    checks.refuse_if_damaged(story)
    told = _told(story, actor, behind)
    return contracts.ConsentReceipt(
        id=record.id,
        flag=record.flag,
        receipt=receipts.signed(told),
        json_ld=linked_data.signed(told),
        key_at=receipts.KEY_ADDRESS,
    )


def standing_of(actor: Actor) -> tuple[contracts.OwnConsent, ...]:
    """What somebody last said to each flag; nothing for a stranger."""
    return () if actor.subject_id is None else standing_for(actor.subject_id, actor.at, actor.locale)


def standing_for(subject_id: UUID, at: datetime, locale: str) -> tuple[contracts.OwnConsent, ...]:
    """What a subject last said to each flag, in a language. Four statements."""
    behind = subjects.subjects_behind(subject_id)
    versions = policies.versions_since(rules.PRIVACY, 0, at)
    waiting = set(
        models.DeferredWithdrawal.objects.filter(
            subject_id__in=[one.subject_id for one in behind], ended_at=None
        ).values_list("flag", flat=True)
    )
    return tuple(
        _shown(row, versions, waiting, rules.is_standing(row.state, row.event.valid_until, at), locale)
        for row in subjects.newest_answers(behind)
    )


def transfer_terms(subject_id: UUID | None, recipient: str, switches: Sequence[Switch], at: datetime) -> TransferTerms:
    """The policy in force, and which of the switches do not stand for a transfer to this recipient.

    A switch that a later version asks again still stands for the recipients it was given for: only a change that
    concerns this one, or all of them, takes it away (P12.3); so does a later *no* of whoever the subject turned out to
    be. One statement where no switch is asked, else four, and two more for each link ahead.
    """
    versions = policies.versions_since(rules.PRIVACY, 0, at)
    standing: set[str] = set()
    if subject_id is not None and switches:
        ended_at = links.ended_ahead(subject_id, list(switches))
        for row in subjects.newest_answers(subjects.subjects_behind(subject_id), list(switches)):
            asked = _asked(row, versions)
            is_asked_anew = row.flag in asked and rules.concerns(asked[row.flag], recipient)
            is_ended = row.flag in ended_at and row.since_at <= ended_at[row.flag]
            if row.state in rules.STANDING and not is_asked_anew and not is_ended:
                standing.add(row.flag)
    lacking = tuple(switch for switch in switches if switch.value not in standing)
    return TransferTerms(versions[-1].version if versions else None, lacking)


def _asked(row: models.ConsentCurrent, versions: list[policies.PolicyInForce]) -> dict[str, tuple[Reason, ...]]:
    """What is asked again of whoever gave this answer; nothing where it does not stand."""
    given_under = _version_of(row, versions)
    if given_under is None or row.state not in rules.STANDING:
        return {}
    return policies.asked_again(given_under, versions[versions.index(given_under) + 1 :])


def _version_of(row: models.ConsentCurrent, versions: list[policies.PolicyInForce]) -> policies.PolicyInForce | None:
    return next((one for one in versions if (one.slug, one.version) == (row.slug, row.version)), None)


def behind_of(subject_id: UUID | None) -> list[subjects.Linked]:
    """A subject and all that were linked into it; nobody for a stranger."""
    return [] if subject_id is None else subjects.subjects_behind(subject_id)


def step(row: models.ConsentEvent) -> contracts.ConsentStep:
    """An event as its person and staff read it; its record comes with it."""
    return contracts.ConsentStep(
        record=row.record_id,
        seq=row.seq,
        flag=row.record.flag,
        state=contracts.ConsentState(row.state),
        at=row.event_time,
        valid_until=row.valid_until,
        method=row.method,
        version=row.record.version,
        locale=contracts.ConsentLocale(row.record.locale),
        leaf=bytes(row.leaf).hex(),
    )


def _shown(
    row: models.ConsentCurrent,
    versions: list[policies.PolicyInForce],
    waiting: set[str],
    is_standing: bool,
    locale: str,
) -> contracts.OwnConsent:
    given_under, asked = _version_of(row, versions), _asked(row, versions)
    clauses = {} if given_under is None else policies.clauses_of(given_under.id)
    about = row.record.facts["other"]
    return contracts.OwnConsent(
        id=row.record_id,
        flag=row.flag,
        kind=contracts.FlagKind(row.kind),
        state=contracts.ConsentState(row.state),
        is_standing=is_standing,
        since_at=row.since_at,
        wording=about["wording"],
        policy=contracts.ConsentPolicy(**about["policy"], locale=contracts.ConsentLocale(about["locale"])),
        valid_until=row.event.valid_until,
        ask_again=row.flag in asked,
        because=tuple(reason.text(locale) for reason in asked.get(row.flag, ())),
        withdrawal_waits=row.flag in waiting,
        recipients=tuple(
            contracts.ConsentRecipient(id=one["id"], name=one["name"][locale], country=one["country"])
            for one in rules.recipients_of(clauses, FLAGS[row.flag])
        ),
        withdraw_at=WITHDRAW_ADDRESS if is_standing else None,
        receipt_at=f"/api/v1/consents/{row.record_id}/receipt",
    )


def _told(story: checks.Story, actor: Actor, behind: list[subjects.Linked]) -> dict[str, Any]:
    """What a receipt says: the record, and the eight elements of law 94-V Art. 8(4) with their answers.

    The events are all that the person said to the flag, so that no receipt says *given* of what ended under another
    text, or by the word of the account that a device or a guest's order was linked into. The name is of whoever gave
    this consent: a withdrawal asks for none. It is told to an account alone: the link to an order can be passed on, and
    the order itself masks its buyer there.
    """
    record, last = story.record, story.events[-1]
    about = record.facts["other"]
    said = next((one for one in reversed(story.own) if one.state in rules.STANDING), story.own[-1])
    name = _name_behind(said) if actor.kind is ActorKind.CUSTOMER else ""
    return {
        "iss": settings.SHOP_URL,
        "iat": int(actor.at.timestamp()),
        "jti": str(leaves.receipt_id(record.id, last.id)),
        "operator": record.facts["operator"],
        "record": {
            "id": str(record.id),
            "flag": record.flag,
            "kind": record.kind,
            "state": last.state,
            "since": last.event_time.isoformat(),
            "jurisdiction": record.jurisdiction,
            "facts_sha256": record.facts_sha256,
        },
        "policy": {**about["policy"], "locale": about["locale"]},
        "events": [_event_told(one, record) for one in story.events],
        "elements": {
            **{name: record.facts[name] for name in ("operator", "term", "data", "other")},
            "subject": {
                "reference": bytes(record.subject_ref).hex(),
                "name": name or None,
            },
            **_switches(record, behind),
        },
        "facts": record.facts,
    }


def _name_behind(event: models.ConsentEvent) -> str:
    evidence = models.ConsentEvidence.objects.filter(commitment=event.evidence_commitment).first()
    return "" if evidence is None else evidence.name


def _event_told(event: models.ConsentEvent, record: models.ConsentRecord) -> dict[str, Any]:
    """An event as a receipt names it; `under` says about which text, and whose word, where not the receipt's own."""
    told: dict[str, Any] = {
        "seq": event.seq,
        "state": event.state,
        "at": event.event_time.isoformat(),
        "leaf": bytes(event.leaf).hex(),
    }
    if event.valid_until is not None:
        told["valid_until"] = event.valid_until.isoformat()
    if event.record_id != record.id:
        told["under"] = {"version": event.record.version, "locale": event.record.locale}
        if bytes(event.record.subject_ref) != bytes(record.subject_ref):
            told["under"]["reference"] = bytes(event.record.subject_ref).hex()
    return told


def _switches(record: models.ConsentRecord, behind: list[subjects.Linked]) -> dict[str, str]:
    """The three transfers a consent names: `no` where the flag has none, else what the person said to the switch."""
    asked = [switch for switch in Switch if record.facts[switch.value] != "no"]
    rows = subjects.newest_answers(behind, list(asked)) if asked else []
    answered = {row.flag: row.state for row in rows}
    return {switch.value: answered.get(switch.value, "not asked") if switch in asked else "no" for switch in Switch}
