"""The shop's own events, for systems that hold the secret."""

import time
from datetime import UTC, datetime

import pytest
from django.conf import settings

from shop_api.gate import outbox
from tests.shop_api.door import Caller

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def provider():
    return Caller({"Authorization": f"Bearer {settings.EVENTS_SECRET}"})


@pytest.fixture
def three_events(transactional_db):
    for number in range(3):
        outbox.record("order.placed", {"number": f"{number}"}, NOW)
    # Events show once no older transaction runs anywhere on the server, and tests beside this one run some.
    for _ in range(600):
        shown = [event.sequence for event in outbox.events_after(0, 10)]
        if len(shown) == 3:
            return shown
        time.sleep(0.1)
    raise AssertionError("the events never showed")


def test_a_provider_reads_on_from_a_sequence(door, provider, three_events):
    first, second, third = three_events

    page = door.events(as_=provider, after=first, limit=1)

    assert [one["sequence"] for one in page["data"]] == [second]
    assert page["page"]["next"] == str(second)
    assert page["data"][0]["data"] == {"number": "1"}
    rest = door.events(as_=provider, after=second)
    assert [one["sequence"] for one in rest["data"]] == [third]
    assert rest["page"]["next"] is None


@pytest.mark.parametrize("token", ["whsec_d3Jvbmc=", "whsec_"], ids=["wrong", "empty"])
def test_a_wrong_secret_is_refused(door, three_events, token):
    assert door.events(as_=Caller({"Authorization": f"Bearer {token}"})).error == "auth.required"


def test_strangers_are_refused(door, three_events):
    assert door.events().error == "auth.required"


def test_a_negative_sequence_is_refused(door, provider, transactional_db):
    assert door.events(as_=provider, after=-1).error == "input.invalid"
