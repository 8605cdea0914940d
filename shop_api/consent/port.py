"""The gate's consent port, as this feature answers it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from shop_api.consent.queries import own, subjects
from shop_api.consent.steps import checking, recording
from shop_api.gate import consent_port
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Checked, Declared, TransferTerms
from shop_api.values.purposes import Flag, Switch


class Port:
    """Bound in `apps.py`."""

    def check(self, actor: Actor, declared: Declared, command: Any) -> Checked:
        """See `checking.check`."""
        return checking.check(actor, declared, command)

    def record(self, actor: Actor, checked: Checked, result: Any, write_ref: str) -> tuple[UUID, ...]:
        """See `recording.record`."""
        return recording.record(actor, consent_port.subject_of(actor, result), checked.payload, write_ref)

    def records_of(self, write_ref: str) -> tuple[UUID, ...]:
        """See `subjects.records_of`."""
        return subjects.records_of(write_ref)

    def covers(self, subject_id: UUID, flag: Flag, at: datetime) -> bool:
        """See `subjects.covers`."""
        return subjects.covers(subject_id, flag, at)

    def transfer_terms(
        self, subject_id: UUID | None, recipient: str, switches: Sequence[Switch], at: datetime
    ) -> TransferTerms:
        """See `own.transfer_terms`."""
        return own.transfer_terms(subject_id, recipient, switches, at)
