"""How staff come in, and when they are out."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from shop_api.gate.permissions import Role
from shop_api.support import models
from tests.shop_api import rows
from tests.shop_api.door import Caller
from tests.shop_api.support import factories

pytestmark = pytest.mark.django_db(transaction=True)


def bearer(token: str) -> Caller:
    return Caller({"Authorization": f"Bearer {token}"})


def by_cookie(token: str) -> Caller:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["support_session"] = token
    return Caller({}, client)


def test_a_password_opens_a_session_of_twelve_hours(door):
    member = factories.member(Role.SUPPORT, email="daniyar@infini.kz")

    session = door.staff_sign_in(email=" Daniyar@Infini.KZ ", password=factories.PASSWORD)

    assert session.error is None
    assert session["staff"]["role"] == "support"
    ends = datetime.fromisoformat(session["expires_at"]) - datetime.now(UTC)
    assert timedelta(hours=11, minutes=59) < ends <= timedelta(hours=12)
    me = door.staff_self(as_=bearer(session["token"]))
    assert (me["id"], me["name"], me["email"]) == (str(member.id), "Данияр Оспанов", "daniyar@infini.kz")
    assert "support:order:search" in me["permissions"]
    stored = models.StaffSession.objects.get()
    assert session["token"].encode() not in bytes(stored.token_hash)


def test_wrong_unknown_and_switched_off_answer_alike(door):
    factories.member(email="here@infini.kz")
    factories.member(email="gone@infini.kz", is_active=False)
    before = rows.snapshot()

    answers = [
        door.staff_sign_in(email="here@infini.kz", password="wrong"),
        door.staff_sign_in(email="nobody@infini.kz", password=factories.PASSWORD),
        door.staff_sign_in(email="gone@infini.kz", password=factories.PASSWORD),
    ]

    assert [answer.error for answer in answers] == ["support.sign_in_failed"] * 3
    assert len({answer.status for answer in answers}) == 1
    assert rows.left_behind(before) == {}


def test_an_unknown_address_costs_a_hash_too(door, monkeypatch):
    from django.contrib.auth import hashers

    checked = []
    real = hashers.check_password
    monkeypatch.setattr(hashers, "check_password", lambda raw, known: checked.append(known) or real(raw, known))

    door.staff_sign_in(email="nobody@infini.kz", password="wrong")

    assert len(checked) == 1


def test_guessing_is_slowed_down(door):
    answers = [door.staff_sign_in(email="here@infini.kz", password=f"guess {index}").error for index in range(11)]

    assert answers == ["support.sign_in_failed"] * 10 + ["rate.limited"]


def test_a_repeated_key_tells_no_token(door):
    factories.member(email="here@infini.kz")
    wanted = {"email": "here@infini.kz", "password": factories.PASSWORD, "key": "k" * 20}
    first = door.staff_sign_in(**wanted)

    again = door.staff_sign_in(**wanted)

    assert (again["id"], again["token"], again.is_replay) == (first["id"], None, True)


def test_signing_out_ends_the_session(door):
    member = factories.member()
    token, other = factories.token(member), factories.token(member)

    assert door.staff_sign_out(as_=bearer(token)).error is None

    assert door.staff_self(as_=bearer(token)).error == "auth.required"
    assert door.staff_self(as_=bearer(other)).error is None


def test_a_session_that_is_over_opens_nothing(door):
    over = factories.token(factories.member(), hours=-0.001)

    assert door.staff_self(as_=bearer(over)).error == "auth.required"
    assert door.staff_self(as_=by_cookie(over)).error in {"auth.required", "auth.csrf_failed"}


def test_who_is_switched_off_is_out_at_once(door):
    member = factories.member()
    token = factories.token(member)
    models.StaffMember.objects.update(is_active=False)

    assert door.staff_self(as_=bearer(token)).error == "auth.required"


def test_an_invented_token_is_refused_and_others_tokens_are_left_to_others(door):
    assert door.staff_self(as_=bearer("st_invented")).error == "auth.required"
    assert door.catalog(as_=bearer("another-kind-of-token")).error is None


def test_a_dead_cookie_does_not_shut_the_public_shop_to_its_browser(door):
    caller = by_cookie("st_of-a-session-that-ended")

    assert door.catalog(as_=caller, locale="ru").error is None
    assert door.staff_self(as_=caller).error == "auth.required"


def test_a_cookie_writes_only_with_its_csrf_token(door):
    token = factories.token(factories.member())
    caller = by_cookie(token)

    assert door.staff_sign_out(as_=caller).error == "auth.csrf_failed"
    assert models.StaffSession.objects.count() == 1

    caller.client.cookies["shop_csrf"] = "c" * 32
    assert door.staff_sign_out(as_=caller.with_headers(**{"X-CSRFToken": "c" * 32})).error is None
    assert models.StaffSession.objects.count() == 0


def test_strangers_and_customers_are_not_staff(door):
    from tests.shop_api.accounts import factories as accounts

    assert door.staff_self().error == "auth.required"
    assert door.staff_self(as_=accounts.customer()).error == "not_found"


def test_the_command_makes_staff_who_can_sign_in(door):
    printed = StringIO()

    call_command(
        "create_staff", "New@Infini.kz", role="moderator", name="Сәуле", password="ten characters", stdout=printed
    )

    assert "can sign in at /support/ as moderator" in printed.getvalue()
    session = door.staff_sign_in(email="new@infini.kz", password="ten characters")
    assert session["staff"]["role"] == "moderator"


@pytest.mark.parametrize(
    ("wanted", "said"), [({"password": "short"}, "too short"), ({"email": "taken@infini.kz"}, "There is a member")]
)
def test_the_command_says_what_is_wrong(db, wanted, said):
    factories.member(email="taken@infini.kz")
    given = {"email": "new@infini.kz", "role": "support", "name": "Сәуле", "password": "ten characters"} | wanted

    with pytest.raises(CommandError, match=said):
        call_command("create_staff", given.pop("email"), **given)

    assert models.StaffMember.objects.count() == 1
