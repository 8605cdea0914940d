"""What stands between a draft and its publication, put into words for the edit page."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cms.policies import approval, contracts, materiality, naming, panel_texts, publishing, refusals, shop_inventory


def of(page: Any, draft: contracts.Draft, observed: shop_inventory.Observed) -> dict[str, Any]:
    """Return what the gate says about a draft and what publishing it would change, for a template."""
    texts, locale = panel_texts.texts(), panel_texts.locale()
    failures = publishing.failures_of(page, draft, on=publishing.date_in_almaty(timezone.now()), observed=observed)
    changes = publishing.changes_of(draft)
    is_policy = draft.kind == contracts.POLICY
    compared = publishing.compared(draft, observed) if is_policy and not observed.refusal else None
    return {
        "t": texts,
        "is_published": publishing.is_published(draft),
        "groups": groups_of(failures, draft),
        "count": len(failures),
        "next_step": _next_step(page, draft, texts),
        "preview": materiality.preview(changes, observed.inventory.get("subjects") or {}, locale) if changes else None,
        "compared": texts["compared"].format(**compared) if compared else "",
        "source": observed.source if is_policy else "",
    }


def groups_of(failures: Iterable[contracts.Failure], draft: contracts.Draft) -> list[dict[str, Any]]:
    """Return each thing that is said once, with the places that it is said of."""
    locale = panel_texts.locale()
    groups: dict[str, list[dict[str, str]]] = {}
    for failure in failures:
        place = {"name": naming.place_of(failure, draft, locale), "pointer": failure.pointer}
        groups.setdefault(refusals.message(failure, locale), []).append(place)
    return [{"text": text, "places": [place for place in places if place["name"]]} for text, places in groups.items()]


def _next_step(page: Any, draft: contracts.Draft, texts: dict[str, str]) -> str:
    workflow = approval.awaited(page, draft) if page.pk else None
    if workflow is None:
        return texts["ready"]
    return texts["awaits_at_work" if page.workflow_in_progress else "awaits"].format(workflow=workflow)
