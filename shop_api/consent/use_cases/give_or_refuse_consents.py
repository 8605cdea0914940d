"""Answering a consent form by itself, apart from any other write."""

from shop_api.consent import contracts, refusals
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import FLAGS


@use_case(permission=Permission.CONSENT_OWN_GIVE, optional=list(FLAGS.values()))
def give_or_refuse_consents(*, actor: Actor, command: contracts.GiveOrRefuseConsents) -> Done:
    """Record the caller's answers to a form: true gives, false refuses or withdraws what stands.

    The gate records the answers, as for any write. Read the caller's consents again to see what stands.

    :raises NobodyToRecord: the caller is a stranger without a cart
    :raises ObligationOpen: a false would withdraw what an open order rests on
    """
    if actor.subject_id is None:
        raise refusals.NobodyToRecord()
    return Done(id=str(new_id()))
