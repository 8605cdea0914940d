"""The responsible person revokes a consent that turns out to be invalid."""

from shop_api.consent.contracts import RevokedConsent
from shop_api.consent.steps import revocations
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.support import contracts, steps
from shop_api.support.queries import consents


@use_case(
    permission=Permission.CONSENT_ANY_REVOKE,
    ground=Ground.STAFF,
    under=Statute.CONSENT_PROOF,
    key=Key.REQUIRED,
    replay=consents.replayed_revocation,
)
def revoke_consent(*, actor: Actor, command: contracts.RevokeConsent) -> RevokedConsent:
    """Revoke a consent that stands and was not the person's to give: a child's, or somebody else's in their name.

    What a withdrawal ends, this ends at once, an open order or not: an invalid consent is no ground to go on. The
    person is told the reason by letter if they can be reached, and may agree anew. Doing it again changes nothing.

    :raises NotFound: no such record of this person
    :raises NothingToRevoke: it has ended another way, or another text stands now
    Source: law 94-V Art. 25(2)(5): the operator proves that a consent was given; policy P11.1, P11.2.
    """
    revoked, is_new = revocations.revoke(actor, command.subject_id, command.id, command.reason)
    if is_new:
        steps.tell_of_revocation(actor, command.subject_id, revoked, command.reason)
    return revoked
