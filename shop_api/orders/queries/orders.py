"""Reads of one's own orders."""

from uuid import UUID

from django.db.models import Q

from frontend_contracts.wire import cursors
from frontend_contracts.wire.problems import NotFound
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.orders import models
from shop_api.orders.contracts import orders as contracts
from shop_api.orders.queries import views
from shop_api.orders.queries.carts import title_in
from shop_api.values.identifiers import bare_number, spoken
from shop_api.values.money import of_minor
from shop_api.values.page import Page


@query(permission=Permission.ORDERS_OWN_READ)
def own_orders(*, actor: Actor, criteria: contracts.OwnOrdersCriteria) -> Page[contracts.OrderSummary]:
    """A page of the caller's orders, newest first; a guest sees the one their token opens. Two statements.

    :raises InputInvalid: a cursor that is none of this list's
    """
    rows = models.Order.objects.filter(belongs_to(actor))
    page = cursors.page_of(rows, limit=criteria.limit, after=criteria.after, before=criteria.before)
    lines: dict[UUID, list[models.OrderLine]] = {}
    for line in models.OrderLine.objects.filter(order__in=[row.id for row in page.rows]).order_by("position"):
        lines.setdefault(line.order_id, []).append(line)
    return Page(
        data=tuple(_summary(row, lines[row.id], actor.locale) for row in page.rows),
        next=page.next,
        prev=page.prev,
        has_more=page.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row)) for row in page.rows),
    )


@query(permission=Permission.ORDERS_OWN_READ)
def own_order(*, actor: Actor, criteria: contracts.OwnOrderCriteria) -> contracts.Order:
    """One of the caller's orders, by its number with or without spaces and dashes.

    :raises NotFound: no such order, or somebody else's
    """
    order = owned(actor, criteria.number)
    return views.order_view(views.whole(order), locale=actor.locale, is_masked=_is_masked(order, actor))


def owned(actor: Actor, typed: str, *, to_change: bool = False) -> models.Order:
    """The caller's own order by its number as typed; locked when it is `to_change`.

    :raises NotFound: no such order, or somebody else's
    """
    number = bare_number(typed)
    rows = models.Order.objects.select_for_update() if to_change else models.Order.objects.all()
    found = None if number is None else rows.filter(belongs_to(actor), number=number).first()
    if found is None:
        raise NotFound
    return found


def belongs_to(actor: Actor) -> Q:
    """Orders of the account, and the order that a guest's token opens; of nobody else."""
    mine = Q(pk__in=[])
    if actor.kind is ActorKind.CUSTOMER and actor.id is not None:
        mine |= Q(account_id=actor.id)
    if "order_id" in actor.scope:
        mine |= Q(id=actor.scope["order_id"])
    return mine


def placed_order(actor: Actor, order_id: str) -> contracts.Order:
    """The order a repeated placing made, as it is now, with its receipt link again."""
    order = models.Order.objects.get(id=order_id)
    return views.order_view(
        views.whole(order), locale=actor.locale, is_masked=_is_masked(order, actor), receipt=views.receipt_of(order)
    )


def changed_order(actor: Actor, order_id: str) -> contracts.Order:
    """The order a repeated change was about, as it is now."""
    order = models.Order.objects.get(id=order_id)
    return views.order_view(views.whole(order), locale=actor.locale, is_masked=_is_masked(order, actor))


def order_by_token(order_id: UUID) -> models.Order | None:
    """The order that a signed token names."""
    return models.Order.objects.filter(id=order_id).only("id", "subject_id", "account_id", "locale").first()


def _is_masked(order: models.Order, actor: Actor) -> bool:
    return order.account_id is None or order.account_id != actor.id


def _summary(order: models.Order, lines: list[models.OrderLine], locale: str) -> contracts.OrderSummary:
    title, shown = title_in(lines[0].titles, locale)
    return contracts.OrderSummary(
        id=order.id,
        number=spoken(order.number),
        status=contracts.OrderStatus(order.status),
        payment_status=contracts.PaymentStatus(order.payment_status),
        placed_at=order.created_at,
        total=of_minor(order.total_minor),
        items=sum(line.quantity for line in lines),
        title=title,
        title_locale=shown,
        version=order.version,
    )
