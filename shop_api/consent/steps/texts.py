"""Keeping our own copies of published policies and offers, as events bring them."""

from datetime import date, datetime
from typing import Any

from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from shop_api.consent import models
from shop_api.gate.actor import Actor
from shop_api.publications.appliers import DocumentRefused

_CLAUSES = ("operator", "purposes", "switches")
#: Members that documents have from schema 2 on.
_LATER = ("schema_version", "clauses", "material_changes")


def keep_text(document: dict[str, Any], at: datetime) -> models.PolicyText:
    """Store one version for ever; a version that is here already stays as it is.

    :raises DocumentRefused: a member is missing, or a language
    """
    canonical = canonical_json(document)
    try:
        text = models.PolicyText(
            slug=document["slug"],
            kind=document["kind"],
            version=document["version"],
            effective_from=date.fromisoformat(document["effective_from"]),
            material=document["material"],
            sha256=sha256_hex(canonical),
            clauses=_clauses(document),
            document=canonical.decode(),
            received_at=at,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentRefused(f"The document lacks {error}.") from error
    models.PolicyText.objects.bulk_create([text], ignore_conflicts=True)
    return text


def keep_withdrawal(slug: str, version: int, at: datetime) -> None:
    """Remember that a version was taken back before its date; it will never be in force."""
    models.PolicyWithdrawal.objects.bulk_create(
        [models.PolicyWithdrawal(slug=slug, version=version, received_at=at)], ignore_conflicts=True
    )


def apply_published(actor: Actor, event: Any, document: dict[str, Any] | None) -> None:
    """What a published policy or offer does here: our own copy is kept."""
    if document is None:
        raise DocumentRefused("A published text has a body.")
    keep_text(document, actor.at)


def apply_withdrawn(actor: Actor, event: Any, document: dict[str, Any] | None) -> None:
    """What a version taken back before its date does here."""
    keep_withdrawal(event.data["slug"], event.data["version"], actor.at)


def _clauses(document: dict[str, Any]) -> dict[str, Any]:
    """The document without its long texts."""
    texts = {
        locale: {"title": document["texts"][locale]["title"], "sha256": document["texts"][locale]["sha256"]}
        for locale in ("kk", "ru", "en")
    }
    later = {name: document[name] for name in _LATER if name in document}
    return {name: document[name] for name in _CLAUSES} | later | {"texts": texts}
