"""For each query: somebody who may ask it, and so many rows of their own to answer with.

Rows are copies of one that was made through the door: what is shown here is about reading them. A query without an
entry fails the suite.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models as django_models

from shop_api import urls  # noqa: F401 - importing the addresses registers every route and field
from shop_api.accounts.models import AccountAddress
from shop_api.catalog.models import Stock
from shop_api.gate import disclosures
from shop_api.gate.models import OutboxEvent, RateCounter
from shop_api.orders import models as orders
from shop_api.reviews.models import Review
from shop_api.support import models as support
from shop_api.values.identifiers import new_id, new_number
from shop_api.values.purposes import FLAGS
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Caller
from tests.shop_api.invariants.cast import PERSON, Cast, an_old_moment, done
from tests.shop_api.invariants.writes import Asked

Fill = Callable[[Cast, int], Asked]
_filled: dict[str, Fill] = {}


def filled(name: str, cast: Cast, rows: int = 1) -> Asked:
    """Somebody and what they ask for, with so many rows there."""
    return _filled[name](cast, rows)


def known() -> set[str]:
    """Queries that can be tried."""
    return set(_filled)


def _read(fill: Fill) -> Fill:
    _filled[fill.__name__] = fill
    return fill


def copied(row: Any, **changes: Any) -> Any:
    """Another row that says the same but for `changes`; its key is new."""
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    made = type(row)(**{**values, "id": new_id(), **changes})
    made.save(force_insert=True)
    return made


def _spread(row: Any, count: int, change: Callable[[int], dict[str, Any]] = lambda number: {}) -> None:
    """Copies until `count` rows are there, each a second older than the one before."""
    for number in range(1, count):
        copied(row, created_at=row.created_at - timedelta(seconds=number), **change(number))


@_read
def own_profile(cast: Cast, rows: int) -> Asked:
    return Asked(cast.owner)


@_read
def own_addresses(cast: Cast, rows: int) -> Asked:
    _spread(AccountAddress.objects.get(id=cast.address["id"]), rows)
    return Asked(cast.owner)


@_read
def own_sessions(cast: Cast, rows: int) -> Asked:
    for number in range(1, rows):
        accounts.session_token(cast.owner.account, user_agent=f"device {number}")
    return Asked(cast.owner)


@_read
def catalog_(cast: Cast, rows: int) -> Asked:
    for number in range(1, rows):
        catalog.publish(f"kettle-{number}")
    return Asked(cast.stranger)


@_read
def product(cast: Cast, rows: int) -> Asked:
    _publish_variants("kettle", rows)
    return Asked(cast.stranger, {"slug_or_sku": "kettle"})


@_read
def stock_levels(cast: Cast, rows: int) -> Asked:
    row = Stock.objects.get(sku="TEAPOT")
    for number in range(1, rows):
        Stock.objects.create(sku=f"S{number}", on_hand=1, created_at=row.created_at, changed_at=row.changed_at)
    return Asked(cast.stock_keeper)


@_read
def consent_form(cast: Cast, rows: int) -> Asked:
    return Asked(cast.stranger)


@_read
def own_consents(cast: Cast, rows: int) -> Asked:
    """There are only so many flags; the most is all of them."""
    _answer(cast, cast.owner, dict.fromkeys(list(FLAGS)[:rows], True))
    return Asked(cast.owner)


@_read
def consent_receipt(cast: Cast, rows: int) -> Asked:
    """A record with so many events: a mind changed again and again."""
    for number in range(rows):
        _answer(cast, cast.owner, {"marketing_email": number % 2 == 0})
    return Asked(cast.owner, {"id": cast.record_of(cast.owner)})


@_read
def current_cart(cast: Cast, rows: int) -> Asked:
    skus = _publish_variants("kettle", rows)
    line = orders.CartLine.objects.get(cart_id=_cart_of(cast))
    for sku in skus[1:]:
        copied(line, sku=sku)
    return Asked(cast.visitor.caller)


@_read
def own_orders(cast: Cast, rows: int) -> Asked:
    _more_orders(cast, rows)
    return Asked(cast.owner)


@_read
def own_order(cast: Cast, rows: int) -> Asked:
    _more_lines(cast, rows)
    return Asked(cast.owner, {"number": cast.confirmed["number"]})


@_read
def events(cast: Cast, rows: int) -> Asked:
    """Written by transactions that ended long ago: those of this very moment are not shown yet."""
    for number in range(rows):
        OutboxEvent.objects.create(
            sequence=10**9 + number, type="order.placed", occurred_at=an_old_moment(1), data={}, written_by=1
        )
    return Asked(cast.provider)


@_read
def own_reviews(cast: Cast, rows: int) -> Asked:
    _spread(_review(cast), rows, lambda number: {"product": f"kettle-{number}"})
    return Asked(cast.owner)


@_read
def reviews_of(cast: Cast, rows: int) -> Asked:
    assert cast.public_review
    _spread(_review(cast), rows, lambda number: {"account_id": new_id(), "subject_id": new_id()})
    return Asked(cast.stranger, {"sku": "TEAPOT"})


@_read
def reviews_to_moderate(cast: Cast, rows: int) -> Asked:
    _spread(_review(cast), rows, lambda number: {"account_id": new_id(), "subject_id": new_id()})
    return Asked(cast.moderator)


@_read
def staff_self(cast: Cast, rows: int) -> Asked:
    return Asked(cast.supporter)


@_read
def search_orders(cast: Cast, rows: int) -> Asked:
    _more_orders(cast, rows)
    return Asked(cast.supporter, {"q": PERSON["surname"]})


@_read
def staff_order(cast: Cast, rows: int) -> Asked:
    _more_lines(cast, rows)
    return Asked(cast.supporter, {"number": cast.confirmed["number"]})


@_read
def own_threads(cast: Cast, rows: int) -> Asked:
    _more_threads(cast, rows)
    return Asked(cast.owner)


@_read
def staff_threads(cast: Cast, rows: int) -> Asked:
    _more_threads(cast, rows)
    return Asked(cast.supporter)


@_read
def export_consents(cast: Cast, rows: int) -> Asked:
    """There are only so many flags; the most is all of them."""
    return own_consents(cast, rows)


@_read
def own_privacy_request(cast: Cast, rows: int) -> Asked:
    """One request; the others of the same person must cost nothing."""
    _more_requests(cast, rows - 1)
    return Asked(cast.owner, {"number": cast.privacy_request["number"]})


@_read
def own_privacy_requests(cast: Cast, rows: int) -> Asked:
    _more_requests(cast, rows)
    return Asked(cast.owner)


@_read
def my_recipients(cast: Cast, rows: int) -> Asked:
    for number in range(rows):
        disclosures.record(
            disclosures.Line(
                subject_id=cast.owner.account.subject_id,
                recipient="mail",
                country="KZ",
                purpose="account",
                fields=("accounts.Account.email",),
                occasion="password_changed",
                policy_version=1,
            ),
            an_old_moment(number),
        )
    return Asked(cast.owner)


@_read
def my_looks(cast: Cast, rows: int) -> Asked:
    support.Reveal.objects.bulk_create(
        support.Reveal(
            at=an_old_moment(number),
            staff_id=new_id(),
            order_id=new_id(),
            subject_id=cast.owner.account.subject_id,
            fields=["buyer_name"],
            reason="The courier could not read the name.",
        )
        for number in range(rows)
    )
    return Asked(cast.owner)


@_read
def staff_privacy_requests(cast: Cast, rows: int) -> Asked:
    _more_requests(cast, rows)
    return Asked(cast.supporter)


@_read
def find_subject(cast: Cast, rows: int) -> Asked:
    return Asked(cast.supporter, {"order": cast.confirmed["number"]})


@_read
def staff_consents(cast: Cast, rows: int) -> Asked:
    """A mind changed again and again."""
    for number in range(rows):
        _answer(cast, cast.owner, {"marketing_email": number % 2 == 0})
    return Asked(cast.supporter, {"subject_id": str(cast.owner.subject_id)})


@_read
def staff_consent_record(cast: Cast, rows: int) -> Asked:
    """A record with so many events."""
    asked = staff_consents(cast, rows)
    return Asked(cast.supporter, asked.values | {"id": cast.record_of(cast.owner)})


def _more_requests(cast: Cast, count: int) -> None:
    for _ in range(count):
        RateCounter.objects.all().delete()  # a person sends a few of them a day
        done(cast.door.open_privacy_request(as_=cast.owner, right="access", text="Покажите мои данные."))


_filled["catalog"] = _filled.pop("catalog_")  # its name is the factories' module's here


def _answer(cast: Cast, caller: Caller, flags: dict[str, bool]) -> None:
    block = consent.consent_block(cast.door, as_=caller, **flags)
    done(cast.door.give_or_refuse_consents(as_=caller, consent=block))


def _publish_variants(slug: str, count: int) -> list[str]:
    made = catalog.publish(slug, variants=[catalog.variant(f"{slug.upper()}-{number}") for number in range(count)])
    return [str(one["sku"]) for one in made["variants"]]


def _cart_of(cast: Cast) -> UUID:
    return UUID(done(cast.door.current_cart(as_=cast.visitor.caller))["id"])


def _review(cast: Cast) -> Review:
    return Review.objects.get(id=cast.review["id"])


def _more_lines(cast: Cast, rows: int) -> None:
    line = orders.OrderLine.objects.get(order_id=cast.confirmed["id"])
    for number in range(1, rows):
        copied(line, position=line.position + number, sku=f"KETTLE-{number}")


def _more_orders(cast: Cast, rows: int) -> None:
    """Copies of the owner's order, each with its line, contacts and name tokens."""
    order = orders.Order.objects.get(id=cast.confirmed["id"])
    parts: list[django_models.Model] = [
        *orders.OrderLine.objects.filter(order=order),
        *orders.NameToken.objects.filter(order=order),
    ]
    contact, recipient = (one.objects.get(id=order.id) for one in (orders.OrderContact, orders.OrderRecipient))
    for number in range(1, rows):
        at = order.created_at - timedelta(seconds=number)
        made = copied(order, number=new_number(), cart_id=new_id(), created_at=at)
        copied(contact, id=made.id)
        copied(recipient, id=made.id)
        for part in parts:
            key = {"id": None} if isinstance(part, orders.NameToken) else {}
            copied(part, order_id=made.id, **key)


def _more_threads(cast: Cast, rows: int) -> None:
    """Copies of the owner's conversation, each with its message."""
    thread = support.Thread.objects.get(id=cast.thread["id"])
    [message] = support.ThreadMessage.objects.filter(thread=thread)
    for number in range(1, rows):
        at = thread.created_at - timedelta(seconds=number)
        made = copied(thread, number=thread.number[0] + new_number(), created_at=at)
        copied(message, thread_id=made.id, created_at=at)
