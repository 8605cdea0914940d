"""Who received my data: one's own lines, those of devices and orders that became one's own, nobody else's (P10.1)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shop_api.adapters import sending
from shop_api.consent.steps import subjects
from shop_api.gate import disclosures, mail
from shop_api.gate.models import OutgoingMail
from shop_api.values.identifiers import new_id
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.door import Caller, Door
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


def line(subject_id: UUID | None, at: datetime = NOW, occasion: str = "password_changed") -> None:
    disclosures.record(
        disclosures.Line(
            subject_id=subject_id,
            recipient="mail",
            country="KZ",
            purpose="account",
            fields=("accounts.Account.email",),
            occasion=occasion,
            policy_version=4,
        ),
        at,
    )


def occasions(door: Door, caller: Caller, **page: Any) -> list[str]:
    answer = door.my_recipients(as_=caller, **page)
    assert answer.error is None, answer.body
    return [one["occasion"] for one in answer["data"]]


def test_a_line_says_who_what_why_and_when_and_no_value(door: Door) -> None:
    customer = accounts.customer()
    line(customer.account.subject_id)

    [shown] = door.my_recipients(as_=customer)["data"]

    at = datetime.fromisoformat(shown.pop("at"))
    assert at == NOW
    assert isinstance(shown.pop("id"), str)
    assert shown == {
        "recipient": "mail",
        "country": "KZ",
        "purpose": "account",
        "fields": ["accounts.Account.email"],
        "occasion": "password_changed",
        "policy_version": 4,
    }


def test_nobody_sees_the_lines_of_others_or_of_nobody(door: Door) -> None:
    customer, other = accounts.customer(), accounts.customer()
    line(other.account.subject_id)
    line(None)

    assert occasions(door, customer) == []


def test_a_stranger_is_asked_who_they_are(door: Door) -> None:
    line(None)

    assert door.my_recipients().error == "auth.required"


def test_newest_first_page_by_page(door: Door) -> None:
    customer = accounts.customer()
    for number in range(5):
        line(customer.account.subject_id, NOW - timedelta(minutes=number), f"kind_{number}")

    first = door.my_recipients(as_=customer, limit=2)
    second = door.my_recipients(as_=customer, limit=2, after=first["page"]["next"])

    assert [one["occasion"] for one in first["data"]] == ["kind_0", "kind_1"]
    assert [one["occasion"] for one in second["data"]] == ["kind_2", "kind_3"]
    assert (first["page"]["has_more"], second["page"]["has_more"]) == (True, True)
    assert door.my_recipients(as_=customer, after="nonsense").error == "input.invalid"


def test_of_a_linked_device_only_what_left_before_the_link(door: Door) -> None:
    """Devices are shared: what left afterwards may be about whoever holds it then."""
    customer, device = accounts.customer(), new_id()
    linked_at = NOW - timedelta(hours=1)
    subjects.link_subjects(of=device, to=customer.account.subject_id, at=linked_at)
    line(device, linked_at - timedelta(minutes=1), "before")
    line(device, linked_at + timedelta(minutes=1), "after")
    line(customer.account.subject_id, NOW, "own")

    assert occasions(door, customer) == ["own", "before"]


def test_of_a_claimed_order_what_left_afterwards_too_and_of_its_device_what_left_before(door: Door) -> None:
    """An order has one buyer, so a letter that waited while it was claimed is about the account."""
    customer, device, order = accounts.customer(), new_id(), new_id()
    placed_at, claimed_at = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    subjects.link_subjects(of=device, to=order, at=placed_at)
    subjects.link_subjects(of=order, to=customer.account.subject_id, at=claimed_at)
    line(device, placed_at - timedelta(minutes=1), "device_before")
    line(device, placed_at + timedelta(minutes=1), "device_after")
    line(order, claimed_at - timedelta(minutes=1), "order_before")
    line(order, claimed_at + timedelta(minutes=1), "order_after")

    assert occasions(door, customer) == ["order_after", "order_before", "device_before"]


def test_a_letter_that_leaves_after_its_order_was_claimed_stands_in_the_accounts_list(door: Door) -> None:
    shopping.open_shop()
    placed = shopping.visitor(door).order()
    owner = accounts.customer(email="aigerim@example.kz")
    assert door.claim_order(as_=owner, number=placed["number"]).error is None

    _work()

    assert occasions(door, owner) == ["order_placed"]


def test_guests_see_the_letter_about_their_order_and_so_does_the_account_that_claims_it(door: Door) -> None:
    shopping.open_shop()
    guest = shopping.visitor(door)
    placed = guest.order()
    _work()
    with_link = guest.with_receipt(placed)

    [shown] = door.my_recipients(as_=with_link)["data"]
    assert (shown["recipient"], shown["purpose"], shown["occasion"]) == ("mail", "order_fulfilment", "order_placed")
    assert shown["fields"] == [
        "orders.Order.cash_minor",
        "orders.Order.number",
        "orders.OrderContact.email",
        "orders.OrderLine.quantity",
        "orders.OrderLine.titles",
    ]
    # The cart's token alone opens the device, which received nothing.
    assert occasions(door, guest.caller) == []

    owner = accounts.customer(email="aigerim@example.kz")
    assert occasions(door, owner) == []
    claimed = door.claim_order(as_=owner, number=placed["number"])
    assert claimed.error is None, claimed.body
    assert occasions(door, owner) == ["order_placed"]


@pytest.mark.parametrize("known", [False, True])
def test_letters_of_sign_ups_and_resets_are_about_the_owner_of_the_address(door: Door, known: bool) -> None:
    from shop_api.accounts.models import Account
    from tests.shop_api.consent import factories as consent

    consent.publish_policy()
    email = "owner@example.kz"
    if known:
        accounts.account(email=email)
    told = {"email": email, "password": "tulips by the river 9", "surname": "Сейтова", "first_name": "Айгерім"}
    block = consent.consent_block(door, "account")
    assert door.sign_up(**told, language="ru", age_band="adult", consent=block).error is None
    assert door.request_password_reset(email=email).error is None

    posted = [mail.opened(row) | {"kind": row.kind} for row in OutgoingMail.objects.order_by("created_at", "id")]

    owner = Account.objects.get(email=email).subject_id
    assert [(one["kind"], one["subject_id"]) for one in posted] == (
        [("account_exists", owner), ("password_reset", owner)]
        if known
        else [("verify_email", owner), ("nothing", None)]
    )


def _work() -> None:
    for letter_id in OutgoingMail.objects.values_list("id", flat=True):
        sending.send(letter_id, datetime.now(UTC))
