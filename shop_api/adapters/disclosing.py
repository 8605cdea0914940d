"""The one way out: what every adapter asks before anything about a person leaves, and what writes the line.

A transfer is refused unless the register of recipients knows whom, for what and which fields, and unless the separate
consents it needs stand at this moment. The files in `letters/` and `messages/` declare what each kind carries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from frontend_contracts.wire import personal_data
from shop_api.adapters import recipients
from shop_api.gate import consent_port, disclosures, mail
from shop_api.values.purposes import Purpose


class Reason(StrEnum):
    """Why a transfer is refused. A closed list."""

    RECIPIENT_UNKNOWN = "disclosure.recipient_unknown"
    PURPOSE_FOREIGN = "disclosure.purpose_foreign"
    FIELD_FOREIGN = "disclosure.field_foreign"
    SWITCH_NOT_STANDING = "disclosure.switch_not_standing"
    PURPOSE_NOT_STANDING = "disclosure.purpose_not_standing"


#: The world has changed since the letter was decided: it is not sent, and trying again would not help.
FINAL = frozenset({Reason.RECIPIENT_UNKNOWN, Reason.SWITCH_NOT_STANDING, Reason.PURPOSE_NOT_STANDING})
#: What is sent on nothing but a person's word; other letters answer what they asked for, and go even after a *no*.
BY_CONSENT_ALONE = frozenset({Purpose.MARKETING_EMAIL})


class DisclosureRefused(Exception):
    """Nothing may leave. `names` are ids and field codes, never values."""

    def __init__(self, reason: Reason, recipient: str, names: tuple[str, ...]) -> None:
        super().__init__(f"{reason.value}: {recipient} ({', '.join(names)})")
        self.reason = reason
        self.recipient = recipient
        self.names = names


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What is about to leave: whose data, to whom, for what, on which occasion, and the names of all its fields."""

    subject_id: UUID | None
    recipient: str
    purpose: Purpose
    occasion: str
    fields: frozenset[str]


def transfer_of(letter: mail.Letter, file: Any, *, recipient: str, to: str) -> Transfer:
    """What a letter or message carries, as its file declares; `to` names the field that its address was read from."""
    return Transfer(
        subject_id=letter.subject_id,
        recipient=recipient,
        purpose=file.PURPOSE,
        occasion=letter.kind,
        fields=frozenset({to}.union(*file.FIELDS.values())),
    )


def declared(file: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a letter's or message's file declares; what else was given does not leave.

    :raises KeyError: one that it declares is missing
    """
    return {name: parameters[name] for name in file.FIELDS}


def disclose(transfer: Transfer, at: datetime) -> None:
    """Check a transfer and write its line, in the caller's transaction; called before anything is sent.

    :raises DisclosureRefused: nothing was written and nothing may leave; `reason` says why
    Source: law 94-V art. 8(4), 16 and 24(1)(5); policy rows P3.2, P6.1, P6.2, P7.1.
    """
    recipient = recipients.registered_as(transfer.recipient)
    if recipient is None:
        raise DisclosureRefused(Reason.RECIPIENT_UNKNOWN, transfer.recipient, ())
    if transfer.purpose not in recipient.purposes:
        raise DisclosureRefused(Reason.PURPOSE_FOREIGN, recipient.id, (transfer.purpose.value,))
    foreign = tuple(sorted(field for field in transfer.fields if not _may_reach(recipient, field)))
    if foreign or not transfer.fields:
        raise DisclosureRefused(Reason.FIELD_FOREIGN, recipient.id, foreign)
    port = consent_port.port()
    if transfer.purpose in BY_CONSENT_ALONE:
        subject_id = transfer.subject_id
        if subject_id is None or not port.covers(subject_id, transfer.purpose, at):
            raise DisclosureRefused(Reason.PURPOSE_NOT_STANDING, recipient.id, (transfer.purpose.value,))
    terms = port.transfer_terms(transfer.subject_id, recipient.id, recipient.switches, at)
    if terms.lacking:
        raise DisclosureRefused(
            Reason.SWITCH_NOT_STANDING, recipient.id, tuple(switch.value for switch in terms.lacking)
        )
    disclosures.record(
        disclosures.Line(
            subject_id=transfer.subject_id,
            recipient=recipient.id,
            country=recipient.country,
            purpose=transfer.purpose.value,
            fields=tuple(transfer.fields),
            occasion=transfer.occasion,
            policy_version=terms.policy_version,
        ),
        at,
    )


def _may_reach(recipient: recipients.Recipient, field: str) -> bool:
    """Whether the register lets a field go there, by its name and, where it is personal, by its category too."""
    mark = _marks().get(field)
    if mark is None or field not in recipient.fields:
        return False
    return not isinstance(mark, personal_data.PersonalMark) or mark.category in recipient.categories


@cache
def _marks() -> Mapping[str, personal_data.Mark]:
    marked = personal_data.marked_fields()
    return {f"{model._meta.label}.{field.name}": mark for model, field, mark in marked if mark is not None}
