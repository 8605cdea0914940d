"""Consents whose term is over end by themselves."""

from shop_api.consent import models, rules
from shop_api.consent.steps import recording
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done, NoCriteria

AT_ONCE = 500


@use_case(permission=Permission.CONSENT_TERM_END, ground=Ground.CLOCK, under=Statute.DATA_MINIMISATION)
def expire_consents(*, actor: Actor, command: NoCriteria) -> Done:
    """End consents whose term is over, at most 500 at once; the result's id counts them."""
    over = models.ConsentCurrent.objects.filter(state__in=rules.STANDING, event__valid_until__lte=actor.at)
    rows = over.select_related("record", "event").order_by("event__valid_until", "id")[:AT_ONCE]
    return Done(id=str(sum(recording.expire(actor, row) for row in rows)))
