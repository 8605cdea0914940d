"""Idempotency keys: a write sent twice happens once, and the second sender learns what the first did.

The key row is inserted first, in the transaction of the write: its unique index makes a twin wait until the first
commits or rolls back. Kept 48 hours. Source: draft-ietf-httpapi-idempotency-key-header-07.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from shop_api.gate import errors, keys, models, shapes
from shop_api.gate.actor import Actor, ActorKind

KEPT_HOURS = 48
_MINIMUM, _MAXIMUM = 16, 255


@dataclass(slots=True)
class Claim:
    """A key held for this write, or one whose outcome is known already."""

    row_id: int
    is_replay: bool = False
    result_id: str = ""
    refusal_code: str = ""
    refusal_params: dict[str, Any] | None = None

    def keep_result(self, result_id: str) -> None:
        """Remember what was made."""
        models.IdempotencyKey.objects.filter(id=self.row_id).update(result_id=result_id)

    def keep_refusal(self, code: str, params: dict[str, Any]) -> None:
        """Remember which rule said no."""
        models.IdempotencyKey.objects.filter(id=self.row_id).update(refusal_code=code, refusal_params=params)


def check_form(key: str) -> None:
    """Refuse a key of another form than 16 to 255 visible ASCII characters."""
    if not _MINIMUM <= len(key) <= _MAXIMUM or not all("!" <= ch <= "~" for ch in key):
        raise errors.IdempotencyKeyInvalid()


def claim(use_case: str, actor: Actor, command: Any, key: str) -> Claim:
    """Claim the key for this write, waiting up to 2 s for a twin that is still running.

    Strangers have no name of their own: the network and the browser they come from part one from another, so that
    nobody gets the answer (a cart's token, say) of somebody whose key they happen or contrive to repeat.

    :raises IdempotencyInProgress: the twin takes longer
    :raises IdempotencyKeyReused: the key was used with other input
    """
    stranger = (actor.address, actor.user_agent) if actor.kind is ActorKind.ANONYMOUS else ()
    scope_hash = keys.keyed_hash("idempotency", actor.principal, use_case, key, *stranger)
    fingerprint = keys.keyed_hash("idempotency", shapes.canonical(command))
    row_id = _insert(scope_hash, fingerprint, actor.at)
    if row_id is not None:
        return Claim(row_id)
    row = models.IdempotencyKey.objects.get(scope_hash=scope_hash)
    if bytes(row.fingerprint) != fingerprint:
        raise errors.IdempotencyKeyReused()
    return Claim(row.id, True, row.result_id, row.refusal_code, row.refusal_params)


def _insert(scope_hash: bytes, fingerprint: bytes, at: datetime) -> int | None:
    """Insert the row and return its id; None when the key is there already. An expired key is taken over."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        try:
            # The insert is the lock: a twin request waits here until this one commits or rolls back.
            cursor.execute(
                "INSERT INTO gate_idempotencykey"
                " (scope_hash, fingerprint, result_id, refusal_code, refusal_params, created_at)"
                " VALUES (%s, %s, '', '', '{}', %s)"
                " ON CONFLICT (scope_hash) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, result_id = '',"
                " refusal_code = '', refusal_params = '{}', created_at = EXCLUDED.created_at"
                " WHERE gate_idempotencykey.created_at < %s RETURNING id",
                [scope_hash, fingerprint, at, at - timedelta(hours=KEPT_HOURS)],
            )
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise errors.IdempotencyInProgress(retry_after=1) from error
            raise
        row = cursor.fetchone()
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    return None if row is None else row[0]


def forget_old(before: datetime) -> int:
    """Delete keys whose 48 hours are over; returns how many."""
    return models.IdempotencyKey.objects.filter(created_at__lt=before - timedelta(hours=KEPT_HOURS)).delete()[0]
