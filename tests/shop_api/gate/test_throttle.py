"""The one limiter is exact under parallel requests, forgets whom it counted, and says when to come back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from frontend_contracts.wire.problems import TooManyRequests
from shop_api.gate import models, throttle
from shop_api.gate.actor import Actor, ActorKind
from shop_api.values.identifiers import new_id

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 23, 7, 0, 20, tzinfo=UTC)
TEN = throttle.Limit(10, 60)


def actor(**facts):
    return Actor(**{"kind": ActorKind.ANONYMOUS, "at": AT, "door": "test", "address": "203.0.113.0", **facts})


def is_admitted(who, limit=TEN):
    try:
        throttle.hit("try", who, limit)
    except TooManyRequests:
        return False
    finally:
        connection.close()
    return True


def test_forty_at_once_pass_a_limit_of_ten_ten_times():
    with ThreadPoolExecutor(12) as threads:
        admitted = list(threads.map(lambda _: is_admitted(actor()), range(40)))

    assert admitted.count(True) == 10


def test_the_refusal_says_when_the_window_ends():
    assert [is_admitted(actor()) for _ in range(10)] == [True] * 10

    with pytest.raises(TooManyRequests) as refused:
        throttle.hit("try", actor(), TEN)

    assert refused.value.retry_after == 40
    assert is_admitted(actor(at=AT + timedelta(seconds=40)))


def test_strangers_are_counted_by_network_and_others_by_who_they_are():
    for _ in range(10):
        throttle.hit("try", actor(), TEN)
    somebody = {"kind": ActorKind.CUSTOMER, "id": new_id(), "principal": "account:1"}

    assert is_admitted(actor()) is False
    assert is_admitted(actor(address="198.51.100.0"))
    assert all(is_admitted(actor(**somebody, address=f"198.51.{number}.0")) for number in range(10))
    assert is_admitted(actor(**somebody, address="192.0.2.0")) is False


@pytest.mark.parametrize("kind", [ActorKind.CLOCK, ActorKind.OPERATOR, ActorKind.PROVIDER])
def test_our_own_machines_are_not_counted(kind):
    for _ in range(20):
        throttle.hit("try", actor(kind=kind), TEN)

    assert models.RateCounter.objects.count() == 0


def test_counters_name_nobody_and_go_after_a_day():
    throttle.hit("try", actor(), TEN)
    row = models.RateCounter.objects.get()

    assert len(bytes(row.key_hash)) == 32
    assert b"203.0.113" not in bytes(row.key_hash)
    assert throttle.forget_old(AT + timedelta(hours=23)) == 0
    assert throttle.forget_old(AT + timedelta(hours=25)) == 1
