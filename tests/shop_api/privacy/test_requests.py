"""Requests of data subjects: a number and a clock, an answer or a refusal with its article (P10.1, P10.2)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop_api.gate import mail, throttle
from shop_api.gate.models import OutgoingMail
from shop_api.gate.permissions import Role
from shop_api.privacy import models, rules
from shop_api.privacy.contracts import Handler, Right
from shop_api.privacy.use_cases import open_privacy_request as opening
from shop_api.values.clock import day_in_almaty
from tests.shop_api import rows
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import factories as consent
from tests.shop_api.orders import shopping
from tests.shop_api.support import factories as support
from tests.shop_api.support.pages.browsing import desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch):
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


@pytest.fixture
def customer(transactional_db):
    consent.publish_policy()
    return accounts.customer(language="kk")


@pytest.fixture
def supporter(transactional_db):
    return support.caller(Role.SUPPORT)


def letters():
    return [(one.kind, mail.opened(one)) for one in OutgoingMail.objects.order_by("created_at", "id")]


def test_a_request_gets_a_number_a_clock_and_a_letter(door, customer):
    answer = door.open_privacy_request(as_=customer, right="deletion", text="Удалите всё.")

    row = models.PrivacyRequest.objects.get()
    assert answer["number"].startswith("R")
    assert rules.bare_request_number(answer["number"]) == row.number
    assert (answer["status"], answer["policy_version"]) == ("open", 1)
    assert row.due_on == rules.due(Right.DELETION, day_in_almaty(row.created_at)).on
    assert answer["due_on"] == row.due_on.isoformat()
    ((kind, letter),) = letters()
    assert (kind, letter["to"]) == ("privacy_request", customer.email)
    assert letter["parameters"]["number"] == answer["number"]


def test_words_and_address_lie_encrypted(door, customer):
    door.open_privacy_request(as_=customer, right="access", text="Что вы знаете обо мне?")

    with connection.cursor() as cursor:
        cursor.execute("SELECT email, text FROM privacy_privacyrequest")
        ((email, text),) = cursor.fetchall()
    assert customer.email not in str(email)
    assert "знаете" not in str(text)


def test_a_visitor_with_a_cart_gives_an_address_and_a_stranger_is_nobody(door, transactional_db):
    shopping.open_shop(stock=5)
    visitor = shopping.visitor(door)
    visitor.create_cart()

    assert door.open_privacy_request(right="access", email="a@example.kz").error == "auth.required"
    missing = door.open_privacy_request(as_=visitor.caller, right="access")
    assert (missing.error, missing.fields) == ("input.invalid", ["/email"])
    assert door.open_privacy_request(as_=visitor.caller, right="access", email="a@example.kz").error is None


def ask_from_a_new_cart(door, email):
    visitor = shopping.visitor(door)
    visitor.create_cart()
    return door.open_privacy_request(as_=visitor.caller, right="access", email=email)


def test_one_address_gets_three_letters_an_hour_however_many_carts_ask(door, transactional_db):
    """Else anybody could fill a stranger's mailbox: a new cart costs nothing."""
    shopping.open_shop(stock=5)
    asked = [
        ask_from_a_new_cart(door, email) for email in ("victim@example.kz", "Victim@Example.KZ", "victim@example.kz")
    ]
    late = shopping.visitor(door)
    late.create_cart()
    before = rows.snapshot()

    refused = door.open_privacy_request(as_=late.caller, right="access", email="victim@example.kz")

    assert [one.error for one in asked] == [None] * 3
    assert (refused.error, refused.status) == ("rate.limited", 429 if door.name == "rest" else 200)
    if door.name == "rest":
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert set(rows.left_behind(before)) <= {"gate_ratecounter"}
    assert [kind for kind, _ in letters()] == ["privacy_request"] * 3
    assert ask_from_a_new_cart(door, "another@example.kz").error is None


def test_one_network_address_writes_to_so_many_mailboxes(door, transactional_db, monkeypatch):
    monkeypatch.setattr(opening, "OF_AN_ADDRESS", throttle.Limit(2, 3600))
    shopping.open_shop(stock=5)

    asked = [ask_from_a_new_cart(door, f"victim{number}@example.kz") for number in range(3)]

    assert [one.error for one in asked] == [None, None, "rate.limited"]
    assert models.PrivacyRequest.objects.count() == 2


def test_ones_own_address_is_not_used_up_by_others(door, customer):
    shopping.open_shop(stock=5)
    for _ in range(3):
        assert ask_from_a_new_cart(door, customer.email).error is None

    assert door.open_privacy_request(as_=customer, right="access", email="ignored@example.kz").error is None


def test_others_see_nothing_of_it(door, customer):
    opened = door.open_privacy_request(as_=customer, right="access")
    stranger = accounts.customer()

    assert door.own_privacy_request(as_=stranger, number=opened["number"]).error == "not_found"
    assert door.own_privacy_requests(as_=stranger)["data"] == []
    assert door.own_privacy_request(as_=customer, number=opened["number"])["number"] == opened["number"]
    assert door.staff_privacy_requests(as_=customer).error == "not_found"
    assert door.answer_privacy_request(as_=customer, number=opened["number"], text="x").error == "not_found"


def test_staff_answer_once_and_the_letter_carries_it(door, customer, supporter):
    opened = door.open_privacy_request(as_=customer, right="access", text="Что вы храните?")

    answered = door.answer_privacy_request(as_=supporter, number=opened["number"], text="Имя и почту.")
    again = door.answer_privacy_request(as_=supporter, number=opened["number"], text="Ещё.")

    assert (answered["status"], answered["overdue"]) == ("answered", False)
    assert again.error == "privacy.request_answered"
    seen = door.own_privacy_request(as_=customer, number=opened["number"])
    assert (seen["status"], seen["answer"], seen["article"]) == ("answered", "Имя и почту.", None)
    assert [kind for kind, _ in letters()] == ["privacy_request", "privacy_answer"]
    assert [one.status for one in models.PrivacyRequestEvent.objects.order_by("version")] == ["open", "answered"]


def test_a_refusal_names_the_article(door, customer, supporter):
    opened = door.open_privacy_request(as_=customer, right="deletion")

    door.answer_privacy_request(
        as_=supporter, number=opened["number"], text="Заказ ещё не доставлен.", article="ст. 8(2) закона 94-V"
    )

    seen = door.own_privacy_request(as_=customer, number=opened["number"])
    assert (seen["status"], seen["article"]) == ("refused", "ст. 8(2) закона 94-V")
    assert letters()[-1][0] == "privacy_refusal"


def test_a_repeated_key_makes_one_request(door, customer):
    key = "privacy-" + "0" * 16

    first = door.open_privacy_request(as_=customer, key=key, right="access")
    again = door.open_privacy_request(as_=customer, key=key, right="access")

    assert (again.is_replay, again["number"]) == (True, first["number"])
    assert models.PrivacyRequest.objects.count() == 1


def test_a_refused_request_stores_nothing(door, customer):
    before = rows.snapshot()

    assert door.open_privacy_request(as_=customer, right="soul").status == 400

    assert rows.left_behind(before) == {}


def test_the_queue_costs_the_same_for_one_and_for_many(door, customer, supporter):
    door.open_privacy_request(as_=customer, right="access")
    with CaptureQueriesContext(connection) as one:
        assert len(door.staff_privacy_requests(as_=supporter)["data"]) == 1
    for right in Right:
        door.open_privacy_request(as_=customer, right=right.value)
    with CaptureQueriesContext(connection) as many:
        assert len(door.staff_privacy_requests(as_=supporter)["data"]) == 9

    assert len(one) == len(many)


def test_the_desk_shows_the_queue_and_answers(customer):
    from tests.shop_api.door import Door

    opened = Door("rest").open_privacy_request(as_=customer, right="objection", text="Решил человек?")
    browser = desk()

    browser.open("/support/privacy")
    assert opened["number"] in browser.text
    assert "Решил человек?" in browser.text
    browser.press(f"/support/privacy/{opened['number']}/answer", text="Да, человек.")

    assert "Ответ отправлен." in browser.text
    assert models.PrivacyRequest.objects.get().status == "answered"


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"text": "Отказано: заказ ещё не доставлен.", "article": "ст"}, 400),
        ({"text": " ", "article": "ст. 8(2)"}, 400),
    ],
)
def test_a_refused_answer_stays_in_its_form(customer, typed, refused):
    from tests.shop_api.door import Door

    door = Door("rest")
    waits = [
        door.open_privacy_request(as_=customer, right="deletion", text=text)["number"] for text in ("Раз.", "Два.")
    ]
    browser = desk()
    browser.open("/support/privacy")

    answer = browser.press(f"/support/privacy/{waits[1]}/answer", **typed)

    assert answer.status_code == refused
    cards = browser.text.split("<article")[1:]
    [mine] = [card for card in cards if waits[1] in card]
    [other] = [card for card in cards if waits[0] in card]
    assert f'maxlength="4000">{typed["text"]}</textarea>' in mine
    assert f'value="{typed["article"]}"' in mine
    assert 'maxlength="4000"></textarea>' in other
    assert 'maxlength="80">' in other


@pytest.mark.parametrize(
    ("right", "asked_on", "due_on", "is_estimated"),
    [
        (Right.ACCESS, date(2026, 11, 20), date(2026, 11, 25), False),
        (Right.DELETION, date(2026, 11, 20), date(2026, 11, 23), False),
        (Right.WITHDRAWAL, date(2026, 11, 30), date(2026, 12, 22), False),
        (Right.OBJECTION, date(2026, 5, 22), date(2026, 5, 28), True),
        (Right.BLOCKING, date(2026, 12, 31), date(2027, 1, 5), True),
    ],
)
def test_clocks_of_rights(right, asked_on, due_on, is_estimated):
    due = rules.due(right, asked_on)

    assert (due.on, due.is_estimated) == (due_on, is_estimated)


def test_every_right_has_a_row_and_a_handler():
    assert [row.right for row in rules.RIGHTS] == list(Right)
    assert {row.right for row in rules.RIGHTS if row.handler is Handler.AUTOMATIC} == {
        Right.CORRECTION,
        Right.RECIPIENTS,
        Right.WITHDRAWAL,
    }
