"""Withdrawals that have to wait for an open obligation: refused with a reason, kept, and carried out when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shop_api.consent import models, obligations, rules
from shop_api.consent.queries import subjects
from shop_api.consent.steps import recording
from shop_api.gate.actor import Actor
from shop_api.values.purposes import FLAGS, Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What asking for a withdrawal did: flags that ended at once, and flags that are kept for later."""

    ended: tuple[Flag, ...]
    kept: tuple[Flag, ...]


def ask(actor: Actor, subject_id: UUID, flags: Sequence[Flag], write_ref: str) -> Asked:
    """Withdraw at once what nothing holds, and keep the rest; flags that do not stand are left alone."""
    linked = subjects.subjects_behind(subject_id)
    behind = [one.subject_id for one in linked]
    standing = {row.flag for row in subjects.newest_answers(linked, list(flags)) if row.state in rules.STANDING}
    kept = [flag for flag in flags if flag in standing and obligations.is_open(actor, behind, flag.value)]
    ended = [flag for flag in flags if flag in standing and flag not in kept]
    if ended:
        recording.withdraw(actor, subject_id, ended, write_ref)
    models.DeferredWithdrawal.objects.bulk_create(
        [
            models.DeferredWithdrawal(
                subject_id=subject_id, flag=flag.value, article=obligations.ARTICLE, asked_at=actor.at
            )
            for flag in kept
        ],
        ignore_conflicts=True,
    )
    return Asked(ended=tuple(ended), kept=tuple(kept))


def carry_out(*, actor: Actor, subject_id: UUID, **facts: object) -> None:
    """An obligation towards a subject has ended: withdraw what waited for it, unless another is open still.

    Bound to `obligation.ended`. Somebody who agreed anew after asking has changed their mind; their newer word holds.
    """
    by_itself = actor.having(door="clock", address="", user_agent="")
    reached = subjects.subjects_ahead(subject_id)
    rows = models.DeferredWithdrawal.objects.select_for_update().filter(subject_id__in=reached, ended_at=None)
    for row in rows.order_by("asked_at", "id"):
        flag = FLAGS[row.flag]
        behind = [one.subject_id for one in subjects.subjects_behind(row.subject_id)]
        if _agreed_anew(row, behind):
            row.outcome = models.DeferredWithdrawal.SUPERSEDED
        elif obligations.is_open(actor, behind, row.flag):
            continue
        else:
            # Whoever ended the obligation is not whoever withdraws: nothing of theirs is evidence.
            recording.withdraw(by_itself, row.subject_id, [flag], f"deferred_withdrawal:{row.id}")
            row.outcome = models.DeferredWithdrawal.CARRIED_OUT
        row.ended_at = actor.at
        row.save(update_fields=["outcome", "ended_at"])


def _agreed_anew(row: models.DeferredWithdrawal, behind: list[UUID]) -> bool:
    refs = [subjects.subject_ref(one) for one in behind]
    uses = models.ConsentUse.objects.filter(record__subject_ref__in=refs, record__flag=row.flag, is_given=True)
    return uses.filter(used_at__gt=row.asked_at).exists()
