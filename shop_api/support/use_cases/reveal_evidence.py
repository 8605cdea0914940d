"""Staff see in clear who gave a consent, from where and with what, for a reason that stays."""

from frontend_contracts.wire.problems import NotFound
from shop_api.consent.queries import opened
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.support import contracts, models, steps
from shop_api.support.queries import consents, staff

FIELDS = ("evidence_name", "evidence_address", "evidence_user_agent")


@use_case(
    permission=Permission.CONSENT_EVIDENCE_REVEAL,
    ground=Ground.STAFF,
    under=Statute.CONSENT_PROOF,
    replay=consents.replayed_evidence,
)
def reveal_evidence(*, actor: Actor, command: contracts.RevealEvidence) -> contracts.RevealedConsentEvidence:
    """Show the evidence behind a record's flag in clear; the look and its reason are written first.

    :raises NotFound: no such record of this person
    :raises RevealBudgetSpent: 40 reveals were made today by this member of staff, contacts included
    Source: policy P8.2; `my_looks` tells the person of each look.
    """
    if opened.record_of(command.subject_id, command.id) is None:
        raise NotFound
    left = steps.count_reveal(actor)
    reveal = models.Reveal.objects.create(
        at=actor.at,
        staff_id=staff.id_of(actor),
        record_id=command.id,
        subject_id=command.subject_id,
        fields=list(FIELDS),
        reason=command.reason,
    )
    return consents.evidence_of(reveal, left=left, is_shown=True)
