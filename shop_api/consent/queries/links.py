"""Whom a subject turned out to be, and whose word counts for whom."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shop_api.consent import models, rules
from shop_api.consent.queries.subjects import Linked, newest_answers, subjects_ahead, subjects_behind
from shop_api.values.purposes import Flag


def whose_word(subject_id: UUID, at: datetime) -> list[UUID]:
    """Everybody for whom a word said under this subject at a moment counts, itself last.

    On a shared device a word said after somebody's link is a stranger's to them.
    """
    ahead = [one for one in subjects_ahead(subject_id) if one != subject_id]
    return [*(one for one in ahead if _counts(subject_id, at, subjects_behind(one))), subject_id]


def _counts(subject_id: UUID, at: datetime, behind: list[Linked]) -> bool:
    return any(one.subject_id == subject_id and (one.until is None or at <= one.until) for one in behind)


def ended_ahead(subject_id: UUID, flags: Sequence[Flag]) -> dict[str, datetime]:
    """When whoever this subject was linked into last said no to each flag, of those to which their newest word is no.

    What waits under a guest's name must not leave once the account that the guest turned out to be has said no.
    """
    ended: dict[str, datetime] = {}
    for person in subjects_ahead(subject_id):
        found = [] if person == subject_id else newest_answers(subjects_behind(person), list(flags))
        for row in found:
            if row.state not in rules.STANDING:
                ended[row.flag] = max(row.since_at, ended.get(row.flag, row.since_at))
    return ended


def persons_behind(subject_id: UUID) -> list[Linked]:
    """The subjects whose affairs are this one's: a device until its link counts, and a guest's order without end.

    A device is shared, so what happens on it later may be somebody else's; an order has one buyer, before and after
    it is claimed. Whatever others were linked into is an order or an account: nothing is ever linked into a device.
    """
    behind = subjects_behind(subject_id)
    ids = [one.subject_id for one in behind]
    joined = set(models.SubjectLink.objects.filter(to_id__in=ids).values_list("to_id", flat=True))
    return [Linked(one.subject_id, None) if one.subject_id in joined else one for one in behind]
