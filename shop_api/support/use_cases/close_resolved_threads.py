"""The clock closes conversations that nobody took up again."""

from datetime import timedelta

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.support import models, steps
from shop_api.support.contracts import ThreadStatus
from shop_api.values import law
from shop_api.values.clock import day_in_almaty
from shop_api.values.contract import Done, NoCriteria

AT_ONCE = 500


@use_case(permission=Permission.SUPPORT_THREAD_CLOSE, ground=Ground.CLOCK, under=Statute.CONSUMER_LAW)
def close_resolved_threads(*, actor: Actor, command: NoCriteria) -> Done:
    """Close conversations that were resolved and stayed silent for the rule's days; the result's id counts them."""
    silent = timedelta(days=law.number("thread_closing_days", day_in_almaty(actor.at)))
    waiting = models.Thread.objects.select_for_update(skip_locked=True).filter(
        status=ThreadStatus.RESOLVED.value, changed_at__lte=actor.at - silent
    )
    found = list(waiting.order_by("changed_at", "id")[:AT_ONCE])
    for thread in found:
        steps.move(actor, thread, "close")
    return Done(id=str(len(found)))
