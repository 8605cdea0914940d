"""Fixtures of the orders' tests."""

import pytest

from shop_api.gate import mail
from tests.shop_api.accounts import factories as accounts
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
def customer(door: Door, shop: None) -> shopping.Shopper:
    """Somebody signed in, in an open shop."""
    return shopping.Shopper(door, accounts.customer())


@pytest.fixture
def stranger(db: None) -> Caller:
    """Somebody else who is signed in."""
    return accounts.customer()
