"""Buyers for tests: customers whose order of a product was delivered."""

from dataclasses import dataclass
from typing import Any

from shop_api.gate.permissions import Role
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Answer, Door
from tests.shop_api.orders.shopping import Shopper
from tests.shop_api.support import factories as support


@dataclass
class Buyer:
    """A signed-in customer at a door, and what they say about a teapot."""

    door: Door
    caller: accounts.Customer

    def block(self, *, publication: bool = True, **answers: bool) -> dict[str, Any]:
        """An answered consent form for a review."""
        return consent.consent_block(
            self.door, "review_publication", as_=self.caller, publication=publication, **answers
        )

    def submit(self, *, key: str | None = None, publication: bool = True, **changes: Any) -> Answer:
        """Submit a review of the teapot."""
        wanted = {"sku": "TEAPOT", "stars": 5, "text": "Держит тепло.", **changes}
        if "consent" not in wanted:
            wanted["consent"] = self.block(publication=publication)
        answer: Answer = self.door.submit_review(as_=self.caller, key=key, **wanted)
        return answer

    def edit(self, review: Answer, *, publication: bool = True, **changes: Any) -> Answer:
        """Give a review, as it was answered, new stars and words."""
        wanted = {"review_id": review["id"], "expected_version": review["version"], "stars": 3, "text": "Остывает."}
        wanted |= {"consent": self.block(publication=publication), **changes}
        answer: Answer = self.door.edit_review(as_=self.caller, **wanted)
        return answer


def customer(door: Door, **facts: Any) -> Buyer:
    """A customer who has bought nothing yet."""
    return Buyer(door, accounts.customer(**facts))


def buyer(door: Door, *, is_delivered: bool = True, **facts: Any) -> Buyer:
    """A customer who ordered a teapot and, unless told otherwise, got it."""
    made = customer(door, **facts)
    placed = Shopper(door, made.caller).order()
    if is_delivered:
        delivered = door.deliver_order(as_=support.caller(Role.SUPPORT), number=placed["number"])
        assert delivered.error is None, delivered.body
    return made


def published(door: Door, moderator: support.StaffCaller, review: Answer) -> Answer:
    """Let a moderator publish a review as it was answered."""
    answer: Answer = door.publish_review(as_=moderator, review_id=review["id"], expected_version=review["version"])
    return answer
