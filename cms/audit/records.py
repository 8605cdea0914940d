"""How publishing writes its audit row."""

from __future__ import annotations

from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from cms.audit import models


def record(*, action: str, kind: str, slug: str, version: int | None = None, sha256: str = "") -> None:
    """Write who did it now, in the caller's transaction. The editor is the one Wagtail serves in this request."""
    user = get_active_log_context().user
    models.PublicationRecord.objects.create(
        recorded_at=timezone.now(),
        action=action,
        kind=kind,
        slug=slug,
        version=version,
        sha256=sha256,
        staff_id=user.pk if user is not None and user.is_authenticated else None,
    )
