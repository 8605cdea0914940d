"""What the table of withdrawals says happens at once, done: each effect of each flag, through both doors."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from shop_api.adapters import disclosing, recipients, sending
from shop_api.consent import rules
from shop_api.doors import mail_outbox
from shop_api.gate import mail
from shop_api.gate.models import AuditRow, Disclosure, OutgoingMail
from shop_api.gate.permissions import Role
from shop_api.orders import models as orders
from shop_api.values.purposes import FLAGS, Flag, Purpose
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Answer, Door
from tests.shop_api.orders import shopping
from tests.shop_api.reviews import buyers
from tests.shop_api.support import factories as staff

pytestmark = pytest.mark.django_db(transaction=True)

BOTH = ("third_party_transfer", "cross_border_transfer")
Proof = Callable[[Door], None]


@pytest.fixture(autouse=True)
def _shop(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)
    settings.WHATSAPP_OUTBOX = str(tmp_path)
    shopping.open_shop(stock=20)


def withdraw(door: Door, caller: Any, flag: str) -> None:
    answer = door.withdraw_consent(as_=caller, flags=[flag])
    assert answer.error is None, answer.body
    listed = {one["flag"]: one["state"] for one in door.own_consents(as_=caller)["data"]}
    assert listed[flag] == "withdrawn"


def refused_unless_given_anew(write: Callable[..., Answer], flag: str, before: dict[str, int]) -> None:
    """A write that needs the flag is refused without a new yes, and stores nothing."""
    answer = write(**{flag: False})
    assert answer.error == "consent.required", answer.body
    assert rows.left_behind(before) == {}


def a_cart_cannot_be_changed(door: Door) -> None:
    visitor = shopping.visitor(door)
    visitor.create_cart()
    withdraw(door, visitor.caller, "storefront")
    before = rows.snapshot()

    def add(**answers: bool) -> Answer:
        block = consent.consent_block(door, as_=visitor.caller, **answers)
        return door.add_cart_line(as_=visitor.caller, sku="TEAPOT", quantity=1, consent=block)

    refused_unless_given_anew(add, "storefront", before)


def a_profile_cannot_be_changed(door: Door) -> None:
    customer = accounts.customer()
    block = consent.consent_block(door, as_=customer, account=True)
    assert door.give_or_refuse_consents(as_=customer, consent=block).error is None
    withdraw(door, customer, "account")
    version = door.own_profile(as_=customer)["version"]
    before = rows.snapshot()

    def change(**answers: bool) -> Answer:
        block = consent.consent_block(door, as_=customer, **answers)
        return door.update_profile(as_=customer, first_name="Алия", expected_version=version, consent=block)

    refused_unless_given_anew(change, "account", before)


def no_order_is_placed(door: Door) -> None:
    shopper = shopping.Shopper(door, accounts.customer())
    placed = shopper.order()
    assert door.deliver_order(as_=staff.caller(Role.SUPPORT), number=placed["number"]).error is None
    withdraw(door, shopper.caller, "order_fulfilment")
    shopper.create_cart()
    shopper.add()
    quote = shopper.quote()
    before = rows.snapshot()

    def place(**answers: bool) -> Answer:
        block = consent.consent_block(door, as_=shopper.caller, marketing_email=False, **answers)
        return shopper.place(quote, consent=block)

    refused_unless_given_anew(place, "order_fulfilment", before)
    assert orders.Order.objects.count() == 1


def a_conversation(door: Door) -> tuple[shopping.Shopper, Answer, Answer]:
    shopper = shopping.Shopper(door, accounts.customer())
    placed = shopper.order()
    asked = door.write_to_support(
        as_=shopper.caller, number=placed["number"], text="Когда привезут?", consent=shopper.block("support")
    )
    assert asked.error is None, asked.body
    return shopper, placed, asked


def no_message_is_written(door: Door) -> None:
    shopper, placed, _ = a_conversation(door)
    withdraw(door, shopper.caller, "support")
    before = rows.snapshot()

    def write(**answers: bool) -> Answer:
        block = consent.consent_block(door, as_=shopper.caller, **answers)
        return door.write_to_support(as_=shopper.caller, number=placed["number"], text="И ещё.", consent=block)

    refused_unless_given_anew(write, "support", before)


def no_staff_answer(door: Door) -> None:
    shopper, _, asked = a_conversation(door)
    withdraw(door, shopper.caller, "support")

    answer = door.answer_thread(as_=staff.caller(Role.SUPPORT), thread=asked["number"], text="Завтра.")

    assert answer.error == "consent.not_standing"


def reviews_are_hidden(door: Door) -> None:
    buyer = buyers.buyer(door)
    buyers.published(door, staff.caller(Role.MODERATOR), buyer.submit())
    assert len(door.reviews_of(sku="TEAPOT", locale="ru")["data"]) == 1

    withdraw(door, buyer.caller, "review_publication")

    assert door.reviews_of(sku="TEAPOT", locale="ru")["data"] == []


def the_author_is_hidden(door: Door) -> None:
    buyer = buyers.buyer(door)
    buyers.published(door, staff.caller(Role.MODERATOR), buyer.submit())

    withdraw(door, buyer.caller, "publication")

    (shown,) = door.reviews_of(sku="TEAPOT", locale="ru")["data"]
    assert shown["is_anonymous"] is True


def no_advertising_leaves(door: Door) -> None:
    """No letter advertises yet; one that did would be asked for this consent when it leaves."""
    customer = accounts.customer()
    about = disclosing.Transfer(
        subject_id=customer.account.subject_id, recipient="mail", purpose=Purpose.MARKETING_EMAIL,
        occasion="news", fields=frozenset({"accounts.Account.email"}),
    )  # fmt: skip
    known = recipients.registered()
    told = tuple(dataclasses.replace(one, purposes=(*one.purposes, Purpose.MARKETING_EMAIL)) for one in known)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipients, "registered", lambda: told)
        block = consent.consent_block(door, as_=customer, marketing_email=True)
        assert door.give_or_refuse_consents(as_=customer, consent=block).error is None
        disclosing.disclose(about, datetime.now(UTC))
        assert Disclosure.objects.count() == 1

        withdraw(door, customer, "marketing_email")

        with pytest.raises(disclosing.DisclosureRefused) as refused:
            disclosing.disclose(about, datetime.now(UTC))
    assert refused.value.reason is disclosing.Reason.PURPOSE_NOT_STANDING
    assert Disclosure.objects.count() == 1


def nothing_is_transferred(flag: str) -> Proof:
    def proof(door: Door) -> None:
        shopper = shopping.Shopper(door, accounts.customer())
        shopper.create_cart()
        shopper.add()
        told = {**shopping.RECIPIENT, "whatsapp": "+7 701 000 11 22"}
        placed = shopper.place(shopper.quote(), *BOTH, recipient=told)
        assert placed.error is None, placed.body

        withdraw(door, shopper.caller, flag)
        for letter_id in OutgoingMail.objects.values_list("id", flat=True):
            sending.send(letter_id, datetime.now(UTC))

        assert list(mail_outbox.messages()) == []
        assert list(Disclosure.objects.filter(recipient="whatsapp")) == []
        (row,) = AuditRow.objects.filter(outcome="disclosure.switch_not_standing")
        assert row.details["missing"] == [flag]

    return proof


PROOFS: dict[str, Proof] = {
    "cart_unchangeable": a_cart_cannot_be_changed,
    "profile_unchangeable": a_profile_cannot_be_changed,
    "no_new_order": no_order_is_placed,
    "no_message": no_message_is_written,
    "no_answer_by_staff": no_staff_answer,
    "reviews_hidden": reviews_are_hidden,
    "author_hidden": the_author_is_hidden,
    "no_marketing_letter": no_advertising_leaves,
    "no_transfer": nothing_is_transferred("third_party_transfer"),
    "no_transfer_abroad": nothing_is_transferred("cross_border_transfer"),
}


@pytest.mark.parametrize("effect", PROOFS)
def test_an_effect_happens_at_once(door: Door, effect: str) -> None:
    PROOFS[effect](door)


def test_every_flag_and_effect_of_the_table_is_proven_above() -> None:
    flags: set[Flag] = {row.flag for row in rules.WITHDRAWALS}

    assert flags == set(FLAGS.values())
    assert {effect for row in rules.WITHDRAWALS for effect in row.effects} == set(PROOFS)
