"""Noting that an event's body could not be had, and trying again later."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.publications import contracts, models, rules, steps
from shop_api.publications.contracts import EventState
from shop_api.values.contract import Done


@use_case(permission=Permission.PUBLICATIONS_EVENT_APPLY, ground=Ground.CLOCK, under=Statute.NO_PERSONAL_DATA)
def postpone_event(*, actor: Actor, command: contracts.PostponeEvent) -> Done:
    """Keep the event as failed, with the reason, and wake the worker again: sooner at first, for a day.

    After that it rests as failed until the next pull takes it up.
    """
    event = models.IncomingEvent.objects.select_for_update().get(id=command.id)
    if event.state not in {EventState.APPLIED.value, EventState.IGNORED.value}:
        event.state, event.reason = EventState.FAILED.value, command.reason
        event.attempts += 1
        wait = rules.wait_before(event.attempts)
        event.next_try_at = actor.at + wait
        event.save(update_fields=["state", "reason", "attempts", "next_try_at"])
        if not rules.is_given_up(event.received_at, actor.at):
            steps.wake(event.id, wait)
    return Done(id=str(event.id))
