"""Taking in an event that the cms sent and signed."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.publications import contracts, steps
from shop_api.values.contract import Done


@use_case(permission=Permission.PUBLICATIONS_EVENT_RECEIVE, ground=Ground.PROVIDER, under=Statute.NO_PERSONAL_DATA)
def receive_event(*, actor: Actor, command: contracts.ReceiveEvent) -> Done:
    """Keep an event and wake the worker for it, once: an event that comes again is acknowledged and changes nothing."""
    steps.take_in(actor, (command,))
    return Done(id=str(command.id))
