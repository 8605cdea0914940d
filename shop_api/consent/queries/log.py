"""The log of consents: its newest seal, what waits for the next one, and the proof that an event stands in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from shop_api.consent import merkle, models, seals

#: More than a transaction can be open when it writes an event: the server ends it after seconds (`database_urls`).
LONGEST_WRITE = timedelta(minutes=10)
#: An event that waited longer for its seal is damage: nobody seals, or somebody put it there.
LONGEST_WAIT = timedelta(hours=1)
#: How much later than the one before a seal says it was made, when the clock says no later time.
STEP = timedelta(microseconds=1)
#: Where a seal makes such a step, one of two clocks was wrong; by more than this is damage.
WRONG_BY = timedelta(days=1)

#: What stands by the events alone: the newest event of each subject and flag, in the columns of the projection.
NEWEST = (
    "SELECT DISTINCT ON (r.subject_ref, r.kind, r.flag) r.subject_ref, r.kind, r.flag, e.state,"
    " e.event_time AS since_at, e.seq, r.slug, r.version, r.id AS record_id, e.id AS event_id"
    " FROM consent_consentevent e JOIN consent_consentrecord r ON r.id = e.record_id"
    " ORDER BY r.subject_ref, r.kind, r.flag, e.seq DESC, e.id DESC"
)


def newest_seal() -> models.Seal | None:
    """The last seal, whose hash chains all before it."""
    return models.Seal.objects.order_by("-number").first()


def head() -> dict[str, Any]:
    """The newest seal as the public reads it (`seals.shown`). One statement."""
    return seals.shown(newest_seal())


def waiting(limit: int, at: datetime | None = None) -> list[tuple[UUID, bytes]]:
    """Events that stand in no seal yet, with their leaves, in the order of their ids.

    With `at`, the clock's time, only new ones are looked at, so that the time this takes does not grow with the log:
    ids hold their time, and an event made well before the newest seal is in one. A clock that was wrong when it sealed,
    or when it wrote, makes this overlook some; without `at` the whole log is looked through.
    """
    since = None if at is None else newest_seal()
    # A seal that is ahead of the clock says nothing of what was written since it was made.
    first = UUID(int=0) if since is None or at is None else first_id(min(since.sealed_at, at) - LONGEST_WRITE)
    with transaction.atomic(), connection.cursor() as cursor:
        if at is None:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a minute may not read the whole log; this must
        cursor.execute(
            "SELECT e.id, e.leaf FROM consent_consentevent e WHERE e.id >= %s AND NOT EXISTS"
            " (SELECT FROM consent_sealedevent s WHERE s.event_id = e.id) ORDER BY e.id LIMIT %s",
            [first, limit],
        )
        return [(event_id, bytes(leaf)) for event_id, leaf in cursor.fetchall()]


def has_waiting(at: datetime | None = None) -> bool:
    """Whether the next seal would hold anything; `at` as in `waiting`."""
    return bool(waiting(1, at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That an event stands in a seal: `merkle.root_by_path` of these leads to the seal's root."""

    leaf: bytes
    listed: bytes  # the leaf that the list of the seal's events holds for it
    index: int
    path: tuple[bytes, ...]
    seal: models.Seal

    def holds(self) -> bool:
        """Whether the list names this leaf, the path leads to the root of the seal, and our key signed that seal."""
        found = merkle.root_by_path(self.leaf, self.index, self.seal.count, self.path)
        statement, signature = seals.statement_of(self.seal), bytes(self.seal.signature)
        return (
            self.listed == self.leaf
            and found == bytes(self.seal.root)
            and seals.is_signed(statement, signature, [seals.public_key()])
        )

    def to_json(self) -> dict[str, Any]:
        """`{"leaf", "index", "path": [hex, nearest first], "seal": {…}, "signature", "key_at"}`."""
        hashes = [one.hex() for one in self.path]
        return {"leaf": self.leaf.hex(), "index": self.index, "path": hashes, **seals.shown(self.seal)}


def proof_of(event: models.ConsentEvent) -> Proof | None:
    """The inclusion proof of an event, for its own leaf; None until a seal holds it. Three statements.

    It proves nothing by itself: ask `holds`. After tampering the path no longer leads to the signed root.
    """
    return proofs_of([event]).get(event.id)


def proofs_of(events: Sequence[models.ConsentEvent]) -> dict[UUID, Proof]:
    """The inclusion proofs of events, by event; those in no seal yet are absent. Three statements for any number."""
    places = {one.event_id: one for one in models.SealedEvent.objects.filter(event_id__in=[one.id for one in events])}
    numbers = {one.seal_number for one in places.values()}
    sealed = {one.number: one for one in models.Seal.objects.filter(number__in=numbers)}
    held: dict[int, list[bytes]] = {number: [] for number in sealed}
    rows = models.SealedEvent.objects.filter(seal_number__in=sealed).order_by("seal_number", "position")
    for number, position, leaf in rows.values_list("seal_number", "position", "leaf"):
        if sealed[number].first <= position <= sealed[number].last:
            held[number].append(bytes(leaf))
    found = {}
    for event in events:
        place = places.get(event.id)
        seal = sealed.get(place.seal_number) if place is not None else None
        if place is None or seal is None:
            continue
        index = place.position - seal.first
        leaves_held = held[seal.number]
        path = tuple(merkle.path(leaves_held, index)) if 0 <= index < len(leaves_held) else ()
        found[event.id] = Proof(leaf=bytes(event.leaf), listed=bytes(place.leaf), index=index, path=path, seal=seal)
    return found


def first_id(at: datetime) -> UUID:
    """The lowest UUIDv7 of a moment."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
