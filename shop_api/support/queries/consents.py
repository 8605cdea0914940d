"""A person's consents at the desk: found from an order, a conversation or an account, and opened. Reads are audited."""

from uuid import UUID

from frontend_contracts.wire.problems import FieldError, InputInvalid, NotFound
from shop_api.accounts import queries as accounts
from shop_api.consent.contracts import RevokedConsent, StaffConsentRecord, StaffConsents
from shop_api.consent.queries import opened
from shop_api.consent.refusals import LogDamaged
from shop_api.gate import audit
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.support import contracts, models
from shop_api.support.queries import desk, staff, threads

CHECK = "verify_consent_record"  # how the audit trail names the check that opening a record makes


@query(permission=Permission.CONSENT_ANY_READ, under=[Statute.CONSENT_PROOF])
def find_subject(*, actor: Actor, criteria: contracts.FindSubject) -> contracts.FoundSubject:
    """Find whose consents an order, a conversation or an account's e-mail address leads to.

    :raises InputInvalid: none of the three was given, or more than one
    :raises NotFound: it leads to nobody
    """
    given = [one for one in (criteria.order, criteria.thread, criteria.email) if one is not None]
    if len(given) != 1:
        raise InputInvalid(errors=[FieldError("", "input.other", "order | thread | email")])
    if criteria.order is not None:
        return contracts.FoundSubject(id=desk.order_subject(criteria.order))
    if criteria.thread is not None:
        return contracts.FoundSubject(id=threads.thread_subject(criteria.thread))
    found = accounts.subject_by_email(given[0])
    if found is None:
        raise NotFound
    return contracts.FoundSubject(id=found)


@query(permission=Permission.CONSENT_ANY_READ, under=[Statute.CONSENT_PROOF])
def staff_consents(*, actor: Actor, criteria: contracts.StaffConsentsOf) -> StaffConsents:
    """What stands for a person: each flag, to which text and language, since when; and what was said, newest first.

    :raises NotFound: no such data subject
    """
    if not opened.is_known(criteria.subject_id):
        raise NotFound
    return opened.consents_of(criteria.subject_id, actor.at, actor.locale)


@query(permission=Permission.CONSENT_ANY_READ, under=[Statute.CONSENT_PROOF])
def staff_consent_record(*, actor: Actor, criteria: contracts.StaffConsentRecordOf) -> StaffConsentRecord:
    """Open one record: it is verified now, with its events, their leaves and their places in the seals.

    Damage is named in the answer, and leaves an audit row and a log line which mean that someone must act.

    :raises NotFound: no such record of this person
    """
    record = opened.opened(criteria.subject_id, criteria.id, actor.at)
    if record is None:
        raise NotFound
    if record.damage:
        details = {"damages": len(record.damage)}
        audit.record(CHECK, LogDamaged.code, actor, object_id=str(record.id), details=details)
    return record


def replayed_evidence(actor: Actor, reveal_id: str) -> contracts.RevealedConsentEvidence:
    """The reveal a repeated key made, without its values: those left once.

    :raises NotFound: it was somebody else's
    """
    row = models.Reveal.objects.filter(id=reveal_id, staff_id=staff.id_of(actor)).first()
    if row is None or row.record_id is None:
        raise NotFound
    return evidence_of(row, left=desk.reveals_left(actor))


def evidence_of(row: models.Reveal, *, left: int, is_shown: bool = False) -> contracts.RevealedConsentEvidence:
    """A reveal of evidence, with its values where it is shown."""
    record_id = row.record_id or UUID(int=0)
    return contracts.RevealedConsentEvidence(
        id=str(row.id),
        record=record_id,
        at=row.at,
        values=opened.evidence_in_clear(row.subject_id, record_id) if is_shown else (),
        left_today=left,
    )


def replayed_revocation(actor: Actor, revocation_id: str) -> RevokedConsent:
    """The revocation a repeated key made.

    :raises NotFound: there is none
    """
    found = opened.revocation(revocation_id)
    if found is None:
        raise NotFound
    return found
