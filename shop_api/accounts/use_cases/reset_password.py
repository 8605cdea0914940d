"""The code of a reset comes back with a new password."""

from shop_api.accounts import contracts, flows
from shop_api.accounts.steps import limits
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done


@use_case(permission=Permission.ACCOUNTS_SIGN_IN, ground=Ground.AUTHENTICATION, limit=limits.FROM_ONE_NETWORK)
def reset_password(*, actor: Actor, command: contracts.ResetPassword) -> Done:
    """Set a new password with the code of a reset. Every session of the account ends; sign in afterwards.

    :raises CodeWrong: not the code; five wrong ones take it away
    :raises CodeExpired: no such reset, or its code was used, tried too often, or is older than 15 minutes
    :raises PasswordWeak: the new password is easily guessed; the code stays good
    """
    flows.reset_password(actor, command.reset_id, code=command.code, password=command.password)
    return Done(id=str(command.reset_id))
