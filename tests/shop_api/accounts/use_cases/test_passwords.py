"""Forgotten, changed and leaked passwords."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from shop_api.gate import effects
from tests.shop_api import rows
from tests.shop_api.accounts import factories, letters
from tests.shop_api.door import Caller, Door

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "eight yellow pears"


def test_a_forgotten_password_is_set_anew_by_code_and_every_session_ends(door: Door) -> None:
    customer = factories.customer(language="kk")

    started = door.request_password_reset(email=customer.email)
    assert [(one.kind, one.to, one.locale) for one in letters.posted()] == [("password_reset", customer.email, "kk")]
    done = door.reset_password(reset_id=started["id"], code=letters.last_code(customer.email), password=NEW)

    assert done.error is None
    assert letters.kinds()[-1] == ("password_changed", customer.email)
    assert door.own_profile(as_=customer).error == "auth.required"
    assert door.sign_in(email=customer.email, password=factories.PASSWORD).error == "account.credentials_wrong"
    assert door.sign_in(email=customer.email, password=NEW).error is None


def _stored(before: dict[str, int]) -> dict[str, int]:
    changed = rows.changed(before)
    changed.pop("gate_ratecounter")
    return changed


def test_a_reset_of_an_unknown_email_is_answered_alike_and_sends_nothing(door: Door) -> None:
    known = factories.account()
    before = rows.snapshot()
    of_known = door.request_password_reset(email=known.email)
    by_known = _stored(before)
    letters.forget()
    for email in ("nobody@example.kz", factories.account(status="unverified").email):
        before = rows.snapshot()

        answer = door.request_password_reset(email=email)

        assert (answer.status, answer.error, set(answer.data)) == (of_known.status, None, set(of_known.data))
        assert letters.kinds() == [("nothing", "")]
        assert _stored(before) == by_known
        letters.forget()
        tries = [door.reset_password(reset_id=answer["id"], code="000000", password=NEW).error for _ in range(5)]
        assert tries == ["account.code_wrong"] * 4 + ["account.code_expired"]


def test_a_reset_code_is_guessed_five_times_at_most_and_used_once(door: Door) -> None:
    account = factories.account()
    started = door.request_password_reset(email=account.email)
    code = letters.last_code(account.email)
    wrong = "000000" if code != "000000" else "111111"
    assert door.reset_password(reset_id=started["id"], code=code, password="short").error == "account.password_weak"
    assert door.reset_password(reset_id=started["id"], code=wrong, password=NEW).error == "account.code_wrong"

    assert door.reset_password(reset_id=started["id"], code=code, password=NEW).error is None
    assert door.reset_password(reset_id=started["id"], code=code, password=NEW).error == "account.code_expired"
    again = door.request_password_reset(email=account.email)
    code = letters.last_code(account.email)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        door.reset_password(reset_id=again["id"], code=wrong, password=NEW)
    assert door.reset_password(reset_id=again["id"], code=code, password=NEW).error == "account.code_expired"


def test_a_code_of_one_reset_does_not_open_another(door: Door) -> None:
    mine, theirs = factories.account(), factories.account()
    my_reset = door.request_password_reset(email=mine.email)
    door.request_password_reset(email=theirs.email)
    codes = letters.last_code(mine.email), letters.last_code(theirs.email)

    if codes[0] != codes[1]:
        answer = door.reset_password(reset_id=my_reset["id"], code=codes[1], password=NEW)
        assert answer.error == "account.code_wrong"
    theirs.refresh_from_db()
    assert theirs.check_password(factories.PASSWORD)


def test_changing_the_password_renews_this_session_and_ends_the_others(door: Door) -> None:
    customer = factories.customer()
    other = Caller({"X-Session-Token": factories.session_token(customer.account)})

    changed = door.change_password(as_=customer, current_password=factories.PASSWORD, password=NEW)

    assert changed.error is None
    assert letters.kinds() == [("password_changed", customer.email)]
    assert door.own_profile(as_=customer).error == "auth.required"
    assert door.own_profile(as_=other).error == "auth.required"
    renewed = Caller({"X-Session-Token": changed["session_token"]})
    assert [one["is_current"] for one in door.own_sessions(as_=renewed)["data"]] == [True]
    assert door.sign_in(email=customer.email, password=NEW).error is None


def test_a_browser_that_changes_its_password_gets_a_new_cookie(door: Door) -> None:
    account = factories.account()
    browser = Caller(client=Client(raise_request_exception=False, enforce_csrf_checks=True))
    door.sign_in(as_=browser, email=account.email, password=factories.PASSWORD, client="browser")
    before = browser.client.cookies["shop_session"].value

    def trusted() -> Caller:
        return browser.with_headers(**{"X-CSRFToken": browser.client.cookies["shop_csrf"].value})

    changed = door.change_password(as_=trusted(), current_password=factories.PASSWORD, password=NEW)

    assert (changed.error, changed["session_token"]) == (None, None)
    assert browser.client.cookies["shop_session"].value not in {"", before}
    assert door.own_profile(as_=trusted()).error is None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"current_password": "not it", "password": NEW}, "account.password_wrong"),
        ({"current_password": factories.PASSWORD, "password": "short"}, "account.password_weak"),
    ],
)
def test_a_refused_change_changes_nothing(door: Door, facts: dict[str, str], code: str) -> None:
    customer = factories.customer()

    answer = door.change_password(as_=customer, **facts)

    assert answer.error == code
    assert door.own_profile(as_=customer).error is None
    customer.account.refresh_from_db()
    assert customer.account.check_password(factories.PASSWORD)


def test_the_present_password_cannot_be_guessed_through_a_change(door: Door, one_moment: datetime) -> None:
    customer = factories.customer()
    for _ in range(10):
        door.change_password(as_=customer, current_password="guess", password=NEW)

    answer = door.change_password(as_=customer, current_password=factories.PASSWORD, password=NEW)

    assert answer.error == "rate.limited"


def test_a_reported_compromise_ends_every_session_and_starts_a_reset(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P8.4."""
    told: list[Any] = []
    bound = {**effects._bound, "account.compromised": {"test": lambda **facts: told.append(facts["account_id"])}}
    monkeypatch.setattr(effects, "_bound", bound)
    customer = factories.customer()
    other = Caller({"X-Session-Token": factories.session_token(customer.account)})

    reported = door.report_compromise(as_=customer)

    assert reported.error is None
    assert told == [customer.id]
    assert [door.own_profile(as_=one).error for one in (customer, other)] == ["auth.required"] * 2
    assert door.sign_in(email=customer.email, password=factories.PASSWORD).error == "account.credentials_wrong"
    code = letters.last_code(customer.email)
    assert door.reset_password(reset_id=reported["id"], code=code, password=NEW).error is None
    assert door.sign_in(email=customer.email, password=NEW).error is None
