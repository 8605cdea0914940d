"""Who looked: a person's own list of when staff saw their data in clear. Four statements at any size."""

from django.db.models import F, Q

from frontend_contracts.wire import cursors
from shop_api.consent import queries as consent
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.support import contracts, models
from shop_api.values.page import Page


@query(permission=Permission.SUPPORT_LOOK_READ)
def my_looks(*, actor: Actor, criteria: contracts.MyLooks) -> Page[contracts.Look]:
    """When staff saw the caller's contacts or evidence in clear, newest first: which fields, and why.

    Looks at a guest's order that was claimed are the account's; of a linked device only those before it was linked.
    Members of staff are not named: the operator answers for them. A reason is told to an account alone, for it may
    name people, and an order's link can be passed on.

    :raises InputInvalid: a cursor that is none of this list's
    Source: policy row P8.2; law 94-V art. 24(1)(1).
    """
    behind = [] if actor.subject_id is None else consent.persons_behind(actor.subject_id)
    wanted = Q(pk__in=[])
    for one in behind:
        about = Q(subject_id=one.subject_id)
        wanted |= about if one.until is None else about & Q(at__lte=one.until)
    rows = models.Reveal.objects.filter(wanted).annotate(created_at=F("at"))
    found = cursors.page_of(rows, limit=criteria.limit, after=criteria.after, before=criteria.before)
    is_told_why = actor.kind is ActorKind.CUSTOMER
    return Page(
        data=tuple(
            contracts.Look(
                id=str(row.id),
                at=row.at,
                fields=tuple(row.fields),
                record=row.record_id,
                reason=row.reason if is_told_why else None,
            )
            for row in found.rows
        ),
        next=found.next,
        prev=found.prev,
        has_more=found.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row)) for row in found.rows),
    )
