"""The worker's part of privacy: people are told of versions that ask them again."""

from django.utils import timezone
from procrastinate.contrib.django import app

from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.privacy.use_cases.tell_of_policy import tell_of_policy
from shop_api.values.contract import NoCriteria


@app.periodic(cron="15 * * * *")
@app.task(name="shop_api.tell_of_policy", queueing_lock="shop_api.tell_of_policy", pass_context=False)
def tell(timestamp: int) -> None:
    """Every hour: write to those whom the policy in force asks again and who were not told yet."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="tell_of_policy")
    tell_of_policy(actor=clock, command=NoCriteria())
