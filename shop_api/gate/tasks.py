"""The worker's part of the gate: what was kept for a while goes, what a killed worker left is taken up again."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

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
    """Every minute: run again what a worker was at when it was killed; without this a letter would wait for ever.

    Jobs may run twice: letters and events are locked rows that are settled once. What the clock starts anyway is not
    run again but ended, as the next run may be waiting under its lock.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.queueing_lock is None:
            await jobs.retry_job(job)
        else:
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
