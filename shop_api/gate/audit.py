"""The audit trail: written here and nowhere else, one row for each use case tried."""

from typing import Any

from shop_api.gate import models
from shop_api.gate.actor import Actor

DONE = "done"
REPLAYED = "replayed"


def record(
    use_case: str, outcome: str, actor: Actor, *, object_id: str = "", details: dict[str, Any] | None = None
) -> None:
    """Write one row. `outcome` is `done`, `replayed` or a refusal's code; `details` holds codes and counts only."""
    models.AuditRow.objects.create(
        at=actor.at,
        use_case=use_case,
        outcome=outcome,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        door=actor.door,
        request_id=actor.request_id,
        object_id=object_id,
        details=details or {},
    )


def rows_about(object_id: str) -> list[models.AuditRow]:
    """What was done to one object, oldest first; for staff who ask who looked."""
    return list(models.AuditRow.objects.filter(object_id=object_id).order_by("at", "id"))
