"""Staff say that an order was handed over."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.orders import queries as orders
from shop_api.orders import steps
from shop_api.orders.contracts.staff import StaffOrder
from shop_api.support import contracts
from shop_api.support.queries import desk
from shop_api.values.purposes import Purpose


@use_case(
    permission=Permission.SUPPORT_ORDER_DELIVER,
    ground=Ground.STAFF,
    under=Purpose.ORDER_FULFILMENT,
    subject_of=lambda actor, command: desk.order_subject(command.number),
    key=Key.REQUIRED,
    replay=desk.changed_order,
)
def deliver_order(*, actor: Actor, command: contracts.DeliverOrder) -> StaffOrder:
    """Complete an order that was handed over, and record that the cash was collected.

    :raises NotFound: no such order
    :raises PreconditionFailed: it has changed since `command.expected_version`
    :raises TransitionRefused: it was handed over or cancelled before
    """
    steps.deliver(actor, command.number, expected_version=command.expected_version)
    return orders.order_for_staff(command.number, actor.locale)
