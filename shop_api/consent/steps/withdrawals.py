"""Withdrawals that have to wait for an open obligation: refused with a reason, kept, and carried out when it ends.

Whoever asks takes the subject's turn first. Whoever places, claims or ends an order takes it before they commit, so
an answer to *is something owed?* holds until it is acted on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from shop_api.consent import models, obligations, rules
from shop_api.consent.queries import links, subjects
from shop_api.consent.queries.subjects import Linked
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
    take_turns([subject_id])
    linked = subjects.subjects_behind(subject_id)
    behind = [one.subject_id for one in linked]
    standing = {row.flag for row in subjects.newest_answers(linked, list(flags)) if row.state in rules.STANDING}
    kept = [flag for flag in flags if flag in standing and obligations.is_open(actor, behind, flag.value)]
    ended = [flag for flag in flags if flag in standing and flag not in kept]
    if ended:
        recording.withdraw(actor, subject_id, ended, write_ref)
    _keep(actor, subject_id, kept)
    return Asked(ended=tuple(ended), kept=tuple(kept))


def carry_out(*, actor: Actor, subject_id: UUID, **facts: object) -> None:
    """An obligation towards a subject has ended: withdraw what waited for it, unless another is open still.

    Bound to `obligation.ended`. What waits may have been asked by whoever the subject turned out to be, or by the
    guest it was. Somebody who agreed anew after asking has changed their mind; their newer word holds.
    """
    behind = [one.subject_id for one in subjects.subjects_behind(subject_id)]
    reached = {*behind, *subjects.subjects_ahead(subject_id)}
    take_turns(reached)
    _settle_all(actor, reached)


def carry_out_missed(actor: Actor, at_most: int) -> int:
    """Carry out what waits for nothing any more, of at most so many subjects; returns how many rows ended."""
    waiting = models.DeferredWithdrawal.objects.filter(ended_at=None).order_by("asked_at", "id")
    free = [row.subject_id for row in waiting.iterator() if not _is_held(actor, row)]
    first = list(dict.fromkeys(free))[:at_most]
    take_turns(first)
    return _settle_all(actor, first)


def take_turns(subject_ids: Iterable[UUID]) -> None:
    """Take the turns of several subjects, always in one order, so that no two wait for each other."""
    for ref in sorted(subjects.subject_ref(one) for one in subject_ids):
        recording.take_turn(ref)


def _keep(actor: Actor, subject_id: UUID, flags: Sequence[Flag]) -> None:
    """Keep one withdrawal for each flag. Who agreed anew since the one that waits begins to wait anew."""
    rows = models.DeferredWithdrawal.objects.filter(subject_id=subject_id, ended_at=None)
    waiting = {row.flag: row for row in rows.filter(flag__in=[flag.value for flag in flags])}
    for flag, row in list(waiting.items()):
        if _agreed_anew(row, subjects.subjects_behind(subject_id)):
            _end(row, models.DeferredWithdrawal.SUPERSEDED, actor)
            del waiting[flag]
    models.DeferredWithdrawal.objects.bulk_create(
        [
            models.DeferredWithdrawal(
                subject_id=subject_id, flag=flag.value, article=obligations.ARTICLE, asked_at=actor.at
            )
            for flag in flags
            if flag.value not in waiting
        ]
    )


def _settle_all(actor: Actor, subject_ids: Iterable[UUID]) -> int:
    rows = models.DeferredWithdrawal.objects.select_for_update().filter(subject_id__in=subject_ids, ended_at=None)
    return sum(_settle(actor, row) for row in rows.order_by("asked_at", "id"))


def _settle(actor: Actor, row: models.DeferredWithdrawal) -> bool:
    """End a withdrawal that waits, if nothing holds it; says whether it ended."""
    persons = links.whose_word(row.subject_id, row.asked_at)
    if _agreed_anew(row, _behind(persons)):
        _end(row, models.DeferredWithdrawal.SUPERSEDED, actor)
        return True
    if _is_held(actor, row):
        return False
    # Whoever ended the obligation is not whoever withdraws: nothing of theirs is evidence.
    by_itself = actor.having(door="clock", address="", user_agent="")
    for person in persons:  # the asker last: what others take over from it must stand until they have
        recording.withdraw(by_itself, person, [FLAGS[row.flag]], f"deferred_withdrawal:{row.id}")
    _end(row, models.DeferredWithdrawal.CARRIED_OUT, actor)
    return True


def _end(row: models.DeferredWithdrawal, outcome: str, actor: Actor) -> None:
    row.outcome, row.ended_at = outcome, actor.at
    row.save(update_fields=["outcome", "ended_at"])


def _is_held(actor: Actor, row: models.DeferredWithdrawal) -> bool:
    """Whether something is owed to anybody for whom this withdrawal counts."""
    behind = _behind(links.whose_word(row.subject_id, row.asked_at))
    return obligations.is_open(actor, [one.subject_id for one in behind], row.flag)


def _behind(persons: Iterable[UUID]) -> list[Linked]:
    return [one for person in persons for one in subjects.subjects_behind(person)]


def _agreed_anew(row: models.DeferredWithdrawal, behind: Iterable[Linked]) -> bool:
    until: dict[bytes, list[Linked]] = {}
    for one in behind:
        until.setdefault(subjects.subject_ref(one.subject_id), []).append(one)
    uses = models.ConsentUse.objects.filter(record__subject_ref__in=list(until), record__flag=row.flag, is_given=True)
    later = uses.filter(used_at__gt=row.asked_at).values_list("record__subject_ref", "used_at")
    return any(one.until is None or used_at <= one.until for ref, used_at in later for one in until[bytes(ref)])
