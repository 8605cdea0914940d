"""A guest types the code."""

import hmac
from datetime import timedelta

from shop_api.gate import throttle
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.orders import credentials, models, problems
from shop_api.orders.contracts import lookups as contracts
from shop_api.orders.queries import lookups as queries


@use_case(
    permission=Permission.ORDERS_LOOKUP,
    ground=Ground.AUTHENTICATION,
    replay=queries.confirmed_lookup,
    limit=throttle.GUESSES,
)
def confirm_lookup(*, actor: Actor, command: contracts.ConfirmLookup) -> contracts.OrderAccess:
    """Exchange a code for a token that reads the order for 15 minutes. A code works once.

    :raises LookupCodeWrong: wrong, used, older than 10 minutes, or tried five times: one answer for all
    """
    row = models.Lookup.objects.select_for_update().filter(id=command.lookup_id).first()
    if row is None:
        raise problems.LookupCodeWrong()
    ends_at = row.created_at + timedelta(minutes=credentials.CODE_MINUTES)
    holds = row.confirmed_at is None and row.tries < credentials.CODE_TRIES and actor.at < ends_at
    is_right = hmac.compare_digest(bytes(row.code_hash), credentials.code_hash(row.id, command.code))
    if not holds or not is_right or row.order_id is None:
        row.tries += 1
        row.save(update_fields=["tries"])
        raise problems.LookupCodeWrong()
    row.confirmed_at = actor.at
    row.save(update_fields=["confirmed_at"])
    return queries.access(row, models.Order.objects.get(id=row.order_id))
