"""One rate limiter for all doors: an atomic counter for each (use case, who) and window.

Counted in PostgreSQL by one upsert, or in Redis by INCR when `settings.RATE_LIMIT_CACHE` names a Redis cache. Both are
exact under parallel requests, which read-then-write throttles are not. Who is a keyed hash, kept one day.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import connection

from frontend_contracts.wire.problems import TooManyRequests
from shop_api.gate import keys, models
from shop_api.gate.actor import Actor, ActorKind

KEPT_HOURS = 24


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` calls in `seconds`, counted by principal and, for strangers, by address."""

    count: int
    seconds: int


#: Generous for people, useless for a flood.
WRITES = Limit(120, 60)
#: Guessing a password, a code, an order number.
GUESSES = Limit(10, 300)


def hit(use_case: str, actor: Actor, limit: Limit) -> None:
    """Count one call.

    :raises TooManyRequests: the limit of this window is used up; `retry_after` says when the next begins
    """
    if actor.kind in {ActorKind.CLOCK, ActorKind.OPERATOR, ActorKind.PROVIDER}:
        return
    who = actor.principal if actor.id is not None else f"{actor.principal}|{actor.address}"
    count(f"{use_case}|{who}", limit, actor.at)


def count(what: str, limit: Limit, at: datetime) -> None:
    """Count one call of anything nameable, such as codes sent to one address.

    :raises TooManyRequests: as `hit`
    """
    elapsed = int(at.timestamp())
    window = elapsed - elapsed % limit.seconds
    key_hash = keys.keyed_hash("rate", what, str(limit.seconds))
    if _next(key_hash, window, limit.seconds) > limit.count:
        raise TooManyRequests(retry_after=window + limit.seconds - elapsed)


def _next(key_hash: bytes, window: int, seconds: int) -> int:
    if settings.RATE_LIMIT_CACHE:
        cache = caches[settings.RATE_LIMIT_CACHE]
        name = f"rate:{key_hash.hex()}:{window}"
        cache.add(name, 0, timeout=seconds)
        return int(cache.incr(name))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO gate_ratecounter AS c (key_hash, window_started_at, count) VALUES (%s, %s, 1)"
            " ON CONFLICT (key_hash, window_started_at) DO UPDATE SET count = c.count + 1 RETURNING c.count",
            [key_hash, datetime.fromtimestamp(window, UTC)],
        )
        return int(cursor.fetchone()[0])


def forget_old(before: datetime) -> int:
    """Delete counters of windows that began a day ago; returns how many."""
    old = models.RateCounter.objects.filter(window_started_at__lt=before - timedelta(hours=KEPT_HOURS))
    return old.delete()[0]
