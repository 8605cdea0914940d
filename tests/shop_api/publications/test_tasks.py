"""The real worker, a process of its own, on the real queue."""

import os
import subprocess
import sys

import pytest

from shop_api.publications import queries
from tests.shop_api.consent import factories
from tests.shop_api.publications import sending
from tests.stage import state

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_worker_does_what_the_door_deferred(sender):
    sending.post(sender.event(factories.document(), "policy.published"))

    done = subprocess.run(
        [sys.executable, "manage.py", "shop_api", "work", "--one-shot"],
        cwd=state.CHECKOUT,
        env={**os.environ, "INFINI_ENVIRONMENT": "test", "CMS_URL": sender.cms.url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert queries.state_counts() == {"applied": 1}
    assert sending.queued() == []
