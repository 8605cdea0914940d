"""Applying an event: its body is checked against the announced hash and given to whoever listens."""

from django.db import connection

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.publications import appliers, contracts, models, refusals, rules
from shop_api.publications.contracts import EventState
from shop_api.values.contract import Done

_SETTLED = {EventState.APPLIED.value, EventState.IGNORED.value}


@use_case(permission=Permission.PUBLICATIONS_EVENT_APPLY, ground=Ground.CLOCK, under=Statute.NO_PERSONAL_DATA)
def apply_event(*, actor: Actor, command: contracts.ApplyEvent) -> Done:
    """Apply an event once, unless something newer about the same thing was applied.

    :raises BodyRefused: the body is not the one announced, or lacks what its applier needs; nothing is applied
    """
    event = models.IncomingEvent.objects.select_for_update().get(id=command.id)
    if event.state in _SETTLED:
        return Done(id=str(event.id))
    apply = appliers.applier_of(event.type)
    if apply is None:
        return _settled(event, EventState.IGNORED, "nobody_listens", actor)
    if event.type not in rules.WITHOUT_BODY:
        fault = rules.body_fault(event.data, command.document, command.sha256)
        if fault:
            raise refusals.BodyRefused(reason=fault)
    if not _is_newest(event):
        return _settled(event, EventState.IGNORED, "outdated", actor)
    try:
        apply(actor, event, None if event.type in rules.WITHOUT_BODY else command.document)
    except appliers.DocumentRefused as error:
        raise refusals.BodyRefused(reason="document_refused") from error
    return _settled(event, EventState.APPLIED, "", actor)


def _is_newest(event: models.IncomingEvent) -> bool:
    """Move the mark of this thing on to the event, in one statement; False when the mark is further on already.

    The row lock that the statement takes makes events about one thing wait for each other.
    """
    data = event.data
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publications_published AS p (family, key, sequence, version) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (family, key) DO UPDATE SET sequence = EXCLUDED.sequence, version = EXCLUDED.version"
            " WHERE p.sequence < EXCLUDED.sequence AND p.version <= EXCLUDED.version RETURNING 1",
            [rules.family_of(event.type), rules.key_of(event.type, data), event.sequence, data["version"]],
        )
        return cursor.fetchone() is not None


def _settled(event: models.IncomingEvent, state: EventState, reason: str, actor: Actor) -> Done:
    event.state, event.reason, event.settled_at = state.value, reason, actor.at
    event.attempts += 1
    event.save(update_fields=["state", "reason", "settled_at", "attempts"])
    return Done(id=str(event.id))
