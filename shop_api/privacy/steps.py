"""Writes of privacy shared by its use cases."""

from shop_api.gate import outbox
from shop_api.gate.actor import Actor, ActorKind
from shop_api.privacy import models


def record(actor: Actor, row: models.PrivacyRequest) -> None:
    """Write one step of a request's life, and tell whoever listens; nothing about a person."""
    models.PrivacyRequestEvent.objects.create(
        request=row,
        version=row.version,
        status=row.status,
        actor_kind=actor.kind.value,
        staff_id=actor.id if actor.kind is ActorKind.STAFF else None,
        at=actor.at,
    )
    data = {"request": str(row.id), "version": row.version, "status": row.status}
    outbox.record("privacy.request_changed", data, actor.at)
