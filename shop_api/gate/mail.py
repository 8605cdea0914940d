"""Letters and messages: decided inside a transaction, sealed at rest, sent by the worker, gone afterwards.

A letter's parameters (a code, a link, a name) are personal data and secrets. They lie encrypted in one row, and the
queue's argument is that row's id alone. Whose data they are lies there too: the line that their leaving writes names
the data subject.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shop_api.gate import keys, models
from shop_api.values import law
from shop_api.values.clock import day_in_almaty
from shop_api.values.identifiers import new_id

_NONCE_BYTES = 12


class Channel(StrEnum):
    """How it leaves; an adapter answers for each."""

    MAIL = "mail"
    WHATSAPP = "whatsapp"


def _no_queue(letter_id: UUID) -> None:
    raise RuntimeError("No sender of letters is bound; adapters bind one at start.")


def _no_queue_at_all(letter_ids: Sequence[UUID]) -> None:
    _no_queue(letter_ids[0])


_enqueue: Callable[[UUID], None] = _no_queue
_enqueue_all: Callable[[Sequence[UUID]], None] = _no_queue_at_all


def bind(enqueue: Callable[[UUID], None], enqueue_all: Callable[[Sequence[UUID]], None]) -> None:
    """Called once at start by the adapter that sends letters: how to wake it for a letter, and for many at once."""
    global _enqueue, _enqueue_all
    _enqueue, _enqueue_all = enqueue, enqueue_all


def post(
    kind: str,
    to: str,
    locale: str,
    at: datetime,
    *,
    subject_id: UUID | None,
    channel: Channel = Channel.MAIL,
    **parameters: Any,
) -> None:
    """Decide to send a letter: `kind` names its template, `parameters` fill it. Sent only once the write commits.

    `subject_id` says whose data it carries; None only where it is about nobody, as a letter that is never sent.
    """
    letter = Letter(
        id=new_id(), kind=kind, to=to, locale=locale, parameters=parameters, subject_id=subject_id, channel=channel
    )
    _row(letter, at).save(force_insert=True)
    _enqueue(letter.id)


def post_all(letters: "Sequence[Letter]", at: datetime) -> None:
    """Decide to send many letters; two statements for any number."""
    if letters:
        models.OutgoingMail.objects.bulk_create([_row(letter, at) for letter in letters])
        _enqueue_all([letter.id for letter in letters])


def _row(letter: "Letter", at: datetime) -> models.OutgoingMail:
    nonce = os.urandom(_NONCE_BYTES)
    content = {
        "to": letter.to,
        "locale": letter.locale,
        "parameters": letter.parameters,
        "subject_id": None if letter.subject_id is None else str(letter.subject_id),
        "channel": letter.channel.value,
    }
    aad = f"{letter.kind}:{letter.id}".encode()
    sealed = nonce + AESGCM(keys.key("mail")).encrypt(nonce, orjson.dumps(content), aad)
    return models.OutgoingMail(id=letter.id, kind=letter.kind, sealed=sealed, created_at=at)


def opened(letter: models.OutgoingMail) -> dict[str, Any]:
    """The letter's `to`, `locale`, `parameters`, `subject_id` and `channel`.

    :raises cryptography.exceptions.InvalidTag: the row was changed or belongs to another key
    """
    raw = bytes(letter.sealed)
    aad = f"{letter.kind}:{letter.id}".encode()
    opened = AESGCM(keys.key("mail")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], aad)
    content: dict[str, Any] = orjson.loads(opened)
    about = content["subject_id"]
    return {
        **content,
        "subject_id": None if about is None else UUID(about),
        "channel": Channel(content["channel"]),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that is to be sent, or that waits, opened."""

    id: UUID
    kind: str
    to: str
    locale: str
    parameters: dict[str, Any]
    subject_id: UUID | None
    channel: Channel = Channel.MAIL


def waiting(letter_id: UUID) -> Letter | None:
    """A letter that waits, locked until the transaction ends; None when it was sent or another worker has it."""
    row = models.OutgoingMail.objects.select_for_update(skip_locked=True).filter(id=letter_id).first()
    return None if row is None else Letter(id=row.id, kind=row.kind, **opened(row))


def forget(letter_id: UUID) -> None:
    """Delete a letter that was sent."""
    models.OutgoingMail.objects.filter(id=letter_id).delete()


def forget_old(before: datetime) -> int:
    """Delete letters that could not be sent in their term; returns how many. Their codes are long worthless."""
    term = timedelta(days=law.number("outgoing_mail_days", day_in_almaty(before)))
    return models.OutgoingMail.objects.filter(created_at__lt=before - term).delete()[0]
