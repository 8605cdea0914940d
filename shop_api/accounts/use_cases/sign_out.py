"""The session that asks ends."""

from shop_api.accounts import contracts, flows
from shop_api.accounts.queries import own_account_id, own_session_id
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done


@use_case(permission=Permission.ACCOUNTS_OWN_WRITE, ground=Ground.AUTHENTICATION)
def sign_out(*, actor: Actor, command: contracts.SignOut) -> Done:
    """End the session of this request; its token opens nothing from now on."""
    session_id = own_session_id(actor)
    flows.end_session(own_account_id(actor), session_id)
    return Done(id=str(session_id))
