"""Changing an address."""

from uuid import UUID

from frontend_contracts.wire.problems import PreconditionFailed
from shop_api.accounts import contracts, queries, refusals, rules
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.purposes import Purpose


def _replayed(actor: Actor, address_id: str) -> contracts.AccountAddress:
    return queries.address_of(queries.own_address(actor, UUID(address_id)))


@use_case(permission=Permission.ACCOUNTS_OWN_WRITE, purposes=[Purpose.ACCOUNT], replay=_replayed)
def update_address(*, actor: Actor, command: contracts.UpdateAddress) -> contracts.AccountAddress:
    """Change what the command holds and leave the rest.

    :raises NotFound: the account has no such address
    :raises PreconditionFailed: the address is not at `expected_version` any more
    :raises InputInvalid: `postal_code` is none
    """
    address = queries.own_address(actor, command.address_id, is_locked=True)
    if address.version != command.expected_version:
        raise PreconditionFailed()
    for name in ("label", "city", "street", "note"):
        value = getattr(command, name)
        if value is not None:
            setattr(address, name, value)
    if command.postal_code is not None:
        code = rules.postal_code(command.postal_code)
        if code is None:
            raise refusals.input_invalid(["postal_code"], actor.locale)
        address.postal_code = code
    address.version += 1
    address.save()
    return queries.address_of(address)
