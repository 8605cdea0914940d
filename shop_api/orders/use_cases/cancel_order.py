"""A customer or a guest changes their mind."""

from frontend_contracts.wire.problems import PreconditionFailed
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.orders.contracts import orders as contracts
from shop_api.orders.queries import orders as queries
from shop_api.orders.steps import transitions


@use_case(
    permission=Permission.ORDERS_OWN_CANCEL,
    ground=Ground.EXERCISE_OF_RIGHT,
    key=Key.REQUIRED,
    replay=queries.changed_order,
)
def cancel_order(*, actor: Actor, command: contracts.CancelOrder) -> contracts.Order:
    """Cancel one's own order before it is handed over; its stock comes back and nothing is owed.

    :raises NotFound: no such order, or somebody else's
    :raises PreconditionFailed: `expected_version` is not the version now stored
    :raises TransitionRefused: it was handed over or cancelled before
    """
    order = queries.owned(actor, command.number, to_change=True)
    if command.expected_version is not None and order.version != command.expected_version:
        raise PreconditionFailed
    # What a customer writes is about a person, so the event keeps only that a reason was given.
    transitions.move(order, "cancel", actor, details={"has_reason": True} if command.reason else {})
    return queries.changed_order(actor, str(order.id))
