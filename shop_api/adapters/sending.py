"""Letters and messages on their way out: taken up by the worker, handed to the adapter of their channel, forgotten.

The queue knows a letter's id and nothing more. What may not leave any more is forgotten too, and the audit trail keeps
why.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from shop_api.adapters import disclosing, mailer, whatsapp
from shop_api.gate import actor as actors
from shop_api.gate import audit, mail

TASK = "shop_api.send_letter"
NAME = "send_letter"  # in the audit trail
NOTHING = "nothing"  # a letter that is decided and never sent: unknown e-mails then cost what known ones do

_SENDERS: dict[mail.Channel, Callable[[mail.Letter, datetime], None]] = {
    mail.Channel.MAIL: mailer.deliver,
    mail.Channel.WHATSAPP: whatsapp.deliver,
}


def enqueue(letter_id: UUID) -> None:
    """Wake the worker for a letter, in the transaction that decided it."""
    app.configure_task(TASK).defer(letter_id=str(letter_id))


def enqueue_all(letter_ids: Sequence[UUID]) -> None:
    """Wake the worker for many letters in one statement."""
    arguments: list[dict[str, JSONValue]] = [{"letter_id": str(letter_id)} for letter_id in letter_ids]
    app.configure_task(TASK).batch_defer(*arguments)


def send(letter_id: UUID, at: datetime) -> bool:
    """Send a letter and forget it; False when that was done before or another worker is at it.

    The row stays locked while the letter leaves, so two workers never send it both; a failure leaves it where it was,
    and takes back its line in the register. A letter that may not leave any more is forgotten unsent.
    """
    with transaction.atomic():
        letter = mail.waiting(letter_id)
        if letter is None:
            return False
        if letter.kind != NOTHING:
            _deliver(letter, at)
        mail.forget(letter_id)
        return True


def _deliver(letter: mail.Letter, at: datetime) -> None:
    """Hand a letter to its adapter, and keep why where it is not to be sent or was not taken, now and for ever.

    :raises DisclosureRefused: the letter's own declarations do not fit the register; somebody must mend the code
    """
    try:
        _SENDERS[letter.channel](letter, at)
    except disclosing.DisclosureRefused as refused:
        if refused.reason not in disclosing.FINAL:
            raise
        _keep_why(letter, refused.reason.value, at, recipient=refused.recipient, missing=list(refused.names))
    except whatsapp.MessageNotTaken as failure:
        # It was shown to the recipient all the same, so its line stays.
        _keep_why(letter, "whatsapp.not_taken", at, reason=failure.reason)


def _keep_why(letter: mail.Letter, outcome: str, at: datetime, **details: str | list[str]) -> None:
    clock = actors.clock(at, permissions=frozenset(), request_id=NAME)
    audit.record(NAME, outcome, clock, object_id=str(letter.id), details={"kind": letter.kind, **details})
