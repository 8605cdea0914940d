"""Support's part of the worker."""

from django.utils import timezone
from procrastinate.contrib.django import app

from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.support.use_cases.close_resolved_threads import close_resolved_threads
from shop_api.values.contract import NoCriteria


@app.periodic(cron="20 3 * * *")
@app.task(name="shop_api.close_resolved_threads", queueing_lock="shop_api.close_resolved_threads", pass_context=False)
def close_threads(timestamp: int) -> None:
    """Every night: close conversations that were resolved long enough ago."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="close_resolved_threads")
    close_resolved_threads(actor=clock, command=NoCriteria())
