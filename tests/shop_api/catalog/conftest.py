"""Fixtures of the catalogue's tests."""

import pytest

from shop_api.gate.permissions import Role
from shop_api.values.identifiers import new_id
from tests.shop_api import people
from tests.shop_api.door import Caller


@pytest.fixture
def stock_keeper(monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Somebody who counts stock."""
    people.bind(monkeypatch)
    return people.staff(Role.STOCK_KEEPER, new_id())


@pytest.fixture
def supporter(monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Somebody who answers customers and may look at stock, not set it."""
    people.bind(monkeypatch)
    return people.staff(Role.SUPPORT, new_id())
