"""The worker's part: letters leave."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shop_api.adapters import mailer

#: 4, 16, 64 … seconds after each failure: the last try comes after six hours.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name=mailer.TASK, retry=RETRY)
def send_letter(letter_id: str) -> None:
    """Send one letter; one that was sent already is gone and sends nothing."""
    mailer.send(UUID(letter_id))
