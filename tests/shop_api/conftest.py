"""Fixtures for every test of the shop."""

import pytest

from tests.shop_api.door import Door


@pytest.fixture(params=["rest", "graphql"])
def door(request: pytest.FixtureRequest) -> Door:
    """A frontend's way in; a test that takes it runs twice."""
    return Door(request.param)
