"""Shoppers for tests: they do what a frontend does, over the door they are given."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shop_api.gate import mail
from shop_api.gate.models import OutgoingMail
from shop_api.orders import models
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Answer, Caller, Door

BUYER = {
    "surname": "Сейтова",
    "first_name": "Әйгерім",
    "patronymic": "Қанатқызы",
    "email": "Aigerim@Example.KZ",
    "phone": "8 701 234 56 67",
}
RECIPIENT = {
    "name": "Нұрлан Ахметов",
    "phone": "+7 777 111 22 33",
    "city": "Алматы",
    "street": "Абая 10, кв. 5",
    "postal_code": "a01p3k4",
}


def open_shop(stock: int = 10) -> None:
    """Policy and offer are in force, and a teapot at 12,990 tenge is on the shelf."""
    consent.publish_policy()
    consent.publish_terms()
    catalog.publish("teapot", stock=stock)


@dataclass
class Shopper:
    """Somebody with a basket. `caller` carries whatever tokens they have been given."""

    door: Door
    caller: Caller

    def block(self, *flags: str, **answers: bool) -> dict[str, Any]:
        """An answered consent form."""
        return consent.consent_block(self.door, *flags, as_=self.caller, **answers)

    def create_cart(self, **options: Any) -> Answer:
        """Ask for a cart and keep its token."""
        answer: Answer = self.door.create_cart(as_=self.caller, consent=self.block("storefront"), **options)
        if answer.error is None:
            self.caller = self.caller.with_headers(**{"X-Cart-Token": answer["token"]})
        return answer

    def add(self, sku: str = "TEAPOT", quantity: int = 1, **options: Any) -> Answer:
        """Put pieces into the cart."""
        answer: Answer = self.door.add_cart_line(
            as_=self.caller, sku=sku, quantity=quantity, consent=self.block("storefront"), **options
        )
        return answer

    def quote(self, **options: Any) -> Answer:
        """Ask what it costs."""
        answer: Answer = self.door.make_quote(as_=self.caller, consent=self.block("storefront"), **options)
        return answer

    def wish(self, quote: Answer, *flags: str, **changes: Any) -> dict[str, Any]:
        """What placing an order takes, for a quote as it was answered; `changes` replace members."""
        wanted: dict[str, Any] = {
            "quote_id": quote["quote_id"],
            "expected_total": quote["total"],
            "accepted_terms_version": quote["terms_version"],
            "buyer": BUYER,
            "recipient": RECIPIENT,
            **changes,
        }
        if "consent" not in wanted:
            wanted["consent"] = self.block("order_fulfilment", *flags, marketing_email=False)
        return wanted

    def place(self, quote: Answer, *flags: str, key: str | None = None, **changes: Any) -> Answer:
        """Order what was quoted."""
        answer: Answer = self.door.place_order(as_=self.caller, key=key, **self.wish(quote, *flags, **changes))
        return answer

    def order(self, quantity: int = 1, **changes: Any) -> Answer:
        """The whole way, from nothing to an order of teapots."""
        assert self.create_cart().error is None
        assert self.add(quantity=quantity).error is None
        quote = self.quote()
        assert quote.error is None, quote.body
        placed = self.place(quote, **changes)
        assert placed.error is None, placed.body
        return placed

    def with_receipt(self, placed: Answer) -> Caller:
        """The guest who follows the link of the placing answer."""
        return self.caller.with_headers(**{"X-Order-Token": placed["receipt"]["token"]})


def visitor(door: Door) -> Shopper:
    """Somebody the shop has never seen."""
    return Shopper(door, Caller())


def letters(kind: str) -> list[dict[str, Any]]:
    """Letters of a kind that wait to be sent, opened, in the order in which they were decided."""
    return [mail.opened(row) for row in OutgoingMail.objects.filter(kind=kind).order_by("created_at", "id")]


def stored(placed: Answer) -> models.Order:
    """The row of an order that was placed."""
    return models.Order.objects.get(id=UUID(placed["id"]))
