"""Taking in what the cms's own list holds and never arrived."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.publications import contracts, models, queries, steps
from shop_api.values.contract import Done


@use_case(permission=Permission.PUBLICATIONS_EVENT_APPLY, ground=Ground.CLOCK, under=Statute.NO_PERSONAL_DATA)
def take_pulled_events(*, actor: Actor, command: contracts.TakePulledEvents) -> Done:
    """Keep the events that are new, remember how far the list was read, and wake those whose job was lost."""
    steps.take_in(actor, command.events)
    position = max(command.position, queries.pull_position())
    models.PullPosition.objects.update_or_create(sender=queries.SENDER, defaults={"sequence": position})
    for event_id in queries.unsettled(actor.at):
        steps.wake(event_id)
    return Done(id=f"{queries.SENDER}:{position}")
