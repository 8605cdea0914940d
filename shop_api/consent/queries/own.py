"""A subject's own consents: what stands, since when, to which text; and receipts of it."""

from typing import Any
from uuid import UUID

from django.conf import settings

from frontend_contracts.wire.problems import NotFound
from shop_api.consent import contracts, models, receipts, rules
from shop_api.consent.queries import subjects
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.values.contract import NoCriteria
from shop_api.values.purposes import Switch

WITHDRAW_ADDRESS = "/api/v1/consents/withdraw"


@query(permission=Permission.CONSENT_OWN_READ)
def own_consents(*, actor: Actor, criteria: NoCriteria) -> tuple[contracts.OwnConsent, ...]:
    """List what the caller last said to each flag, here or on a device that was linked to them. Two statements."""
    return standing_of(actor.subject_id)


@query(permission=Permission.CONSENT_OWN_READ)
def consent_receipt(*, actor: Actor, criteria: contracts.ReceiptOf) -> contracts.ConsentReceipt:
    """Sign a receipt of one of the caller's consent records.

    :raises NotFound: no such record, or somebody else's
    """
    refs = _refs(actor.subject_id)
    record = models.ConsentRecord.objects.filter(id=criteria.id, subject_ref__in=refs).first()
    if record is None:
        raise NotFound()
    return contracts.ConsentReceipt(
        id=record.id, flag=record.flag, receipt=receipts.signed(_told(record, actor)), key_at=receipts.KEY_ADDRESS
    )


def standing_of(subject_id: UUID | None) -> tuple[contracts.OwnConsent, ...]:
    """What a subject last said to each flag; nothing for a stranger."""
    if subject_id is None:
        return ()
    return tuple(_shown(row) for row in subjects.newest_answers(subjects.subjects_behind(subject_id)))


def _refs(subject_id: UUID | None) -> list[bytes]:
    if subject_id is None:
        return []
    return [subjects.subject_ref(one.subject_id) for one in subjects.subjects_behind(subject_id)]


def _shown(row: models.ConsentCurrent) -> contracts.OwnConsent:
    is_standing = row.state in rules.STANDING
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
        withdraw_at=WITHDRAW_ADDRESS if is_standing else None,
        receipt_at=f"/api/v1/consents/{row.record_id}/receipt",
    )


def _told(record: models.ConsentRecord, actor: Actor) -> dict[str, Any]:
    """What a receipt says: the record, its events, and the eight elements of law 94-V Art. 8(4) with their answers."""
    events = list(record.events.order_by("seq").select_related("presentation"))
    last = events[-1]
    about = record.facts["other"]
    evidence = models.ConsentEvidence.objects.filter(commitment=last.evidence_commitment).first()
    return {
        "iss": settings.SHOP_URL,
        "iat": int(actor.at.timestamp()),
        "jti": str(last.id),
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
        "events": [
            {"seq": one.seq, "state": one.state, "at": one.event_time.isoformat(), "leaf": bytes(one.leaf).hex()}
            for one in events
        ],
        "elements": {
            **{name: record.facts[name] for name in ("operator", "term", "data", "other")},
            "subject": {
                "reference": bytes(record.subject_ref).hex(),
                "name": (evidence.name if evidence is not None else "") or None,
            },
            **_switches(record),
        },
        "facts": record.facts,
    }


def _switches(record: models.ConsentRecord) -> dict[str, str]:
    """The three transfers a consent names: `no` where the flag has none, else what was answered to the switch."""
    asked = [switch for switch in Switch if record.facts[switch.value] != "no"]
    rows = models.ConsentCurrent.objects.filter(subject_ref=record.subject_ref, flag__in=[one.value for one in asked])
    answered = {row.flag: row.state for row in rows}
    return {switch.value: answered.get(switch.value, "not asked") if switch in asked else "no" for switch in Switch}
