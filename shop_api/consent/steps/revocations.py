"""Revoking a consent that turned out to be invalid: given by a child, or by somebody else in the person's name."""

from uuid import UUID

from frontend_contracts.wire.problems import NotFound
from shop_api.consent import contracts, models, refusals, rules
from shop_api.consent.queries import opened, subjects
from shop_api.consent.steps import recording
from shop_api.gate.actor import Actor
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import FLAGS


def revoke(actor: Actor, subject_id: UUID, record_id: UUID, reason: str) -> tuple[contracts.RevokedConsent, bool]:
    """Revoke the consent of a record, if it is what stands for its flag; says whether it was just now.

    Doing it again changes nothing and answers the first revocation.

    :raises NotFound: no such record of this person
    :raises NothingToRevoke: it has ended another way, or another text stands now
    """
    named = opened.record_of(subject_id, record_id)
    if named is None or actor.id is None:
        raise NotFound
    recording.take_turn(subjects.subject_ref(subject_id))
    found = subjects.newest_answers(subjects.subjects_behind(subject_id), [FLAGS[named.flag]])
    row = found[0] if found and found[0].record.text == named.text else None
    if row is not None and row.state == contracts.ConsentState.REVOKED:
        return opened.revoked(models.ConsentRevocation.objects.get(event_id=row.event_id)), False
    if row is None or row.state not in rules.STANDING:
        raise refusals.NothingToRevoke(flag=named.flag)
    revocation_id = new_id()
    made = recording.revoke(actor, subject_id, row, f"revoke_consent:{revocation_id}")
    event = made.events.order_by("-seq")[0]
    revocation = models.ConsentRevocation(
        id=revocation_id, event=event, staff_id=actor.id, reason=reason, revoked_at=actor.at
    )
    revocation.save(force_insert=True)
    return opened.revoked(revocation), True
