"""Who received somebody's data: the lines of the register of disclosures about them. Four statements at any size."""

from frontend_contracts.wire import cursors
from shop_api.consent import queries as consent
from shop_api.gate import disclosures
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.privacy import contracts
from shop_api.values.page import Page


@query(permission=Permission.PRIVACY_RECIPIENTS_READ)
def my_recipients(*, actor: Actor, criteria: contracts.MyRecipients) -> Page[contracts.Received]:
    """Who received the caller's data, newest first: here, and on a device or guest's order that was linked to them.

    Of a linked device only what left before it was linked: later, somebody else may have had it in hand. Of a claimed
    order all that left, for it has one buyer.

    :raises InputInvalid: a cursor that is none of this list's
    Source: law 94-V art. 24(1)(1); policy row P10.1.
    """
    behind = [] if actor.subject_id is None else consent.persons_behind(actor.subject_id)
    rows = disclosures.lines_of([(one.subject_id, one.until) for one in behind])
    found = cursors.page_of(rows, limit=criteria.limit, after=criteria.after, before=criteria.before)
    return Page(
        data=tuple(
            contracts.Received(
                id=str(row.id),
                recipient=row.recipient,
                country=row.country,
                purpose=row.purpose,
                fields=tuple(row.fields),
                occasion=row.occasion,
                policy_version=row.policy_version,
                at=row.created_at,
            )
            for row in found.rows
        ),
        next=found.next,
        prev=found.prev,
        has_more=found.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row)) for row in found.rows),
    )
