"""Fixtures of the invariants: everybody at a door, on one stage."""

import pytest

from tests.shop_api.door import Door
from tests.shop_api.invariants.cast import Cast


@pytest.fixture
def cast(door: Door, db: None) -> Cast:
    """An open shop and everybody who may come, at one door."""
    return Cast(door)
