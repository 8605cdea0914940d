"""Withdrawing consent: each flag by itself, without a form, at any time."""

from uuid import UUID

from frontend_contracts.wire.problems import FieldError, InputInvalid
from shop_api.consent import contracts, obligations, refusals, rules
from shop_api.consent.queries import own
from shop_api.consent.steps import withdrawals
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values.identifiers import new_id
from shop_api.values.purposes import FLAGS, Flag


def _replayed(actor: Actor, object_id: str) -> contracts.OwnConsents:
    return contracts.OwnConsents(id=UUID(object_id), consents=own.standing_of(actor))


@use_case(permission=Permission.CONSENT_OWN_WITHDRAW, ground=Ground.EXERCISE_OF_RIGHT, replay=_replayed)
def withdraw_consent(*, actor: Actor, command: contracts.WithdrawConsent) -> contracts.OwnConsents:
    """Withdraw flags that stand; what rests on them stops at once. Answers what stands afterwards.

    `command.flags` names purposes and switches; `processing` is all of them. Flags that do not stand are left alone.

    :raises NotGiven: none of them stands
    :raises ObligationOpen: an open order rests on one of them; it is kept, and withdrawn when the order ends, while
        the others end at once
    Source: law 94-V Art. 8(2), 8(7), 24(1)(5).
    """
    flags = _named(command.flags)
    change_id = new_id()
    if actor.subject_id is None:
        raise refusals.NotGiven(flags=[flag.value for flag in flags])
    asked = withdrawals.ask(actor, actor.subject_id, flags, f"withdraw_consent:{change_id}")
    if asked.kept:
        kept, ended = [flag.value for flag in asked.kept], [flag.value for flag in asked.ended]
        raise refusals.ObligationOpen(flag=kept[0], article=obligations.ARTICLE, withdrawn=ended, kept=kept)
    if not asked.ended:
        raise refusals.NotGiven(flags=[flag.value for flag in flags])
    return contracts.OwnConsents(id=change_id, consents=own.standing_of(actor))


def _named(ids: tuple[str, ...]) -> list[Flag]:
    if rules.PROCESSING in ids:
        return list(FLAGS.values())
    unknown = [index for index, name in enumerate(ids) if name not in FLAGS]
    if unknown:
        allowed = ", ".join([*FLAGS, rules.PROCESSING])
        raise InputInvalid(errors=[FieldError(f"/flags/{index}", "input.enum", allowed) for index in unknown])
    return [FLAGS[name] for name in dict.fromkeys(ids)]
