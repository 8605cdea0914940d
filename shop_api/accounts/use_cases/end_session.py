"""One of the account's sessions ends, as when a phone was lost."""

from shop_api.accounts import contracts, flows
from shop_api.accounts.queries import own_account_id
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done


@use_case(permission=Permission.ACCOUNTS_OWN_WRITE, ground=Ground.AUTHENTICATION)
def end_session(*, actor: Actor, command: contracts.EndSession) -> Done:
    """End one of the account's sessions, this one or another; its token opens nothing from now on.

    :raises NotFound: the account has no such session
    """
    flows.end_session(own_account_id(actor), command.session_id)
    return Done(id=str(command.session_id))
