"""Signing in and out, lists of sessions, cookies and their CSRF tokens."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from frontend_contracts.wire.problems import TooManyRequests
from shop_api.accounts import flows
from shop_api.accounts.steps import limits
from shop_api.consent.models import SubjectLink
from shop_api.gate import throttle
from tests.shop_api.accounts import factories, letters
from tests.shop_api.accounts.conftest import Device
from tests.shop_api.door import Answer, Caller, Door

pytestmark = pytest.mark.django_db(transaction=True)


def token_of(answer: Answer) -> Caller:
    return Caller({"X-Session-Token": answer["session_token"]})


def test_email_and_password_open_a_session(door: Door) -> None:
    account = factories.account()

    opened = door.sign_in(email=f" {account.email.upper()}", password=factories.PASSWORD)

    assert opened.error is None
    assert opened.headers.get("Set-Cookie") is None
    assert len(opened["session_token"]) == 43
    assert door.own_profile(as_=token_of(opened))["email"] == account.email


def test_signing_in_joins_the_device_to_the_account(door: Door, device: Device) -> None:
    account = factories.account()

    assert door.sign_in(as_=device.caller, email=account.email, password=factories.PASSWORD).error is None

    link = SubjectLink.objects.get()
    assert (link.of_id, link.to_id) == (device.subject_id, account.subject_id)


def test_a_wrong_password_and_an_unknown_email_are_answered_alike(door: Door) -> None:
    known, closed = factories.account(), factories.account(status="closed")

    def told(**facts: str) -> tuple[Any, ...]:
        answer = door.sign_in(**facts)
        body = {name: value for name, value in answer.body.items() if name not in {"request_id", "data"}}
        return answer.status, answer.error, answer.fields, str(body)

    wrong = told(email=known.email, password="not the password")
    assert wrong[1] == "account.credentials_wrong"
    assert told(email="nobody@example.kz", password="not the password") == wrong
    assert told(email="no e-mail at all", password="not the password") == wrong
    assert told(email=closed.email, password=factories.PASSWORD) == wrong
    assert told(email=factories.account(status="unverified").email, password="not it") == wrong
    assert Session.objects.count() == 0


def test_an_unconfirmed_account_gets_a_new_code_only_for_the_right_password(door: Door) -> None:
    account = factories.account(status="unverified", language="en")

    refused = door.sign_in(email=account.email, password=factories.PASSWORD)

    assert refused.error == "account.unverified"
    details = refused.body["params"] if door.name == "rest" else refused.body["data"]["answer"]["errors"][0]["details"]
    assert letters.kinds() == [("verify_email", account.email)]
    opened = door.verify_email(sign_up_id=details["sign_up_id"], code=letters.last_code(account.email))
    assert opened.error is None
    assert door.sign_in(email=account.email, password=factories.PASSWORD).error is None


def test_guessing_one_password_is_stopped_and_others_go_on(door: Door, one_moment: datetime) -> None:
    target, other = factories.account(), factories.account()
    for _ in range(10):
        assert door.sign_in(email=target.email, password="guess").error == "account.credentials_wrong"

    assert door.sign_in(email=target.email, password=factories.PASSWORD).error == "rate.limited"
    assert door.sign_in(email=other.email, password=factories.PASSWORD).error is None


def test_a_stranger_cannot_lock_an_owner_out(door: Door, one_moment: datetime) -> None:
    """Wrong tries from elsewhere count for elsewhere; even a flood spares networks where the owner is signed in."""
    owner = factories.customer()
    for _ in range(11):
        door.sign_in(as_=_from("203.0.113.9"), email=owner.email, password="guess")
    assert door.sign_in(as_=_from("203.0.113.9"), email=owner.email, password=factories.PASSWORD).error == (
        "rate.limited"
    )
    for _ in range(limits.PASSWORDS_EVERYWHERE.count):
        with suppress(TooManyRequests):
            throttle.count(f"password|{owner.email}", limits.PASSWORDS_EVERYWHERE, one_moment)

    at_home = door.sign_in(email=owner.email, password=factories.PASSWORD)
    elsewhere = door.sign_in(as_=_from("198.51.100.1"), email=owner.email, password=factories.PASSWORD)

    assert (at_home.error, elsewhere.error) == (None, "rate.limited")


def _from(address: str) -> Caller:
    caller = Caller()
    caller.client.defaults["REMOTE_ADDR"] = address
    return caller


def test_parallel_guesses_are_all_counted(door: Door, one_moment: datetime) -> None:
    account = factories.account()

    def guess(number: int) -> str | None:
        try:
            error: str | None = door.sign_in(email=account.email, password=f"guess {number}").error
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        errors = list(pool.map(guess, range(16)))

    assert sorted(error or "" for error in errors) == ["account.credentials_wrong"] * 10 + ["rate.limited"] * 6


def test_signing_out_ends_this_session_and_no_other(door: Door) -> None:
    customer = factories.customer()
    other = Caller({"X-Session-Token": factories.session_token(customer.account)})

    assert door.sign_out(as_=customer).error is None

    assert door.own_profile(as_=customer).error == "auth.required"
    assert door.own_profile(as_=other).error is None


def test_a_customer_sees_and_ends_their_own_sessions_only(door: Door) -> None:
    customer, stranger = factories.customer(), factories.customer()
    factories.session_token(customer.account, user_agent="a phone")
    listed = door.own_sessions(as_=customer)["data"]
    assert [(one["user_agent"], one["is_current"]) for one in listed] == [("a phone", False), ("tests", True)]
    of_stranger = door.own_sessions(as_=stranger)["data"][0]["id"]

    for missing in (of_stranger, "01890a5d-ac96-774b-bcce-b302099a8057"):
        assert door.end_session(as_=customer, session_id=missing).error == "not_found"
    assert door.end_session(as_=customer, session_id=listed[0]["id"]).error is None

    assert len(door.own_sessions(as_=customer)["data"]) == 1
    assert door.own_profile(as_=stranger).error is None


def test_the_list_of_sessions_costs_the_same_for_two_and_for_twenty(
    door: Door, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    customer = factories.customer()
    for wanted in (2, 20):
        while customer.account.usersession_set.count() < wanted:
            factories.session_token(customer.account)
        with django_assert_num_queries(2):
            assert len(door.own_sessions(as_=customer, limit=100)["data"]) == wanted


def test_the_oldest_session_ends_when_there_are_too_many(door: Door) -> None:
    customer = factories.customer()
    for _ in range(flows.MOST_SESSIONS - 1):
        factories.session_token(customer.account)

    newest = door.sign_in(email=customer.email, password=factories.PASSWORD)

    assert door.own_profile(as_=customer).error == "auth.required"
    assert len(door.own_sessions(as_=token_of(newest), limit=100)["data"]) == flows.MOST_SESSIONS


def a_browser() -> Caller:
    """Django's test client lets everything past the CSRF check unless told not to."""
    return Caller(client=Client(raise_request_exception=False, enforce_csrf_checks=True))


def test_a_browser_gets_a_cookie_and_no_token(door: Door) -> None:
    account = factories.account()
    browser = a_browser()

    opened = door.sign_in(as_=browser, email=account.email, password=factories.PASSWORD, client="browser")

    assert (opened.error, opened["session_token"]) == (None, None)
    cookie = browser.client.cookies["shop_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert browser.client.cookies["shop_csrf"]["httponly"] == ""
    assert Session.objects.filter(session_key=cookie.value).exists() is False


def test_a_cookie_session_changes_nothing_without_its_csrf_token(door: Door) -> None:
    account = factories.account()
    browser = a_browser()
    door.sign_in(as_=browser, email=account.email, password=factories.PASSWORD, client="browser")

    forged = door.sign_out(as_=browser)
    guessed = door.sign_out(as_=browser.with_headers(**{"X-CSRFToken": "a" * 32}))

    assert (forged.error, guessed.error) == ("auth.csrf_failed", "auth.csrf_failed")
    assert Session.objects.count() == 1
    trusted = browser.with_headers(**{"X-CSRFToken": browser.client.cookies["shop_csrf"].value})
    assert door.own_profile(as_=trusted)["email"] == account.email
    assert door.sign_out(as_=trusted).error is None
    assert Session.objects.count() == 0
    assert browser.client.cookies["shop_session"].value == ""


def test_reading_over_graphql_with_a_cookie_needs_the_token_too_and_over_rest_not(door: Door) -> None:
    account = factories.account()
    browser = a_browser()
    door.sign_in(as_=browser, email=account.email, password=factories.PASSWORD, client="browser")

    read = door.own_profile(as_=browser)

    assert read.error == (None if door.name == "rest" else "auth.csrf_failed")


def test_a_dead_cookie_does_not_shut_the_shop_and_opens_nothing(door: Door) -> None:
    browser = a_browser()
    browser.client.cookies["shop_session"] = "long gone"

    assert door.own_profile(as_=browser).error == "auth.required"
    account = factories.account()
    opened = door.sign_in(as_=browser, email=account.email, password=factories.PASSWORD, client="browser")
    assert opened.error is None


def test_a_repeated_sign_in_shows_no_token_again(door: Door) -> None:
    account = factories.account()
    first = door.sign_in(key="k" * 16, email=account.email, password=factories.PASSWORD)

    again = door.sign_in(key="k" * 16, email=account.email, password=factories.PASSWORD)

    assert (again.is_replay, again["id"], again["session_token"]) == (True, first["id"], None)


def test_every_sign_in_makes_another_token(door: Door) -> None:
    account = factories.account()

    tokens = {door.sign_in(email=account.email, password=factories.PASSWORD)["session_token"] for _ in range(3)}

    assert len(tokens) == 3
