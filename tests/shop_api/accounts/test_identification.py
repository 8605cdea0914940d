"""Which customer calls."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from frontend_contracts.wire.problems import AuthRequired
from shop_api.doors import caller
from shop_api.gate.permissions import CUSTOMER
from tests.shop_api.accounts import factories

pytestmark = pytest.mark.django_db


def _request(**headers: str) -> HttpRequest:
    return RequestFactory().get("/", headers=headers)


def test_a_session_token_says_who_calls_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    customer = factories.customer(language="kk")

    with django_assert_num_queries(1):
        actor = caller.identify(_request(**customer.headers), "rest")

    assert (actor.id, actor.subject_id, actor.principal, actor.locale) == (
        customer.id,
        customer.subject_id,
        f"account:{customer.id}",
        "kk",
    )
    assert actor.permissions >= CUSTOMER


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "é" * 10, "a" * 10_000], ids=len)
def test_a_token_that_opens_nothing_is_refused(token: str) -> None:
    with pytest.raises(AuthRequired):
        caller.identify(_request(**{"X-Session-Token": token}), "rest")


@pytest.mark.parametrize("status", ["unverified", "closed"])
def test_only_active_accounts_are_let_in(status: str) -> None:
    customer = factories.customer(status=status)

    with pytest.raises(AuthRequired):
        caller.identify(_request(**customer.headers), "rest")


def test_a_changed_password_ends_what_was_opened_with_the_old_one() -> None:
    customer = factories.customer()
    customer.account.set_password("eight yellow pears")
    customer.account.save()

    with pytest.raises(AuthRequired):
        caller.identify(_request(**customer.headers), "rest")


def test_the_database_holds_neither_tokens_nor_readable_contents() -> None:
    from django.contrib.sessions.models import Session

    customer = factories.customer()
    token = customer.headers["X-Session-Token"]

    row = Session.objects.get()

    assert token not in row.session_key + row.session_data
    assert str(customer.id) not in row.session_data
    assert customer.account.usersession_set.get().session_key == row.session_key
