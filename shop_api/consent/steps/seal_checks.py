"""Checking seals: numbers, chain, signatures and roots, and the place of each event in its seal.

Each check yields None for every row it looked at, and a `Damage` for whatever is wrong.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from shop_api.consent import merkle, models, seals
from shop_api.consent.queries import log
from shop_api.consent.queries.checks import Damage


def seals_of(keys: Sequence[dict[str, Any]]) -> Iterator[Damage | None]:
    """Each seal against the one before it, its signature and the root of its leaves."""
    before: models.Seal | None = None
    for seal in models.Seal.objects.order_by("number").iterator(chunk_size=500):
        yield None
        for says in _wrong_with(seal, before):
            yield Damage("seal", seal.number, says)
        if not seals.is_signed(seals.statement_of(seal), bytes(seal.signature), keys):
            yield Damage("seal", seal.number, "the signature does not fit: it was changed, or another key made it")
        before = seal


def _wrong_with(seal: models.Seal, before: models.Seal | None) -> Iterator[str]:
    number, first, previous = (1, 0, seals.NOTHING_BEFORE)
    if before is not None:
        number, first, previous = before.number + 1, before.last + 1, seals.hash_of(before)
        if seal.sealed_at <= before.sealed_at:
            yield "it is no later than the seal before it"
    if seal.number != number:
        yield f"number {number} is due: seals are missing before it"
    elif bytes(seal.previous) != previous:
        yield "the chain is broken: it follows another seal than the one before it"
    if seal.first != first or seal.count != seal.last - seal.first + 1:
        yield f"it holds positions {seal.first} to {seal.last}, {seal.count} events, where {first} is due"
    rows = models.SealedEvent.objects.filter(seal_number=seal.number, position__range=(seal.first, seal.last))
    leaves = [bytes(leaf) for leaf in rows.order_by("position").values_list("leaf", flat=True)]
    if len(leaves) != seal.count:
        yield f"it signs {seal.count} events and {len(leaves)} are listed: places were deleted"
    if merkle.root(leaves) != bytes(seal.root):
        yield "the root is not that of its events: they were changed, reordered, inserted or deleted"


def sealed_events() -> Iterator[Damage | None]:
    """Each place in the log against the event and the seal it names."""
    after = -1
    while rows := _places_after(after):
        for position, event_id, leaf, event_leaf, is_backdated, has_seal in rows:
            yield None
            if event_leaf is None:
                yield Damage("event", event_id, f"it was deleted: position {position} of the log names it")
            elif bytes(event_leaf) != bytes(leaf):
                yield Damage("event", event_id, f"its leaf is another than position {position} of the log holds")
            if is_backdated:
                yield Damage("event", event_id, "it says it was recorded long before the seals that came before it")
            if not has_seal:
                yield Damage("position", position, f"event {event_id} stands in no seal that is here")
        after = rows[-1][0]


def _places_after(position: int) -> list[tuple[Any, ...]]:
    """The next places, each beside its event and its seal; one statement for 5,000.

    An event is backdated if it says a time well before the seal before its own, and before the events in that one: one
    wrong clock, a sealer's or a writer's, is no forgery. Where both were ahead and were put right, the next seal makes
    a step; the time before it then proves nothing, unless it is days away.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH places AS (SELECT * FROM consent_sealedevent WHERE position > %s ORDER BY position LIMIT 5000),"
            " said AS (SELECT b.number, b.sealed_at, max(e.recorded_at) AS newest"
            " FROM (SELECT DISTINCT seal_number - 1 AS number FROM places) n JOIN consent_seal b ON b.number = n.number"
            " LEFT JOIN consent_sealedevent p ON p.position BETWEEN b.first AND b.last"
            " LEFT JOIN consent_consentevent e ON e.id = p.event_id GROUP BY b.number, b.sealed_at)"
            " SELECT s.position, s.event_id, s.leaf, e.leaf, coalesce(e.recorded_at < least(b.sealed_at, b.newest)"
            " - make_interval(secs => CASE WHEN l.sealed_at = b.sealed_at + make_interval(secs => %s)"
            " THEN %s ELSE %s END), false), l.number IS NOT NULL"
            " FROM places s"
            " LEFT JOIN consent_consentevent e ON e.id = s.event_id"
            " LEFT JOIN consent_seal l ON l.number = s.seal_number AND s.position BETWEEN l.first AND l.last"
            " LEFT JOIN said b ON b.number = s.seal_number - 1"
            " ORDER BY s.position",
            [position, *(one.total_seconds() for one in (log.STEP, log.WRONG_BY, log.LONGEST_WRITE))],
        )
        return list(cursor.fetchall())


def head_of(head: dict[str, Any] | None, keys: Sequence[dict[str, Any]]) -> Iterator[Damage | None]:
    """A head that was kept outside: signed by us, and still a seal of this log, bit for bit."""
    if head is None:
        return
    yield None
    try:
        statement, signature = head["seal"], seals.decoded(head["signature"])
        number = int(statement["number"])
    except (KeyError, TypeError, ValueError):
        yield Damage("head", "given", "it is no head of a consent log")
        return
    if not seals.is_signed(statement, signature, keys):
        yield Damage("head", number, "its signature does not fit: it is not ours, or was changed")
        return
    seal = models.Seal.objects.filter(number=number).first()
    if seal is None:
        yield Damage("head", number, "this seal was published and is gone: the end of the log was cut off")
    elif seals.statement_of(seal) != statement:
        yield Damage("head", number, "the published seal says something else: the log was written anew")
