"""The server's parent process holds all that its workers share, before the first of them is forked."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
PROBE = """
import gc, sys
from django.db import connection
from frontend_contracts.wire import web_server
web_server.preload("shop_api.wsgi:application")
print("shop_api.schema" in sys.modules, gc.get_freeze_count() > 100_000, connection.connection)
"""


def test_everything_is_loaded_and_frozen_and_no_connection_is_open_to_be_shared() -> None:
    environment = {
        **os.environ,
        "INFINI_ENVIRONMENT": "test",
        "DJANGO_SETTINGS_MODULE": "shop_api.settings.test",
        "PERSONAL_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }

    done = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.stdout.split(), done.stderr) == (["True", "True", "None"], "")
