"""Changing the profile."""

from typing import Any

from frontend_contracts.wire.problems import PreconditionFailed
from shop_api.accounts import contracts, models, queries, refusals
from shop_api.gate.actor import Actor
from shop_api.gate.encryption import blind_index
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values import phone
from shop_api.values.purposes import Purpose


@use_case(
    permission=Permission.ACCOUNTS_OWN_WRITE,
    purposes=[Purpose.ACCOUNT],
    replay=lambda actor, account_id: queries.profile_of(queries.own_account(actor)),
)
def update_profile(*, actor: Actor, command: contracts.UpdateProfile) -> contracts.Profile:
    """Change what the command holds and leave the rest.

    :raises PreconditionFailed: the profile is not at `expected_version` any more
    :raises InputInvalid: `phone` is no phone number
    """
    account = models.Account.objects.select_for_update().get(id=queries.own_account_id(actor))
    if account.version != command.expected_version:
        raise PreconditionFailed()
    for name, value in _changes(actor, command).items():
        setattr(account, name, value)
    account.version += 1
    account.save()
    return queries.profile_of(account)


def _changes(actor: Actor, command: contracts.UpdateProfile) -> dict[str, Any]:
    plain = ("surname", "first_name", "patronymic", "language", "name_choice")
    changes: dict[str, Any] = {name: str(value) for name in plain if (value := getattr(command, name)) is not None}
    if command.phone is not None:
        number = phone.normalised(command.phone) if command.phone else ""
        if number is None:
            raise refusals.input_invalid(["phone"], actor.locale)
        changes["phone"] = number
        changes["phone_index"] = blind_index("phone", number) if number else None
    return changes
