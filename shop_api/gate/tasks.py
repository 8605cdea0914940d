"""The worker's part of the gate: what was kept for a while goes, what a killed worker left is taken up again."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from frontend_contracts.wire import stalled_jobs
from shop_api.gate import idempotency, mail, throttle


@app.periodic(cron="7 * * * *")
@app.task(name="shop_api.forget_old", queueing_lock="shop_api.forget_old")
def forget_old(timestamp: int) -> None:
    """Every hour: idempotency keys after 48 hours, rate counters after a day, letters nobody could send after seven."""
    now = timezone.now()
    idempotency.forget_old(now)
    throttle.forget_old(now)
    mail.forget_old(now)


@app.periodic(cron="* * * * *")
@app.task(name="shop_api.take_up_stalled", queueing_lock="shop_api.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Every minute: take up what a killed worker was at. Letters and events are locked rows that are settled once."""
    await stalled_jobs.take_up_stalled(context)
