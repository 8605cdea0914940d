"""Sealing: the events that stand in no seal yet get their positions, a Merkle root and the operator's signature."""

from datetime import datetime

from django.db import connection

from shop_api.consent import merkle, models, seals
from shop_api.consent.queries import log

_LOCK = 0x5EA1_C025  # any number, the same for every sealer
_AT_ONCE = 50_000  # events of one seal; the next minute takes the next ones


def seal_waiting(at: datetime, *, is_whole: bool = False) -> models.Seal | None:
    """Seal what is new, or whatever no seal took in when the whole log is meant; None when nothing waits.

    Writers hold no lock. An event of a transaction that is still running cannot be seen, stands in no seal, and is
    taken in by the seal after its commit: which events a seal holds is kept row by row, not derived from numbers that
    were given before commit. Two sealers wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    before = log.newest_seal()
    found = log.waiting(_AT_ONCE, None if is_whole else at)
    if not found:
        return None
    first = 0 if before is None else before.last + 1
    seal = models.Seal(
        number=1 if before is None else before.number + 1,
        first=first,
        last=first + len(found) - 1,
        count=len(found),
        root=merkle.root([leaf for _, leaf in found]),
        previous=seals.NOTHING_BEFORE if before is None else seals.hash_of(before),
        # One clock may lag behind another; seals never go back in time.
        sealed_at=at if before is None else max(at, before.sealed_at + log.STEP),
        key_id=seals.public_key()["kid"],
    )
    seal.signature = seals.signature_under(seal)
    rows = [
        models.SealedEvent(position=position, event_id=event_id, leaf=leaf, seal_number=seal.number)
        for position, (event_id, leaf) in enumerate(found, start=first)
    ]
    models.SealedEvent.objects.bulk_create(rows, batch_size=5000)
    models.Seal.objects.bulk_create([seal])
    return seal
