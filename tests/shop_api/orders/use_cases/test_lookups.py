"""A guest finds an order again; a stranger learns nothing, not even by the clock."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.orders import models
from tests.shop_api.door import Caller
from tests.shop_api.orders import shopping

pytestmark = pytest.mark.django_db


def code_of_last_letter():
    return shopping.letters("lookup_code")[-1]["parameters"]["code"]


@pytest.mark.parametrize("contact", [{"phone": "8 (701) 234-56-67"}, {"email": "AIGERIM@example.kz"}])
def test_guest_reads_the_order_with_the_code(visitor, contact):
    placed = visitor.order()

    started = visitor.door.look_up_order(number=placed["number"].replace("-", " "), **contact)
    letter = shopping.letters("lookup_code")[-1]
    access = visitor.door.confirm_lookup(lookup_id=started["id"], code=code_of_last_letter())
    guest = Caller({"X-Order-Token": access["token"]})
    shown = visitor.door.own_order(as_=guest, number=access["number"])

    assert letter["to"] == "aigerim@example.kz"
    assert set(started.data) == {"id", "expires_at"}
    assert shown["number"] == placed["number"]
    assert (shown["is_masked"], shown["buyer"]["email"]) == (True, "a***@example.kz")
    assert visitor.door.cancel_order(as_=guest, number=placed["number"])["status"] == "cancelled"


@pytest.mark.parametrize(
    "asked",
    [
        {"phone": "+7 701 000 00 00"},
        {"email": "other@example.kz"},
        {"email": "nonsense"},
        {"number": "4829-3017-7563", "phone": "+7 701 234 56 67"},
        {"number": "nonsense", "phone": "+7 701 234 56 67"},
    ],
)
def test_what_does_not_fit_answers_alike_and_writes_to_nobody(visitor, asked):
    placed = visitor.order()
    with CaptureQueriesContext(connection) as fitting:
        right = visitor.door.look_up_order(number=placed["number"], phone=shopping.BUYER["phone"])

    with CaptureQueriesContext(connection) as strange:
        wrong = visitor.door.look_up_order(**{"number": placed["number"], **asked})

    assert (wrong.status, set(wrong.data), len(wrong.body)) == (right.status, set(right.data), len(right.body))
    assert len(strange) == len(fitting)
    assert len(shopping.letters("lookup_code")) == 1
    [nothing] = shopping.letters("nothing")
    code = nothing["parameters"]["code"]
    assert visitor.door.confirm_lookup(lookup_id=wrong["id"], code=code).error == "orders.lookup_code_wrong"


def test_asking_is_accepted_and_not_yet_done(visitor):
    answer = visitor.door.look_up_order(number="1", phone="+7 701 234 56 67")

    assert answer.status == {"rest": 202, "graphql": 200}[visitor.door.name]


def test_neither_phone_nor_address_is_refused(visitor):
    assert visitor.door.look_up_order(number="1").error == "input.invalid"


def test_code_works_once(visitor):
    placed = visitor.order()
    started = visitor.door.look_up_order(number=placed["number"], phone=shopping.BUYER["phone"])
    code = code_of_last_letter()

    first = visitor.door.confirm_lookup(lookup_id=started["id"], code=code)
    second = visitor.door.confirm_lookup(lookup_id=started["id"], code=code)

    assert (first.error, second.error) == (None, "orders.lookup_code_wrong")


def test_five_wrong_codes_end_the_lookup(visitor):
    placed = visitor.order()
    started = visitor.door.look_up_order(number=placed["number"], phone=shopping.BUYER["phone"])
    right = code_of_last_letter()
    wrong = "000000" if right != "000000" else "111111"

    for _ in range(5):
        answer = visitor.door.confirm_lookup(lookup_id=started["id"], code=wrong)
        assert answer.error == "orders.lookup_code_wrong"

    assert models.Lookup.objects.get(id=started["id"]).tries == 5
    assert visitor.door.confirm_lookup(lookup_id=started["id"], code=right).error == "orders.lookup_code_wrong"


def test_code_ends_after_ten_minutes(visitor):
    placed = visitor.order()
    started = visitor.door.look_up_order(number=placed["number"], phone=shopping.BUYER["phone"])
    row = models.Lookup.objects.get(id=started["id"])
    models.Lookup.objects.update(created_at=row.created_at - timedelta(minutes=10))

    answer = visitor.door.confirm_lookup(lookup_id=started["id"], code=code_of_last_letter())

    assert answer.error == "orders.lookup_code_wrong"


def test_codes_about_one_number_are_few(visitor):
    placed = visitor.order()

    answers = [visitor.door.look_up_order(number=placed["number"], phone=shopping.BUYER["phone"]) for _ in range(6)]

    assert [answer.error for answer in answers] == [None] * 5 + ["rate.limited"]
    assert len(shopping.letters("lookup_code")) == 5


def test_forged_token_opens_nothing(visitor):
    placed = visitor.order()
    forged = Caller({"X-Order-Token": placed["receipt"]["token"][:-2] + "AA"})

    assert visitor.door.own_order(as_=forged, number=placed["number"]).error == "auth.required"


def test_code_is_not_stored_and_the_letter_is_sealed(visitor):
    placed = visitor.order()
    visitor.door.look_up_order(number=placed["number"], phone=shopping.BUYER["phone"])
    code = code_of_last_letter()

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text || row_to_json(m)::text FROM orders_lookup l, gate_outgoingmail m")
        stored = "".join(row[0] for row in cursor.fetchall())
    assert code.encode().hex() not in stored
    assert "aigerim" not in stored


def test_a_stranger_with_another_contact_uses_up_nobodys_codes(visitor):
    placed = visitor.order()
    for _ in range(6):
        visitor.door.look_up_order(number=placed["number"], email="other@example.kz")
    visitor.door.look_up_order(number=placed["number"], email="nonsense")

    assert visitor.door.look_up_order(number=placed["number"], email="other@example.kz").error == "rate.limited"
    assert visitor.door.look_up_order(number=placed["number"], phone=shopping.BUYER["phone"]).error is None
