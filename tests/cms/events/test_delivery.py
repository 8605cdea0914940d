"""Delivery: down and up again, once, in order; paused and reported; replayed."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cms.events import delivery, models, outbox, queries
from tests.cms import factories
from tests.cms.events.conftest import FakeShop

pytestmark = pytest.mark.django_db


def record(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            outbox.record("product.published", {"slug": f"lamp-{number}", "version": 1, "sha256": "a" * 64})


def make_due() -> None:
    models.Subscriber.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))


def subscriber() -> models.Subscriber:
    return models.Subscriber.objects.get(name=delivery.SHOP)


def waiting_jobs(task: str) -> int:
    return ProcrastinateJob.objects.filter(task_name=task, status="todo").count()


def test_a_publication_reaches_the_shop_signed(shop: FakeShop) -> None:
    factories.public_product("lamp")

    delivery.deliver()

    assert [(event.type, event.data["slug"]) for event in shop.events] == [("product.published", "lamp")]
    assert shop.paths == ["/api/v1/events/cms"]


def test_each_event_wakes_the_delivery_in_its_own_transaction() -> None:
    record(2)
    try:
        with transaction.atomic():
            outbox.record("product.published", {"slug": "x", "version": 1, "sha256": "a" * 64})
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass

    assert waiting_jobs("cms.deliver_events") == 2
    assert [row.sequence for row in models.OutboxEvent.objects.all()] == [1, 2]


def test_delivery_is_in_order_and_once(shop: FakeShop) -> None:
    record(5)

    delivery.deliver()
    delivery.deliver()

    assert shop.sequences == [1, 2, 3, 4, 5]
    assert subscriber().position == 5


def test_a_shop_that_was_down_gets_everything_once_in_order(shop: FakeShop) -> None:
    record(3)
    shop.status = 503

    next_try_at = delivery.deliver()
    too_early = delivery.deliver()
    shop.status = 204
    make_due()
    delivery.deliver()

    assert next_try_at is not None
    assert too_early == next_try_at
    assert shop.sequences == [1, 2, 3]
    assert (subscriber().failures_in_row, subscriber().next_try_at) == (0, None)
    log = [(row.event.sequence, row.status_code, row.is_delivered) for row in models.DeliveryAttempt.objects.all()]
    assert sorted(log) == [(1, 204, True), (1, 503, False), (2, 204, True), (3, 204, True)]


def test_a_shop_that_does_not_listen_is_a_failure_like_any_other(settings: Any) -> None:
    settings.EVENTS_TARGET = "http://127.0.0.1:9/api/v1/events/cms"
    record(1)

    assert delivery.deliver() is not None

    attempt = models.DeliveryAttempt.objects.get()
    assert (attempt.status_code, attempt.reason) == (None, "no answer: ConnectionError")


def test_twenty_failures_in_a_row_pause_and_are_reported(
    shop: FakeShop, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EVENTS_PAUSE_AFTER_FAILURES = 20
    shop.status = 500
    record(1)

    with caplog.at_level(logging.ERROR, logger="cms.events.delivery"):
        for _ in range(25):
            delivery.deliver()
            make_due()

    assert models.DeliveryAttempt.objects.count() == 20
    assert subscriber().paused_at is not None
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "replay_events --resume" in caplog.text
    assert queries.is_delivery_due(now=timezone.now()) is False


def test_a_paused_shop_goes_on_where_it_stopped(shop: FakeShop, settings: Any) -> None:
    settings.EVENTS_PAUSE_AFTER_FAILURES = 1
    shop.status = 500
    record(2)
    delivery.deliver()
    shop.status = 204

    call_command("replay_events", "--resume")
    delivery.deliver()

    assert shop.sequences == [1, 2]
    assert models.OutboxEvent.objects.count() == 2


def test_the_waits_double_and_add_up_to_a_day(settings: Any) -> None:
    settings.EVENTS_FIRST_RETRY_SECONDS, settings.EVENTS_LONGEST_RETRY_SECONDS = 10, 8_400

    waits = [delivery.retry_delay(number).total_seconds() for number in range(1, 21)]

    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == 8_400
    assert 23 * 3600 < sum(waits) < 27 * 3600


def test_a_replay_sends_again_and_moves_nothing(shop: FakeShop) -> None:
    record(4)
    delivery.deliver()

    delivered = delivery.replay(2, 3)

    assert delivered == 2
    assert shop.sequences == [1, 2, 3, 4, 2, 3]
    assert len({event.id for event in shop.events}) == 4
    assert subscriber().position == 4
    assert models.DeliveryAttempt.objects.filter(is_replay=True).count() == 2


def test_the_command_queues_a_replay() -> None:
    record(2)

    call_command("replay_events", "1", "2")

    job = ProcrastinateJob.objects.get(task_name="cms.replay_events")
    assert job.args == {"first": 1, "last": 2}
    with pytest.raises(CommandError, match="no event from 7"):
        call_command("replay_events", "7")
    with pytest.raises(CommandError, match="Name the first event"):
        call_command("replay_events")


def test_redirects_are_not_followed(shop: FakeShop) -> None:
    record(1)
    shop.status, shop.location = 307, f"{shop.address}/elsewhere"

    delivery.deliver()

    assert shop.paths == ["/api/v1/events/cms"]
    assert models.DeliveryAttempt.objects.get().is_delivered is False


@pytest.mark.parametrize("address", ["http://shop.example/e", "ftp://shop.example/e", "nonsense"])
def test_only_https_is_called_outside_development(settings: Any, address: str) -> None:
    settings.EVENTS_ALLOW_PRIVATE_ADDRESSES, settings.EVENTS_TARGET = False, address
    record(1)

    with pytest.raises(delivery.AddressRefused):
        delivery.deliver()


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]", "2130706433"])
def test_private_addresses_are_not_called_outside_development(settings: Any, host: str) -> None:
    settings.EVENTS_ALLOW_PRIVATE_ADDRESSES, settings.EVENTS_TARGET = False, f"https://{host}/e"
    record(1)

    delivery.deliver()

    attempt = models.DeliveryAttempt.objects.get()
    assert (attempt.is_delivered, attempt.status_code) == (False, None)


def test_the_sweep_knows_what_waits(shop: FakeShop) -> None:
    now = timezone.now()
    nothing = queries.is_delivery_due(now=now)
    record(1)
    waits = queries.is_delivery_due(now=now)
    delivery.deliver()

    assert (nothing, waits, queries.is_delivery_due(now=now)) == (False, True, False)
