"""The worker's part: letters and messages leave."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shop_api.adapters import sending

#: 4, 16, 64 … seconds after each failure: the last try comes after six hours.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name=sending.TASK, retry=RETRY)
def send_letter(letter_id: str) -> None:
    """Send one letter; one that was sent already is gone and sends nothing."""
    sending.send(UUID(letter_id), timezone.now())
