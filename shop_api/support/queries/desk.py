"""Orders as the desk finds and reads them. Every such read leaves an audit row."""

from uuid import UUID

from frontend_contracts.wire.problems import NotFound
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.orders import queries as orders
from shop_api.orders.contracts.staff import FoundOrder, OrderFacts, StaffOrder
from shop_api.support import contracts, models, rules
from shop_api.support.queries import staff
from shop_api.values.identifiers import spoken
from shop_api.values.page import Page
from shop_api.values.purposes import Purpose


@query(permission=Permission.SUPPORT_ORDER_SEARCH, under=[Purpose.ORDER_FULFILMENT])
def search_orders(*, actor: Actor, criteria: contracts.SearchOrders) -> Page[FoundOrder]:
    """Find orders by number, phone, e-mail address or a part of a name, newest first; contacts masked.

    :raises InputInvalid: a cursor that is none of this list's
    """
    return orders.search(criteria.q, limit=criteria.limit, after=criteria.after, before=criteria.before)


@query(permission=Permission.SUPPORT_ORDER_READ, under=[Purpose.ORDER_FULFILMENT])
def staff_order(*, actor: Actor, criteria: contracts.StaffOrderCriteria) -> StaffOrder:
    """An order with its lines, money and history; contacts masked.

    :raises NotFound: no such order
    """
    return orders.order_for_staff(criteria.number, actor.locale)


def changed_order(actor: Actor, order_id: str) -> StaffOrder:
    """The order a repeated change was about, as it is now."""
    return orders.order_for_staff(orders.facts_by_id(UUID(order_id)).number, actor.locale)


def replayed_reveal(actor: Actor, reveal_id: str) -> contracts.RevealedContact:
    """The reveal a repeated key made, without its values: those left once.

    :raises NotFound: it was somebody else's
    """
    row = models.Reveal.objects.filter(id=reveal_id, staff_id=staff.id_of(actor)).first()
    if row is None or row.order_id is None:
        raise NotFound
    number = spoken(orders.facts_by_id(row.order_id).number)
    left = reveals_left(actor)
    return contracts.RevealedContact(id=str(row.id), number=number, at=row.at, values=(), left_today=left)


def reveals_left(actor: Actor) -> int:
    """How many reveals this member of staff has left today, in Almaty."""
    used = models.Reveal.objects.filter(staff_id=staff.id_of(actor), at__gte=rules.day_begins(actor.at)).count()
    return max(rules.REVEALS_A_DAY - used, 0)


def order_subject(number: str) -> UUID:
    """The data subject of an order.

    :raises NotFound: no such order
    """
    return orders.order_facts(number).subject_id


def own_order_facts(actor: Actor, number: str) -> OrderFacts:
    """An order that is the actor's: of their account, or the one their token opens.

    :raises NotFound: there is none, or it is somebody else's: one answer for both
    """
    facts = orders.order_facts(number)
    is_of_account = facts.account_id is not None and facts.account_id == actor.id
    if not is_of_account and actor.scope.get("order_id") != facts.id:
        raise NotFound
    return facts
