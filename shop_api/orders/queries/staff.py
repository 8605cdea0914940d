"""What the support desk asks of orders. Permission and audit are the support feature's: these are plain reads."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from frontend_contracts.wire import cursors
from frontend_contracts.wire.problems import NotFound
from shop_api.gate.encryption import blind_index
from shop_api.orders import models
from shop_api.orders.contracts import staff as contracts
from shop_api.orders.contracts.carts import DeliveryMethod, PaymentMethod
from shop_api.orders.contracts.orders import OrderStatus, PaymentStatus
from shop_api.orders.queries import views
from shop_api.orders.rules import contacts, masking, names, states
from shop_api.values import phone
from shop_api.values.identifiers import bare_number, spoken
from shop_api.values.money import of_minor
from shop_api.values.page import Page

TRIGRAM = 3  # letters; the index on parts of names finds no fewer
SHORTEST_NAME = 2  # letters; one letter finds half the order book
_LAST = "\U0010ffff"


def search(
    typed: str, *, limit: int = 20, after: str | None = None, before: str | None = None
) -> Page[contracts.FoundOrder]:
    """Orders by number, phone, e-mail or a part of a name, whichever the text can be; newest first; three statements.

    :raises InputInvalid: a cursor that is none of this list's
    """
    items = models.OrderLine.objects.filter(order=OuterRef("id")).values("order").annotate(sum=Sum("quantity"))
    rows: QuerySet[models.Order] = models.Order.objects.filter(_matches(typed))
    page = cursors.page_of(rows.annotate(items=Subquery(items.values("sum"))), limit=limit, after=after, before=before)
    ids = [row.id for row in page.rows]
    buyers = models.OrderContact.objects.in_bulk(ids)
    recipients = models.OrderRecipient.objects.in_bulk(ids)
    return Page(
        data=tuple(_found(row, buyers.get(row.id), recipients.get(row.id)) for row in page.rows),
        next=page.next,
        prev=page.prev,
        has_more=page.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row)) for row in page.rows),
    )


def order_for_staff(number: str, locale: str) -> contracts.StaffOrder:
    """An order by its number as typed, contacts masked; five statements.

    :raises NotFound: no such order
    """
    found = views.whole(by_number(number))
    order = found.order
    taken = order.cash_taken_minor
    return contracts.StaffOrder(
        id=order.id,
        number=spoken(order.number),
        status=OrderStatus(order.status),
        payment_method=PaymentMethod(order.payment_method),
        payment_status=PaymentStatus(order.payment_status),
        delivery_method=DeliveryMethod(order.delivery_method),
        placed_at=order.created_at,
        lines=tuple(views.line_view(line, locale) for line in found.lines),
        goods_total=of_minor(order.goods_minor),
        delivery_price=of_minor(order.delivery_minor),
        vat_total=of_minor(order.vat_minor),
        total=of_minor(order.total_minor),
        cash_total=of_minor(order.cash_minor),
        cash_taken=None if taken is None else of_minor(taken),
        policy_version=order.policy_version,
        terms_version=order.terms_version,
        version=order.version,
        is_guest=order.account_id is None,
        buyer=views.buyer_view(found.contact, is_masked=True),
        recipient=views.recipient_view(found.recipient, is_masked=True),
        history=tuple(views.moment_view(event) for event in found.events),
        allowed_actions=views.allowed_actions(order, states.Who.STAFF),
    )


#: Fields that staff may ask to see in clear.
CELLS = (
    "buyer_name",
    "buyer_phone",
    "buyer_email",
    "recipient_name",
    "recipient_phone",
    "whatsapp",
    "address",
)


def contact_cells(order_id: UUID, fields: Iterable[str]) -> dict[str, str]:
    """Contacts in clear, for a reveal that was logged before; cells that are empty or erased are left out.

    :raises KeyError: a field that is none of `CELLS`
    """
    wanted = list(fields)
    unknown = sorted(set(wanted) - set(CELLS))
    if unknown:
        raise KeyError(", ".join(unknown))
    buyer = models.OrderContact.objects.filter(id=order_id).first()
    recipient = models.OrderRecipient.objects.filter(id=order_id).first()
    cells: dict[str, str] = {}
    if buyer is not None:
        cells |= {"buyer_name": buyer.name, "buyer_phone": buyer.phone, "buyer_email": buyer.email}
    if recipient is not None:
        cells |= {
            "recipient_name": recipient.name,
            "recipient_phone": recipient.phone,
            "whatsapp": recipient.whatsapp,
            "address": f"{recipient.postal_code}, {recipient.city}, {recipient.street}",
        }
    return {name: cells[name] for name in wanted if cells.get(name)}


def reach_of(subject_id: UUID) -> tuple[str, str] | None:
    """The e-mail address on the newest order of a data subject that has one, and that order's language."""
    order = models.Order.objects.filter(subject_id=subject_id).order_by("-created_at", "-id").first()
    contact = None if order is None else models.OrderContact.objects.filter(id=order.id).first()
    return None if order is None or contact is None or not contact.email else (contact.email, order.locale)


def by_number(typed: str) -> models.Order:
    """An order by its number as typed.

    :raises NotFound: no such order
    """
    number = bare_number(typed)
    found = None if number is None else models.Order.objects.filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def order_id(number: str) -> UUID:
    """An order's id, by its number as typed, and nothing about whose it is.

    :raises NotFound: no such order
    """
    for found in models.Order.objects.filter(number=bare_number(number)).values_list("id", flat=True):
        return found
    raise NotFound


def buyer_email(order_id: UUID) -> str:
    """The buyer's e-mail address, to write to about the order; empty where none was left or it is erased."""
    found = models.OrderContact.objects.filter(id=order_id).only("email").first()
    return "" if found is None else found.email


def order_facts(number: str) -> contracts.OrderFacts:
    """What other features may know of an order, by its number as typed.

    :raises NotFound: no such order
    """
    return _facts(by_number(number))


def facts_by_id(order_id: UUID) -> contracts.OrderFacts:
    """What other features may know of an order, by its id.

    :raises NotFound: no such order
    """
    found = models.Order.objects.filter(id=order_id).first()
    if found is None:
        raise NotFound
    return _facts(found)


def has_bought(account_id: UUID, skus: str | Iterable[str]) -> bool:
    """Whether a completed order of the account has a line with one of these SKUs."""
    wanted = [skus] if isinstance(skus, str) else list(skus)
    return models.OrderLine.objects.filter(
        sku__in=wanted, order__account_id=account_id, order__status=OrderStatus.COMPLETED.value
    ).exists()


def has_open_order(subject_ids: Iterable[UUID]) -> bool:
    """Whether something is still owed to one of these data subjects."""
    open_states = [status.value for status in states.OPEN]
    return models.Order.objects.filter(subject_id__in=list(subject_ids), status__in=open_states).exists()


def _matches(typed: str) -> Q:
    text = typed.strip()
    nothing = Q(pk__in=[])
    if "@" in text:
        return Q(
            id__in=models.OrderContact.objects.filter(email_index=_index("email", contacts.email(text))).values("id")
        )
    if any(ch.isalpha() for ch in text):
        return _named(text) or nothing
    found = nothing
    number = bare_number(text)
    if number is not None:
        found |= Q(number=number)
    e164 = phone.normalised(text)
    if e164 is not None:
        wanted = _index("phone", e164)
        found |= Q(id__in=models.OrderContact.objects.filter(phone_index=wanted).values("id"))
        found |= Q(id__in=models.OrderRecipient.objects.filter(phone_index=wanted).values("id"))
    return found


def _named(text: str) -> Q | None:
    """Orders where each typed word is a part of a name: of two letters its beginning, of three or more anywhere."""
    words = [word for word in names.tokens(text) if len(word) >= SHORTEST_NAME]
    if not words:
        return None
    found = Q()
    for word in words:
        tokens = (
            models.NameToken.objects.filter(token__contains=word)
            if len(word) >= TRIGRAM
            else models.NameToken.objects.filter(token__gte=word, token__lt=word + _LAST)
        )
        found &= Q(id__in=tokens.values("order_id"))
    return found


def _index(kind: str, value: str | None) -> bytes:
    return blind_index(kind, value or "")


def _found(
    order: models.Order, buyer: models.OrderContact | None, recipient: models.OrderRecipient | None
) -> contracts.FoundOrder:
    shown = views.buyer_view(buyer, is_masked=True)
    return contracts.FoundOrder(
        id=order.id,
        number=spoken(order.number),
        status=OrderStatus(order.status),
        payment_status=PaymentStatus(order.payment_status),
        placed_at=order.created_at,
        total=of_minor(order.total_minor),
        items=getattr(order, "items", 0),
        buyer_name=shown.name if shown else None,
        buyer_phone=shown.phone if shown else None,
        buyer_email=shown.email if shown else None,
        recipient_name=None if recipient is None else masking.name(recipient.name),
    )


def _facts(order: models.Order) -> contracts.OrderFacts:
    return contracts.OrderFacts(
        id=order.id,
        number=order.number,
        subject_id=order.subject_id,
        account_id=order.account_id,
        status=OrderStatus(order.status),
        placed_at=order.created_at,
        version=order.version,
    )
