"""Days are those of Almaty, five hours ahead of UTC."""

from datetime import UTC, date, datetime

from shop_api.values.clock import day_in_almaty


def test_a_day_begins_at_seven_in_the_evening_of_utc():
    assert day_in_almaty(datetime(2026, 1, 1, 18, 59, 59, tzinfo=UTC)) == date(2026, 1, 1)
    assert day_in_almaty(datetime(2026, 1, 1, 19, 0, tzinfo=UTC)) == date(2026, 1, 2)
