"""Making and joining data subjects, inside the transaction of whoever needs one."""

from datetime import datetime
from uuid import UUID

from shop_api.consent import models
from shop_api.gate.actor import Actor
from shop_api.values.identifiers import new_id


def new_subject(actor: Actor) -> UUID:
    """Make a subject for a device, a guest's order or an account; keep the id on your own row."""
    return models.Subject.objects.create(id=new_id(), made_at=actor.at).id


def link_subjects(*, of: UUID, to: UUID, at: datetime) -> None:
    """Join a device or a guest's order to whom it turned out to be. Doing it again changes nothing.

    What `of` said until now counts for `to`; what it says later does not, as a device may be shared.
    """
    if of != to:
        models.SubjectLink.objects.bulk_create(
            [models.SubjectLink(of_id=of, to_id=to, linked_at=at)], ignore_conflicts=True
        )
