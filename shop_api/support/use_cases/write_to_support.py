"""Customers and guests ask about an order."""

from shop_api.gate import consent_port, throttle
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.support import contracts, rules, steps
from shop_api.support.contracts import MessageAuthor
from shop_api.support.queries import desk, threads
from shop_api.values.purposes import Purpose

MESSAGES = throttle.Limit(30, 3600)  # more in an hour is nobody's question


@use_case(
    permission=Permission.SUPPORT_THREAD_WRITE,
    purposes=[Purpose.SUPPORT],
    key=Key.REQUIRED,
    replay=threads.own_thread,
    limit=MESSAGES,
)
def write_to_support(*, actor: Actor, command: contracts.WriteToSupport) -> contracts.Thread:
    """Begin a conversation about one's own order, or go on with it; a message reopens one that had ended.

    :raises NotFound: the order is somebody else's or not there, or `command.thread` is none about it
    """
    facts = desk.own_order_facts(actor, command.number)
    if command.thread is None:
        thread = steps.begin_thread(actor, facts)
    else:
        thread = steps.locked(command.thread, order_id=facts.id)
        steps.move(actor, thread, rules.customers_event(thread.status))
    steps.add_message(actor, thread, MessageAuthor.CUSTOMER, command.text)
    return consent_port.about(steps.subject_of(actor, facts), threads.own_thread_of(thread))
