"""The code of a sign-up did not arrive."""

from shop_api.accounts import contracts, flows
from shop_api.accounts.steps import limits
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done


@use_case(permission=Permission.ACCOUNTS_SIGN_IN, ground=Ground.AUTHENTICATION, limit=limits.FROM_ONE_NETWORK)
def resend_code(*, actor: Actor, command: contracts.ResendCode) -> Done:
    """Send a new code for a sign-up; the one before is no longer good. Wrong tries stay counted.

    :raises CodeExpired: no such sign-up, or its code was used, tried too often, or is older than 15 minutes
    :raises ResendLimit: it was sent again three times already
    """
    flows.resend_code(actor, command.sign_up_id)
    return Done(id=str(command.sign_up_id))
