"""Staff say that a conversation has reached its end."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.support import contracts, steps
from shop_api.support.queries import threads


@use_case(
    permission=Permission.SUPPORT_THREAD_ANSWER,
    ground=Ground.STAFF,
    under=Statute.CONSUMER_LAW,
    replay=threads.staff_thread,
)
def resolve_thread(*, actor: Actor, command: contracts.ResolveThread) -> contracts.StaffThread:
    """Mark a conversation as resolved; its customer's next message reopens it.

    :raises NotFound: no such conversation
    :raises PreconditionFailed: somebody wrote since `command.expected_version`
    :raises ThreadTransitionRefused: it is resolved or closed already
    """
    thread = steps.locked(command.thread, expected_version=command.expected_version)
    steps.move(actor, thread, "resolve")
    return threads.staff_thread(actor, str(thread.id))
