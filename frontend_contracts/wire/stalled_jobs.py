"""Jobs of the queue whose worker was killed: taken up again, or ended where the clock starts them anyway."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.jobs import Status


async def take_up_stalled(context: JobContext) -> None:
    """Run again what a worker was at when it was killed; without this its work would wait for ever.

    Jobs may so run twice: each settles its row once, under a lock. A job with a queueing lock is one that the clock or
    a sweep starts anyway; it is ended and not run again, as the next run may be waiting under its lock.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.queueing_lock is None:
            await jobs.retry_job(job)
        else:
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
