"""Fixtures of the orders' tests."""

import pytest

from shop_api.consent import steps
from shop_api.gate import mail
from shop_api.gate.permissions import Role
from shop_api.values.identifiers import new_id
from tests.shop_api import people
from tests.shop_api.catalog import factories
from tests.shop_api.door import Caller, Door
from tests.shop_api.orders import shopping


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters stay in their table; the adapter that sends them has tests of its own."""
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


@pytest.fixture
def shop(db: None) -> None:
    """An open shop."""
    shopping.open_shop()


@pytest.fixture
def visitor(door: Door, shop: None) -> shopping.Shopper:
    """Somebody without an account, in an open shop."""
    return shopping.visitor(door)


@pytest.fixture
def customer(door: Door, shop: None, monkeypatch: pytest.MonkeyPatch) -> shopping.Shopper:
    """Somebody signed in, in an open shop."""
    return shopping.Shopper(door, _account(monkeypatch))


@pytest.fixture
def stranger(db: None, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Somebody else who is signed in."""
    return _account(monkeypatch)


@pytest.fixture
def supporter(monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Somebody of the support desk."""
    people.bind(monkeypatch)
    return people.staff(Role.SUPPORT, new_id())


def _account(patch: pytest.MonkeyPatch) -> Caller:
    people.bind(patch)
    return people.customer(new_id(), steps.new_subject(factories.actor()))
