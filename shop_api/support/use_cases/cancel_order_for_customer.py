"""Staff cancel an order before hand-over."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.orders import queries as orders
from shop_api.orders import steps
from shop_api.orders.contracts.staff import StaffOrder
from shop_api.support import contracts
from shop_api.support.queries import desk


# A customer's wish to cancel is served whatever they have agreed to.
@use_case(
    permission=Permission.SUPPORT_ORDER_CANCEL,
    ground=Ground.STAFF,
    under=Statute.CONSUMER_LAW,
    key=Key.REQUIRED,
    replay=desk.changed_order,
)
def cancel_order_for_customer(*, actor: Actor, command: contracts.CancelOrderForCustomer) -> StaffOrder:
    """Cancel an order that was not handed over; its stock comes back, nothing is collected.

    :raises NotFound: no such order
    :raises PreconditionFailed: it has changed since `command.expected_version`
    :raises TransitionRefused: it was handed over or cancelled before
    """
    steps.cancel(actor, command.number, reason=command.reason.value, expected_version=command.expected_version)
    return orders.order_for_staff(command.number, actor.locale)
