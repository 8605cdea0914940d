"""The real worker, a process of its own, sends what waits."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from shop_api.doors import mail_outbox
from shop_api.gate import mail
from shop_api.gate.models import Disclosure, OutgoingMail
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.door import Door
from tests.shop_api.orders import shopping
from tests.stage import state

PERSON = UUID(int=7)
pytestmark = pytest.mark.django_db(transaction=True)


def worked(outbox: Path) -> None:
    """Let a worker run until nothing waits."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shop_api", "work", "--one-shot"],
        cwd=state.CHECKOUT,
        env={
            **os.environ,
            "INFINI_ENVIRONMENT": "test",
            "SHOP_MAIL_DIR": str(outbox),
            "SHOP_TEST_EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_worker_puts_a_letter_into_the_outbox(tmp_path: Path, settings: object) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)  # type: ignore[attr-defined]  # pytest-django's settings take any name
    mail.post("verify_email", "aigerim@example.kz", "kk", datetime.now(UTC), subject_id=PERSON, code="482930")

    worked(tmp_path)

    assert ProcrastinateJob.objects.get(task_name="shop_api.send_letter").status == "succeeded"
    assert OutgoingMail.objects.count() == 0
    (letter,) = mail_outbox.letters()
    assert (letter.to, letter.subject) == ("aigerim@example.kz", "482930 — Infini растау коды")
    assert "482930" in letter.text


def test_the_worker_puts_a_message_into_the_outbox_and_its_line_into_the_register(
    tmp_path: Path, settings: object
) -> None:
    settings.EMAIL_FILE_PATH = settings.WHATSAPP_OUTBOX = str(tmp_path)  # type: ignore[attr-defined]  # as above
    door = Door("rest")
    shopping.open_shop()
    customer = shopping.Shopper(door, accounts.customer())
    placed = customer.order(
        recipient={**shopping.RECIPIENT, "whatsapp": "+7 701 000 11 22"},
        consent=customer.block("order_fulfilment", "third_party_transfer", "cross_border_transfer"),
    )

    worked(tmp_path)

    # What the queue keeps names nobody.
    kept = json.dumps(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    assert not any(mark in kept for mark in ("7010001122", placed["number"], "aigerim"))
    assert OutgoingMail.objects.count() == 0
    assert [(one.to, one.channel) for one in mail_outbox.messages()] == [("+77010001122", "whatsapp")]
    assert sorted(Disclosure.objects.values_list("recipient", "occasion")) == [
        ("mail", "order_placed"),
        ("whatsapp", "order_placed"),
    ]


def test_a_letter_whose_worker_was_killed_is_sent_by_the_next(tmp_path: Path, settings: object) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)  # type: ignore[attr-defined]  # as above
    mail.post("verify_email", "aigerim@example.kz", "kk", datetime.now(UTC), subject_id=PERSON, code="482930")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")  # and no worker is alive
    app.configure_task("shop_api.take_up_stalled").defer(timestamp=0)

    worked(tmp_path)

    (letter,) = mail_outbox.letters()
    assert "482930" in letter.text
    assert OutgoingMail.objects.count() == 0
