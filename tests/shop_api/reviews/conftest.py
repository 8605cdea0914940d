"""Fixtures of the reviews' tests."""

import pytest

from shop_api.gate import mail
from shop_api.gate.permissions import Role
from tests.shop_api.door import Door
from tests.shop_api.orders import shopping
from tests.shop_api.reviews import buyers
from tests.shop_api.support import factories


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters stay in their table."""
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


@pytest.fixture
def shop(db: None) -> None:
    """An open shop with a teapot."""
    shopping.open_shop(stock=100)


@pytest.fixture
def buyer(door: Door, shop: None) -> buyers.Buyer:
    """Somebody who got a teapot."""
    return buyers.buyer(door)


@pytest.fixture
def moderator(shop: None) -> factories.StaffCaller:
    """Somebody who reads reviews before the public does."""
    return factories.caller(Role.MODERATOR)
