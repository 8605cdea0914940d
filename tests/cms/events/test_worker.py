"""The real worker, a process of its own, sends what a killed one was at."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from tests.cms import factories
from tests.cms.events.conftest import FakeShop
from tests.stage import state


@pytest.mark.django_db(transaction=True)
def test_an_event_whose_worker_was_killed_is_sent_by_the_next(shop: FakeShop) -> None:
    factories.public_product("lamp")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")  # and no worker is alive
    app.configure_task("cms.take_up_stalled").defer(timestamp=0)

    subprocess.run(
        [sys.executable, "manage.py", "cms", "work", "--one-shot"],
        cwd=state.CHECKOUT,
        env={**os.environ, "SHOP_URL": shop.address, "EVENTS_SECRET": settings.EVENTS_SECRET},
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert [(event.type, event.data["slug"]) for event in shop.events] == [("product.published", "lamp")]
