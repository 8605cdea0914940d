"""Conversations, as their customers and as staff read them. A page is two or three statements at any size."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from frontend_contracts.wire import cursors
from frontend_contracts.wire.problems import NotFound
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.orders import queries as orders
from shop_api.support import contracts, models, rules
from shop_api.support.contracts import MessageAuthor, ThreadStatus
from shop_api.support.queries import desk
from shop_api.values.clock import day_in_almaty
from shop_api.values.identifiers import spoken
from shop_api.values.page import Page
from shop_api.values.purposes import Purpose
from shop_api.values.states import StateAction

Shape = TypeVar("Shape")
_STATE = "support.transition_refused"


@query(permission=Permission.SUPPORT_THREAD_READ)
def own_threads(*, actor: Actor, criteria: contracts.OwnThreadsCriteria) -> Page[contracts.Thread]:
    """One's own conversations with support, newest first; a guest's are those about the order their token opens.

    :raises NotFound: `criteria.order` is no order of one's own
    :raises InputInvalid: a cursor that is none of this list's
    """
    if criteria.order is not None:
        rows = models.Thread.objects.filter(order_id=desk.own_order_facts(actor, criteria.order).id)
    else:
        rows = models.Thread.objects.filter(_mine(actor))
    found = cursors.page_of(_whole(rows), limit=criteria.limit, after=criteria.after, before=criteria.before)
    return _page(found, own_thread_of, newest_first=True)


@query(permission=Permission.SUPPORT_THREAD_ANSWER, under=[Purpose.SUPPORT])
def staff_threads(*, actor: Actor, criteria: contracts.StaffThreadsCriteria) -> Page[contracts.StaffThread]:
    """Conversations with customers, longest waiting first.

    :raises NotFound: `criteria.order` is no order
    :raises InputInvalid: a cursor that is none of this list's
    """
    rows = models.Thread.objects.all()
    if criteria.order is not None:
        rows = rows.filter(order_id=orders.order_id(criteria.order))
    if criteria.status is not None:
        rows = rows.filter(status=criteria.status.value)
    found = cursors.page_of(
        _whole(rows), limit=criteria.limit, after=criteria.after, before=criteria.before, newest_first=False
    )
    names = _names(found.rows)
    return _page(found, lambda row: _staff_thread(row, names, actor), newest_first=False)


def own_thread(actor: Actor, thread_id: str) -> contracts.Thread:
    """One of one's own conversations, as it is now.

    :raises NotFound: there is none, or it is somebody else's
    """
    row = _whole(models.Thread.objects.filter(_mine(actor), id=thread_id)).first()
    if row is None:
        raise NotFound
    return own_thread_of(row)


def staff_thread(actor: Actor, thread_id: str) -> contracts.StaffThread:
    """A conversation as staff read it, as it is now."""
    row = _whole(models.Thread.objects.filter(id=thread_id)).get()
    return _staff_thread(row, _names([row]), actor)


def thread_subject(number: str) -> UUID:
    """The data subject who began a conversation.

    :raises NotFound: no such thread
    """
    found = models.Thread.objects.filter(number=rules.bare_thread_number(number)).values_list("subject_id", flat=True)
    for subject_id in found:
        return subject_id
    raise NotFound


def own_thread_of(row: models.Thread) -> contracts.Thread:
    """A row with its messages, as its customer sees it: staff have no names there."""
    return contracts.Thread(
        id=str(row.id),
        number=spoken(row.number),
        order_number=spoken(row.order_number),
        status=ThreadStatus(row.status),
        version=row.version,
        created_at=row.created_at,
        changed_at=row.changed_at,
        answer_due_on=rules.answer_due_on(row.waiting_since),
        messages=tuple(
            contracts.ThreadMessage(
                id=message.id, author=MessageAuthor(message.author), text=message.text, at=message.created_at
            )
            for message in row.messages.all()
        ),
        allowed_actions=(StateAction(action="write", allowed=True),),
    )


def _staff_thread(row: models.Thread, names: dict[UUID, str], actor: Actor) -> contracts.StaffThread:
    due_on = rules.answer_due_on(row.waiting_since)
    return contracts.StaffThread(
        id=str(row.id),
        number=spoken(row.number),
        order_number=spoken(row.order_number),
        status=ThreadStatus(row.status),
        version=row.version,
        created_at=row.created_at,
        changed_at=row.changed_at,
        answer_due_on=due_on,
        overdue=due_on is not None and due_on < day_in_almaty(actor.at),
        messages=tuple(
            contracts.StaffThreadMessage(
                id=message.id,
                author=MessageAuthor(message.author),
                staff_name=None if message.staff_id is None else names.get(message.staff_id),
                text=message.text,
                at=message.created_at,
            )
            for message in row.messages.all()
        ),
        allowed_actions=rules.MACHINE.actions(row.status, rules.STAFF_EVENTS, _STATE),
    )


def _mine(actor: Actor) -> Q:
    """Of one's account, or about the one order that one's token opens; of neither, nothing."""
    mine = Q(pk__in=[])
    if actor.id is not None:
        mine |= Q(account_id=actor.id)
    if "order_id" in actor.scope:
        mine |= Q(order_id=actor.scope["order_id"])
    return mine


def _whole(rows: QuerySet[models.Thread]) -> QuerySet[models.Thread]:
    messages = models.ThreadMessage.objects.order_by("created_at", "id")
    return rows.prefetch_related(Prefetch("messages", queryset=messages))


def _names(rows: Iterable[models.Thread]) -> dict[UUID, str]:
    ids = {message.staff_id for row in rows for message in row.messages.all() if message.staff_id is not None}
    return dict(models.StaffMember.objects.filter(id__in=ids).values_list("id", "name"))


def _page(
    found: cursors.Page[models.Thread], shape: Callable[[models.Thread], Shape], *, newest_first: bool
) -> Page[Shape]:
    return Page(
        data=tuple(shape(row) for row in found.rows),
        next=found.next,
        prev=found.prev,
        has_more=found.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row), newest_first=newest_first) for row in found.rows),
    )
