"""The clock seals the log of consents."""

from shop_api.consent.contracts import SealEvents
from shop_api.consent.queries import log
from shop_api.consent.steps import sealing
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.contract import Done


@use_case(permission=Permission.CONSENT_LOG_SEAL, ground=Ground.CLOCK, under=Statute.NO_PERSONAL_DATA)
def seal_consent_log(*, actor: Actor, command: SealEvents) -> Done:
    """Put the events that wait under one signed seal; the result's id is the number of the newest seal, or 0."""
    seal = sealing.seal_waiting(actor.at, is_whole=command.is_whole) or log.newest_seal()
    return Done(id="0" if seal is None else str(seal.number))
