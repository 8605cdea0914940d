"""Fixtures of the gate's tests: the shop and its people, in a database that really commits."""

import pytest

from tests.shop_api.door import Door
from tests.shop_api.invariants.cast import Cast


@pytest.fixture
def cast(door: Door, transactional_db: None) -> Cast:
    """An open shop and everybody who may come, at one door."""
    return Cast(door)


@pytest.fixture
def other_door(door: Door) -> Door:
    """The door a test does not run at."""
    return Door("graphql" if door.name == "rest" else "rest")
