"""Everybody who can stand at a door, each with credentials as the shop gives them out, and what belongs to them.

A part is made when a test first asks for it, over the door the test is given. What the owner tells the shop holds
`MARKS`, so that a test can look for it where it must not be.
"""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings

from shop_api.gate.models import RateCounter
from shop_api.gate.permissions import Role
from shop_api.gate.use_case import all_use_cases
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.catalog import factories as catalog
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Answer, Caller, Door
from tests.shop_api.orders.shopping import Shopper, visitor
from tests.shop_api.support import factories as staff

PERSON = {"surname": "Меткабаева", "first_name": "Секретия", "patronymic": "Тайнакызы"}
EMAIL = "metka.owner@example.kz"
BUYER = {**PERSON, "email": EMAIL, "phone": "+7 707 765 43 21"}
RECIPIENT = {
    "name": "Укрыт Получатель",
    "phone": "+7 747 123 98 76",
    "city": "Алматы",
    "street": "Потайная 77, кв. 8",
    "postal_code": "050012",
}
REVIEW = "Тихие слова об этом чайнике."
QUESTION = "Шёпотом: когда привезут?"
ADDRESS = {"label": "Дом за тайником", "city": "Астана", "street": "Скрытая 5", "postal_code": "010000", "note": ""}
#: No part of what the owner told the shop may be read by anybody else; digits as they lie after normalising, and the
#: surname as the staff's search spells it.
MARKS = (
    *("Меткабаев", "Секретия", "Тайнакызы", "metka.owner", "765 43 21", "7077654321", "Укрыт", "7471239876"),
    *("metkabaev", "Потайная", "Тихие слова", "Шёпотом", "тайником", "Скрытая"),
)


class Cast:
    """The people of one test, at one door."""

    def __init__(self, door: Door) -> None:
        self.door = door
        consent.publish_policy()
        consent.publish_terms()
        catalog.publish("teapot", stock=1000)

    # Callers

    @cached_property
    def owner(self) -> accounts.Customer:
        """The customer whose things the others must not see."""
        return accounts.customer(**PERSON, email=EMAIL, phone="+77077654321")

    @cached_property
    def other(self) -> accounts.Customer:
        """Another customer, who bought a teapot too."""
        made = accounts.customer()
        Shopper(self.door, made).order()
        return made

    @cached_property
    def stranger(self) -> Caller:
        """Nobody the shop knows."""
        return Caller()

    @cached_property
    def visitor(self) -> Shopper:
        """Somebody with a cart token and a teapot in the cart."""
        made = visitor(self.door)
        done(made.create_cart())
        done(made.add())
        return made

    @cached_property
    def guest(self) -> Caller:
        """Somebody with the receipt link of an order they placed without an account."""
        return self._guest[0]

    @cached_property
    def guest_order(self) -> Answer:
        """The guest's order."""
        return self._guest[1]

    @cached_property
    def _guest(self) -> tuple[Caller, Answer]:
        placed = visitor(self.door).order()
        return Caller({"X-Order-Token": placed["receipt"]["token"]}), placed

    @cached_property
    def provider(self) -> Caller:
        """A system that holds the events secret."""
        return Caller({"Authorization": f"Bearer {settings.EVENTS_SECRET}"})

    @cached_property
    def supporter(self) -> staff.StaffCaller:
        """Staff of the support desk."""
        return staff.caller(Role.SUPPORT)

    @cached_property
    def moderator(self) -> staff.StaffCaller:
        """Staff who read reviews."""
        return staff.caller(Role.MODERATOR)

    @cached_property
    def stock_keeper(self) -> staff.StaffCaller:
        """Staff who count stock."""
        return staff.caller(Role.STOCK_KEEPER)

    @cached_property
    def responsible(self) -> staff.StaffCaller:
        """The responsible person for personal data."""
        return staff.caller(Role.RESPONSIBLE)

    @cached_property
    def idler(self) -> staff.StaffCaller:
        """Staff without a role."""
        return staff.caller(None)

    # What belongs to the owner

    def order(self, **changes: Any) -> Answer:
        """A confirmed order of the owner."""
        wanted = {"buyer": BUYER, "recipient": RECIPIENT, **changes}
        return Shopper(self.door, Caller(dict(self.owner.headers))).order(**wanted)

    @cached_property
    def confirmed(self) -> Answer:
        """An order of the owner that was not handed over yet."""
        return self.order()

    @cached_property
    def delivered(self) -> Answer:
        """An order of the owner that arrived."""
        placed = self.order()
        done(self.door.deliver_order(as_=self.supporter, number=placed["number"]))
        return placed

    @cached_property
    def review(self) -> Answer:
        """A review of the owner that waits for a moderator."""
        assert self.delivered
        block = self.consent("submit_review", self.owner)
        return done(
            self.door.submit_review(as_=self.owner, sku="TEAPOT", stars=4, text=REVIEW, consent=block | _named(block))
        )

    @cached_property
    def public_review(self) -> Answer:
        """The same review, published."""
        waiting = self.review
        return done(
            self.door.publish_review(as_=self.moderator, review_id=waiting["id"], expected_version=waiting["version"])
        )

    @cached_property
    def address(self) -> Answer:
        """An address the owner keeps."""
        block = self.consent("add_address", self.owner)
        return done(self.door.add_address(as_=self.owner, **ADDRESS, consent=block))

    @cached_property
    def thread(self) -> Answer:
        """A conversation of the owner with support about the confirmed order."""
        block = self.consent("write_to_support", self.owner)
        return done(
            self.door.write_to_support(as_=self.owner, number=self.confirmed["number"], text=QUESTION, consent=block)
        )

    @cached_property
    def privacy_request(self) -> Answer:
        """A request of the owner about their data."""
        return done(self.door.open_privacy_request(as_=self.owner, right="information", text=QUESTION))

    @cached_property
    def second_session(self) -> str:
        """The id of another session of the owner."""
        accounts.session_token(self.owner.account, user_agent="another device")
        found = done(self.door.own_sessions(as_=self.owner))
        return next(one["id"] for one in found["data"] if not one["is_current"])

    def record_of(self, caller: Caller) -> str:
        """A consent record of somebody who agreed to something."""
        return str(done(self.door.own_consents(as_=caller))["data"][0]["id"])

    # Consent

    def consent(self, use_case: str, caller: Caller | None = None) -> dict[str, Any]:
        """An answered form with all that a write requires; one flag where it requires none."""
        declared = all_use_cases()[use_case].declared
        assert declared is not None
        required = [flag.value for flag in declared.purposes] or ["marketing_email"]
        return consent.consent_block(self.door, *required, as_=caller)

    def forget_counts(self) -> None:
        """Start rate windows anew: a sweep is a flood, and what it looks for is not the limit."""
        RateCounter.objects.all().delete()


def done(answer: Answer) -> Answer:
    """The answer of something that must go well for a test to mean anything."""
    assert answer.error is None, answer.body
    return answer


def _named(block: dict[str, Any]) -> dict[str, Any]:
    return {"flags": {**block["flags"], "publication": True}}


def leaked(answer: Answer) -> list[str]:
    """Which of the owner's marks stand in an answer, in its body or its headers."""
    said = f"{answer.body!r} {answer.headers!r}"
    return [mark for mark in MARKS if mark.lower() in said.lower()]


def an_old_moment(hours: int) -> datetime:
    """So many hours ago."""
    return datetime.now(UTC) - timedelta(hours=hours)
