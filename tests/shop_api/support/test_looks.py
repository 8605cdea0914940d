"""A person reads who looked at their data in clear: when, at what and why, and nobody by name (P8.2)."""

from datetime import UTC, datetime, timedelta

import pytest

from shop_api.consent.steps import subjects
from shop_api.support import models
from shop_api.values.identifiers import new_id
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Курьер не может дозвониться."
NOW = datetime.now(UTC)


def looks(door, caller, **page):
    answer = door.my_looks(as_=caller, **page)
    assert answer.error is None, answer.body
    return answer["data"]


def look(subject_id, at=NOW, field="buyer_name"):
    models.Reveal.objects.create(
        at=at, staff_id=new_id(), order_id=new_id(), subject_id=subject_id, fields=[field], reason=REASON
    )


def test_a_look_at_contacts_and_one_at_evidence_are_told_without_who_looked(door, supporter):
    shopping.open_shop()
    buyer = accounts.customer()
    placed = shopping.Shopper(door, buyer).order()
    fields = ["buyer_phone", "address"]
    door.reveal_contact(as_=supporter, number=placed["number"], fields=fields, reason=REASON)
    record = door.own_consents(as_=buyer)["data"][0]["id"]
    why = "The person says they never agreed."
    door.reveal_evidence(as_=supporter, subject_id=str(buyer.subject_id), id=record, reason=why)

    told = looks(door, buyer)

    rows = {str(row.id): row for row in models.Reveal.objects.all()}
    assert [datetime.fromisoformat(one["at"]) for one in told] == [rows[one["id"]].at for one in told]
    assert [(one["fields"], one["record"], one["reason"]) for one in told] == [
        (["evidence_name", "evidence_address", "evidence_user_agent"], record, why),
        (fields, None, REASON),
    ]
    assert {frozenset(one) for one in told} == {frozenset({"id", "at", "fields", "record", "reason"})}
    assert str(supporter.id) not in str(told)


def test_nobody_reads_of_looks_at_others(door, supporter):
    customer, other = accounts.customer(), accounts.customer()
    look(other.subject_id)

    assert looks(door, customer) == []
    assert door.my_looks().error == "auth.required"
    assert door.my_looks(as_=supporter).error == "not_found"


def test_a_guest_reads_when_and_at_what_and_the_account_that_claims_the_order_reads_why(door, supporter):
    shopping.open_shop()
    guest = shopping.visitor(door)
    placed = guest.order()
    door.reveal_contact(as_=supporter, number=placed["number"], fields=["buyer_name"], reason=REASON)

    [shown] = looks(door, guest.with_receipt(placed))

    assert (shown["fields"], shown["reason"]) == (["buyer_name"], None)
    assert looks(door, guest.caller) == []
    owner = accounts.customer(email="aigerim@example.kz")
    assert door.claim_order(as_=owner, number=placed["number"]).error is None
    [claimed] = looks(door, owner)
    assert (claimed["id"], claimed["reason"]) == (shown["id"], REASON)


def test_of_a_linked_device_only_looks_before_the_link(door):
    customer, device = accounts.customer(), new_id()
    linked_at = NOW - timedelta(hours=1)
    subjects.link_subjects(of=device, to=customer.subject_id, at=linked_at)
    look(device, linked_at - timedelta(minutes=1), "before")
    look(device, linked_at + timedelta(minutes=1), "after")

    assert [one["fields"] for one in looks(door, customer)] == [["before"]]


def test_newest_first_page_by_page(door):
    customer = accounts.customer()
    for number in range(5):
        look(customer.subject_id, NOW - timedelta(minutes=number), f"field_{number}")

    first = door.my_looks(as_=customer, limit=2)
    second = door.my_looks(as_=customer, limit=2, after=first["page"]["next"])

    assert [one["fields"] for one in first["data"]] == [["field_0"], ["field_1"]]
    assert [one["fields"] for one in second["data"]] == [["field_2"], ["field_3"]]
    assert (first["page"]["has_more"], second["page"]["has_more"]) == (True, True)
    assert door.my_looks(as_=customer, after="nonsense").error == "input.invalid"
