"""The worker's part of the gate: what was kept for a while goes when its time is over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from shop_api.gate import idempotency, mail, throttle


@app.periodic(cron="7 * * * *")
@app.task(name="shop_api.forget_old", queueing_lock="shop_api.forget_old")
def forget_old(timestamp: int) -> None:
    """Every hour: idempotency keys after 48 hours, rate counters after a day, letters nobody could send after seven."""
    now = timezone.now()
    idempotency.forget_old(now)
    throttle.forget_old(now)
    mail.forget_old(now)
