"""Events at the door: signed ones come in, once; everything else leaves nothing."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from frontend_contracts.wire import webhooks
from shop_api.publications import models
from tests.shop_api import rows
from tests.shop_api.publications import sending
from tests.shop_api.publications.conftest import make_event

pytestmark = pytest.mark.django_db(transaction=True)

OTHER_SECRET = "whsec_b3RoZXItZXZlbnRzLXNlY3JldC0zMi1ieXRlcy1sb25n"


def test_a_signed_event_is_kept_and_wakes_the_worker():
    event = make_event()
    before = rows.snapshot()

    response = sending.post(event)

    assert response.status_code == 204
    assert rows.changed(before) == {
        "publications_incomingevent": 1,
        "procrastinate_jobs": 1,
        "procrastinate_events": 1,
        "gate_auditrow": 1,
    }
    assert models.IncomingEvent.objects.get().state == "received"
    assert [json.loads(job["args"]) for job in sending.queued()] == [{"event_id": str(event.id)}]


def test_a_replayed_event_changes_nothing():
    event = make_event()
    sending.post(event)
    before = rows.snapshot()

    response = sending.post(event)

    assert response.status_code == 204
    assert rows.changed(before) == {"gate_auditrow": 1}


def test_parallel_twins_come_in_once():
    event = make_event()
    statuses = []

    def deliver():
        statuses.append(sending.post(event).status_code)
        connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [204] * 8
    assert models.IncomingEvent.objects.count() == 1
    assert len(sending.queued()) == 1


def _unsigned(event):
    return sending.send(event.to_bytes(), {})


def _tampered(event):
    changed = event.to_bytes().replace(b'"version":1', b'"version":2')
    return sending.post(event, body=changed)


def _by_another(event):
    return sending.post(event, secret=OTHER_SECRET)


def _expired(event):
    return sending.post(event, at=datetime.now(UTC) - timedelta(minutes=6))


def _early(event):
    return sending.post(event, at=datetime.now(UTC) + timedelta(minutes=6))


def _under_another_id(event):
    headers = webhooks.sign(event.to_bytes(), secret=_secret(), message_id=str(event.id), at=datetime.now(UTC)) | {
        "webhook-id": "another"
    }
    return sending.post(event, headers=headers)


def _secret():
    from django.conf import settings

    return settings.EVENTS_SECRET


@pytest.mark.parametrize(
    "deliver",
    [_unsigned, _tampered, _by_another, _expired, _early, _under_another_id],
    ids=lambda one: one.__name__.strip("_"),
)
def test_what_is_not_signed_well_is_refused_and_leaves_nothing(deliver):
    before = rows.snapshot()

    response = deliver(make_event())

    assert response.status_code == 401
    assert response["Content-Type"].startswith("application/problem+json")
    assert response.json()["code"] == "events.signature_invalid"
    assert rows.changed(before) == {}


def test_every_changed_byte_breaks_the_signature():
    event = make_event()
    body = event.to_bytes()
    headers = webhooks.sign(body, secret=_secret(), message_id=str(event.id), at=datetime.now(UTC))

    for index in range(0, len(body), 7):
        changed = body[:index] + bytes([body[index] ^ 1]) + body[index + 1 :]
        assert sending.send(changed, headers).status_code in {400, 401}

    assert models.IncomingEvent.objects.count() == 0


@pytest.mark.parametrize("body", [b"{}", b"[]", b'"policy.published"'], ids=repr)
def test_a_signed_body_that_is_no_event_is_refused(body):
    response = sending.post(body, message_id="x")

    assert response.status_code == 400
    assert response.json()["code"] == "events.malformed"


def test_one_event_cannot_come_in_under_another_message_id():
    assert sending.post(make_event(), message_id="something else").json()["code"] == "events.malformed"


def test_only_post_is_answered():
    response = Client().get("/api/v1/events/cms")

    assert response.status_code == 405


def test_an_unknown_type_is_acknowledged_and_ignored(cms):
    event = make_event("gift.wrapped")

    assert sending.post(event).status_code == 204
    assert sending.work() == 1

    row = models.IncomingEvent.objects.get()
    assert (row.state, row.reason) == ("ignored", "nobody_listens")
    assert cms.asked == []
