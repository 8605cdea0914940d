"""The worker's part of privacy: people are told of versions that change something for them."""

from django.utils import timezone
from procrastinate.contrib.django import app

from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.privacy.queries import telling
from shop_api.privacy.use_cases.tell_of_policy import SLUG, tell_of_policy
from shop_api.values.contract import NoCriteria

_PAGES = 200  # of accounts in one run; the next hour goes on


@app.periodic(cron="15 * * * *")
@app.task(name="shop_api.tell_of_policy", queueing_lock="shop_api.tell_of_policy", pass_context=False)
def tell(timestamp: int) -> None:
    """Every hour: write to those who were not told yet of a version in force or ahead, page by page."""
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="tell_of_policy")
    for _ in range(_PAGES):
        tell_of_policy(actor=clock, command=NoCriteria())
        if not telling.is_under_way(SLUG):
            break
