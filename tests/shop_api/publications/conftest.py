"""Fixtures of publications: a cms on the loopback, and events as it sends them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from frontend_contracts.wire.webhooks import Event
from shop_api.values.identifiers import new_id
from tests.shop_api.adapters import cms_stub
from tests.shop_api.publications.sending import Sender


@pytest.fixture
def cms(settings: Any, transactional_db: None) -> Iterator[cms_stub.Cms]:
    """A cms that serves what a test publishes."""
    with cms_stub.running() as running:
        settings.CMS_URL = running.url
        yield running


@pytest.fixture
def sender(cms: cms_stub.Cms) -> Sender:
    """Publishes documents on the cms and sends their events."""
    return Sender(cms)


def make_event(event_type: str = "policy.published", sequence: int = 1, **data: Any) -> Event:
    """One event; `data` defaults to the privacy policy's version 1 and a hash that fits nothing."""
    return Event(
        id=new_id(),
        type=event_type,
        schema_version=1,
        sequence=sequence,
        occurred_at=datetime(2026, 11, 23, tzinfo=UTC),
        data={"slug": "privacy", "version": 1, "sha256": "0" * 64} | data,
    )
