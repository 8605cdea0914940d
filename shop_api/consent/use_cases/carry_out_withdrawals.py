"""Withdrawals that nothing holds any more are carried out by themselves."""

from shop_api.consent.steps import withdrawals
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done, NoCriteria

AT_ONCE = 500


@use_case(permission=Permission.CONSENT_WITHDRAWAL_RETRY, ground=Ground.CLOCK, under=Statute.DATA_SUBJECT_RIGHTS)
def carry_out_withdrawals(*, actor: Actor, command: NoCriteria) -> Done:
    """Carry out withdrawals whose orders have ended, of at most 500 people at once; the result's id counts them.

    The end of an order carries them out itself. This is the second look, so that none that was missed waits for good.
    Source: law 94-V Art. 8(2), 24(1)(5).
    """
    return Done(id=str(withdrawals.carry_out_missed(actor, AT_ONCE)))
