"""Keeping a place to deliver to."""

from uuid import UUID

from shop_api.accounts import contracts, models, queries, refusals, rules
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.purposes import Purpose


def _replayed(actor: Actor, address_id: str) -> contracts.AccountAddress:
    return queries.address_of(queries.own_address(actor, UUID(address_id)))


@use_case(permission=Permission.ACCOUNTS_OWN_WRITE, purposes=[Purpose.ACCOUNT], replay=_replayed)
def add_address(*, actor: Actor, command: contracts.AddAddress) -> contracts.AccountAddress:
    """Keep an address of the account, encrypted.

    :raises InputInvalid: `postal_code` is none
    :raises TooManyAddresses: the account has 20 already
    """
    code = rules.postal_code(command.postal_code)
    if code is None:
        raise refusals.input_invalid(["postal_code"], actor.locale)
    # The lock on the account lets parallel additions count one after the other.
    account = models.Account.objects.select_for_update().get(id=queries.own_account_id(actor))
    if account.addresses.count() >= rules.MOST_ADDRESSES:
        raise refusals.TooManyAddresses(limit=rules.MOST_ADDRESSES)
    address = models.AccountAddress.objects.create(
        account=account,
        label=command.label,
        city=command.city,
        street=command.street,
        postal_code=code,
        note=command.note,
        created_at=actor.at,
    )
    return queries.address_of(address)
