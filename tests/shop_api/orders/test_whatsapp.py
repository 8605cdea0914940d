"""An order with a WhatsApp contact: asked for, written to, and not written to once the person says no."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail as django_mail

from shop_api.adapters import sending
from shop_api.doors import mail_outbox
from shop_api.gate.models import AuditRow, Disclosure, OutgoingMail
from shop_api.gate.permissions import Role
from shop_api.orders import models
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent.factories import consent_block
from tests.shop_api.orders import shopping
from tests.shop_api.support import factories as staff

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
WHATSAPP = "+7 701 000 11 22"
RECIPIENT = {**shopping.RECIPIENT, "whatsapp": WHATSAPP}
BOTH = ("third_party_transfer", "cross_border_transfer")


@pytest.fixture(autouse=True)
def _outbox(tmp_path: Any, settings: Any) -> None:
    settings.WHATSAPP_OUTBOX = str(tmp_path)


def ordered(shopper: shopping.Shopper, *flags: str, recipient: Any = RECIPIENT) -> Any:
    """Place an order of a teapot for somebody with WhatsApp."""
    assert shopper.create_cart().error is None
    assert shopper.add().error is None
    quote = shopper.quote()
    return shopper.place(quote, *flags, recipient=recipient)


def work() -> None:
    """Do what the worker does with all that waits."""
    for letter_id in OutgoingMail.objects.order_by("created_at", "id").values_list("id", flat=True):
        sending.send(letter_id, NOW)


def messages() -> list[tuple[str, str]]:
    return sorted((one.to, one.text) for one in mail_outbox.messages())


def lines(recipient: str = "whatsapp") -> list[tuple[Any, ...]]:
    found = Disclosure.objects.filter(recipient=recipient).order_by("created_at", "id")
    return [(row.subject_id, row.country, row.purpose, row.fields, row.occasion) for row in found]


@pytest.mark.parametrize("who", ["customer", "visitor"])
def test_with_both_flags_a_message_leaves_and_one_line_says_so(
    who: str, customer: shopping.Shopper, visitor: shopping.Shopper
) -> None:
    """Proves P3.2, P6.1 and P7.1: flag → sent and logged, with those fields and no values."""
    shopper = {"customer": customer, "visitor": visitor}[who]
    placed = ordered(shopper, *BOTH)
    assert placed.error is None, placed.body

    work()

    said = f"Infini: заказ {placed['number']} принят. На это сообщение не отвечают, вопросы задайте в магазине."
    assert messages() == [("+77010001122", said)]
    subject_id = shopping.stored(placed).subject_id
    fields = ["orders.Order.number", "orders.OrderRecipient.whatsapp"]
    assert lines() == [(subject_id, "IE", "order_fulfilment", fields, "order_placed")]
    [letter] = django_mail.outbox
    assert letter.to == ["aigerim@example.kz"]
    assert [line[0] for line in lines("mail")] == [subject_id]
    kept = str(list(Disclosure.objects.values()))
    marks = ("7010001122", placed["number"], placed["number"].replace("-", ""), "Ахметов", "Абая")
    assert not any(mark in kept for mark in marks)
    assert not any(mark in messages()[0][1] for mark in ("Ахметов", "Абая", "чайник", "12990"))


@pytest.mark.parametrize("flags", [(), BOTH[:1], BOTH[1:]])
def test_without_a_flag_nothing_is_stored(customer: shopping.Shopper, flags: tuple[str, ...]) -> None:
    """Proves P3.2 and P7.1: a WhatsApp contact without its flags is refused."""
    assert customer.create_cart().error is None
    assert customer.add().error is None
    quote = customer.quote()
    block = customer.block("order_fulfilment", *flags, marketing_email=False)
    before = rows.snapshot()

    refused = customer.place(quote, consent=block, recipient=RECIPIENT)

    assert refused.error == "consent.required"
    assert refused.status == (422 if customer.door.name == "rest" else 200)
    assert rows.left_behind(before) == {}


@pytest.mark.parametrize("flag", BOTH)
@pytest.mark.parametrize("who", ["customer", "visitor"])
def test_what_was_withdrawn_before_the_worker_ran_is_not_sent(
    who: str, flag: str, customer: shopping.Shopper, visitor: shopping.Shopper
) -> None:
    """Proves P7.1: withdrawn → refused again; the reason is kept, nothing waits, nothing is tried again."""
    shopper = {"customer": customer, "visitor": visitor}[who]
    placed = ordered(shopper, *BOTH)
    caller = shopper.caller if who == "customer" else shopper.with_receipt(placed)

    withdrawn = shopper.door.withdraw_consent(as_=caller, flags=[flag])
    assert withdrawn.error is None, withdrawn.body
    work()

    assert (messages(), lines(), OutgoingMail.objects.count()) == ([], [], 0)
    [row] = AuditRow.objects.filter(use_case="send_letter")
    assert (row.outcome, row.actor_kind, row.actor_id) == ("disclosure.switch_not_standing", "clock", None)
    assert row.details == {"kind": "order_placed", "recipient": "whatsapp", "missing": [flag]}
    # The letter needs no switch: its service stands at home and acts for the shop.
    assert len(django_mail.outbox) == len(lines("mail")) == 1


@pytest.mark.parametrize("flag", BOTH)
def test_what_the_account_withdrew_after_claiming_the_order_is_not_sent(visitor: shopping.Shopper, flag: str) -> None:
    """The message waits under the guest's name; the word of whoever the guest turned out to be holds."""
    placed = ordered(visitor, *BOTH)
    owner = accounts.customer(email="aigerim@example.kz")
    assert visitor.door.claim_order(as_=owner, number=placed["number"]).error is None
    assert visitor.door.withdraw_consent(as_=owner, flags=[flag]).error is None

    work()

    assert (messages(), lines(), OutgoingMail.objects.count()) == ([], [], 0)
    [row] = AuditRow.objects.filter(use_case="send_letter")
    assert row.details == {"kind": "order_placed", "recipient": "whatsapp", "missing": [flag]}


def test_what_an_account_said_no_to_before_a_guest_said_yes_is_sent(visitor: shopping.Shopper) -> None:
    """The newest word of a person holds, whichever of their names it was said under."""
    owner = accounts.customer(email="aigerim@example.kz")
    no = consent_block(visitor.door, as_=owner, **dict.fromkeys(BOTH, False))
    assert visitor.door.give_or_refuse_consents(as_=owner, consent=no).error is None
    placed = ordered(visitor, *BOTH)
    assert visitor.door.claim_order(as_=owner, number=placed["number"]).error is None

    work()

    assert len(messages()) == len(lines()) == 1


def test_a_new_yes_lets_the_next_message_leave(customer: shopping.Shopper) -> None:
    placed = ordered(customer, *BOTH)
    customer.door.withdraw_consent(as_=customer.caller, flags=[BOTH[1]])
    work()
    block = customer.block(BOTH[1])
    assert customer.door.give_or_refuse_consents(as_=customer.caller, consent=block).error is None

    cancelled = customer.door.cancel_order(as_=customer.caller, number=placed["number"])
    assert cancelled.error is None, cancelled.body
    work()

    said = f"Infini: заказ {placed['number']} отменён. Ничего не привезут, и платить ничего не нужно."
    assert messages() == [("+77010001122", said)]
    assert [line[4] for line in lines()] == ["order_cancelled"]


def test_staff_who_cancel_send_the_message_too_and_the_line_is_the_customers(customer: shopping.Shopper) -> None:
    placed = ordered(customer, *BOTH)
    number = placed["number"]
    done = customer.door.cancel_order_for_customer(
        as_=staff.caller(Role.SUPPORT), number=number, reason="customer_asked"
    )
    assert done.error is None, done.body

    work()

    assert {line[4] for line in lines()} == {"order_placed", "order_cancelled"}
    assert {line[0] for line in lines()} == {shopping.stored(placed).subject_id}


def test_without_a_contact_no_message_is_made(customer: shopping.Shopper) -> None:
    placed = ordered(customer, *BOTH, recipient=shopping.RECIPIENT)
    assert placed.error is None, placed.body

    work()

    assert (messages(), lines()) == ([], [])


def test_a_contact_whose_row_is_erased_gets_no_message(customer: shopping.Shopper) -> None:
    placed = ordered(customer, *BOTH)
    work()
    models.OrderRecipient.objects.all().delete()

    customer.door.cancel_order(as_=customer.caller, number=placed["number"])
    work()

    assert [line[4] for line in lines()] == ["order_placed"]


def test_a_shop_that_sends_no_messages_takes_no_whatsapp_contact(customer: shopping.Shopper, settings: Any) -> None:
    """What nothing uses is not collected (law 94-V art. 7(9)); without it the order goes through."""
    settings.WHATSAPP_SENDER = ""
    assert customer.create_cart().error is None
    assert customer.add().error is None
    quote = customer.quote()
    before = rows.snapshot()

    refused = customer.place(quote, *BOTH, recipient=RECIPIENT)

    assert (refused.error, refused.fields) == ("orders.whatsapp_off", ["/recipient/whatsapp"])
    left = rows.left_behind(before)
    assert left == {"gate_idempotencykey": 1}  # a refusal by a rule keeps its key, which holds no personal data
    assert customer.place(quote, recipient=shopping.RECIPIENT).error is None


def test_a_number_is_written_to_so_often_and_the_order_goes_on(customer: shopping.Shopper, monkeypatch: Any) -> None:
    from shop_api.gate import throttle
    from shop_api.orders.steps import letters

    monkeypatch.setattr(letters, "LETTERS_TO_ONE", throttle.Limit(1, 86_400))
    first = ordered(customer, *BOTH)
    second = ordered(customer, *BOTH)

    assert (first.error, second.error) == (None, None)
    work()
    assert len(messages()) == len(django_mail.outbox) == 1
