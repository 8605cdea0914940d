"""Taking an address away."""

from shop_api.accounts import contracts, queries
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done


@use_case(permission=Permission.ACCOUNTS_OWN_WRITE, ground=Ground.EXERCISE_OF_RIGHT)
def remove_address(*, actor: Actor, command: contracts.RemoveAddress) -> Done:
    """Delete an address of the account. Orders keep the copy they were placed with.

    :raises NotFound: the account has no such address
    """
    queries.own_address(actor, command.address_id, is_locked=True).delete()
    return Done(id=str(command.address_id))
