"""The worker's part."""

from django.utils import timezone
from procrastinate.contrib.django import app

from shop_api.accounts import contracts
from shop_api.accounts.use_cases.purge_unverified_accounts import purge_unverified_accounts
from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK


@app.periodic(cron="17 * * * *")
@app.task(name="shop_api.purge_unverified_accounts", queueing_lock="shop_api.purge_unverified_accounts")
def purge(timestamp: int) -> None:
    """Every hour: delete sign-ups nobody confirmed in time, and sessions that are over."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="purge_unverified_accounts")
    purge_unverified_accounts(actor=clock, command=contracts.PurgeUnverifiedAccounts())
