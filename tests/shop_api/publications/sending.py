"""Sends events as the cms does, and does the worker's work."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from frontend_contracts.wire import webhooks
from shop_api.publications import tasks
from shop_api.values.identifiers import new_id
from tests.shop_api.adapters.cms_stub import Cms


@dataclass
class Sender:
    """Publishes on a cms and tells the shop; sequences count up."""

    cms: Cms
    sequence: int = 0
    sent: list[webhooks.Event] = field(default_factory=list)

    def event(self, document: dict[str, Any], event_type: str, **data: Any) -> webhooks.Event:
        """Publish a document, and make its event without sending it."""
        self.sequence += 1
        told = {"slug": document["slug"], "version": document["version"], "sha256": self.cms.publish(document)}
        made = webhooks.Event(
            id=new_id(),
            type=event_type,
            schema_version=1,
            sequence=self.sequence,
            occurred_at=datetime.now(UTC),
            data=told | data,
        )
        self.cms.events.append(made)
        return made


def post(event: webhooks.Event | bytes, *, at: datetime | None = None, message_id: str = "", **kwargs: Any) -> Any:
    """Post a signed event; `secret`, `at`, `headers` and `body` let a test do it wrong."""
    body = event if isinstance(event, bytes) else event.to_bytes()
    named = message_id or ("" if isinstance(event, bytes) else str(event.id))
    signed = webhooks.sign(
        body, secret=kwargs.get("secret", settings.EVENTS_SECRET), message_id=named, at=at or datetime.now(UTC)
    )
    return send(kwargs.get("body", body), kwargs.get("headers", signed))


def send(body: bytes, headers: dict[str, str]) -> HttpResponse:
    """Post a body with headers as they are."""
    client = Client(raise_request_exception=False)
    return client.post("/api/v1/events/cms", body, content_type="application/json", headers=headers)


def queued() -> list[dict[str, Any]]:
    """Jobs that wait, as (arguments, when) in the order they were deferred."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args, scheduled_at FROM procrastinate_jobs WHERE task_name = 'shop_api.apply_event'"
            " AND status = 'todo' ORDER BY id"
        )
        return [{"args": args, "at": at} for args, at in cursor.fetchall()]


def work() -> int:
    """Do every job that waits, as the worker would; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'shop_api.apply_event' AND status = 'todo'"
            " RETURNING id, args"
        )
        jobs = sorted(cursor.fetchall())
    for _, arguments in jobs:
        tasks.apply_event(**json.loads(arguments))
    return len(jobs)
