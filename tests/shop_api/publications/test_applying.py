"""From an event to our own copy: fetched, checked, applied in order; whatever is wrong is kept with its reason."""

from datetime import UTC, datetime, timedelta

import pytest

from shop_api.consent import models as consent_models
from shop_api.consent import queries as consent_queries
from shop_api.publications import appliers, models
from tests.shop_api import rows
from tests.shop_api.consent import factories
from tests.shop_api.publications import sending

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> list[tuple[str, str]]:
    return list(models.IncomingEvent.objects.order_by("sequence").values_list("state", "reason"))


def versions() -> list[int]:
    return list(consent_models.PolicyText.objects.order_by("version").values_list("version", flat=True))


def test_a_published_policy_becomes_our_own_copy(sender):
    event = sender.event(factories.document(), "policy.published")

    sending.post(event)
    sending.work()

    assert states() == [("applied", "")]
    text = consent_models.PolicyText.objects.get()
    assert text.sha256 == event.data["sha256"]
    assert consent_queries.version_in_force("privacy", datetime.now(UTC)).version == 1


def test_a_policy_is_in_force_from_midnight_in_almaty(sender):
    sending.post(sender.event(factories.document(), "policy.published"))
    later = factories.document(version=2, effective_from="2026-12-01")
    sending.post(sender.event(later, "policy.published"))
    sending.work()

    almaty_midnight = datetime(2026, 11, 30, 19, 0, tzinfo=UTC)

    assert consent_queries.version_in_force("privacy", almaty_midnight - timedelta(seconds=1)).version == 1
    assert consent_queries.version_in_force("privacy", almaty_midnight).version == 2


def test_versions_that_arrive_out_of_order_are_all_kept(sender):
    events = [sender.event(factories.document(version=number), "policy.published") for number in (1, 2, 3)]

    for event in reversed(events):
        sending.post(event)
        sending.work()

    assert versions() == [1, 2, 3]
    assert states() == [("applied", "")] * 3


def test_a_version_taken_back_stays_away_in_whatever_order_it_is_told(sender):
    sending.post(sender.event(factories.document(), "policy.published"))
    document = factories.document(version=2)
    published = sender.event(document, "policy.published")
    withdrawn = sender.event(document, "policy.withdrawn")

    for event in (withdrawn, published):
        sending.post(event)
        sending.work()

    assert consent_queries.version_in_force("privacy", datetime.now(UTC)).version == 1
    assert states() == [("applied", ""), ("ignored", "outdated"), ("applied", "")]


def test_an_older_product_does_not_overwrite_a_newer_one(sender, monkeypatch):
    applied = []
    monkeypatch.setitem(appliers._bound, "product.published", lambda actor, event, document: applied.append(document))
    monkeypatch.setitem(appliers._bound, "product.unpublished", lambda actor, event, document: applied.append(None))
    old, new = ({"slug": "kettle", "version": number} for number in (1, 2))
    first, second = sender.event(old, "product.published"), sender.event(new, "product.published")
    gone = sender.event(new, "product.unpublished")

    for event in (second, first, gone):
        sending.post(event)
        sending.work()

    assert applied == [new, None]
    assert states() == [("ignored", "outdated"), ("applied", ""), ("applied", "")]


@pytest.mark.parametrize("wrong", ["event", "body", "document"])
def test_a_body_that_is_not_the_one_announced_is_refused_and_kept_as_failed(sender, wrong):
    document = factories.document()
    event = sender.event(document, "policy.published", **({"sha256": "f" * 64} if wrong == "event" else {}))
    served = next(iter(sender.cms.bodies.values()))
    if wrong == "body":
        served["sha256"] = "f" * 64
    if wrong == "document":
        served["document"] = {**document, "material": not document["material"]}

    sending.post(event)
    sending.work()

    assert states() == [("failed", "hash_differs")]
    assert versions() == []
    (job,) = sending.queued()
    assert job["at"] > datetime.now(UTC)


def test_a_body_of_another_version_is_refused_though_its_hash_fits(sender):
    event = sender.event(factories.document(version=2), "policy.published", version=1)
    address = "/api/v1/policies/privacy?version="
    sender.cms.bodies[f"{address}1"] = sender.cms.bodies[f"{address}2"]

    sending.post(event)
    sending.work()

    assert states() == [("failed", "other_document")]


def test_a_document_without_what_a_form_needs_is_refused(sender):
    document = factories.document()
    del document["texts"]["kk"]

    sending.post(sender.event(document, "policy.published"))
    sending.work()

    assert states() == [("failed", "document_refused")]
    assert rows.snapshot()["publications_published"] == 0


def test_a_cms_that_is_away_is_asked_again_and_then_applied(sender):
    event = sender.event(factories.document(), "policy.published")
    bodies, sender.cms.bodies = sender.cms.bodies, {}
    sending.post(event)

    for _ in range(3):
        assert sending.work() == 1
    assert states() == [("failed", "status_404")]
    assert models.IncomingEvent.objects.get().attempts == 3
    waits = sending.queued()
    assert len(waits) == 1

    sender.cms.bodies = bodies
    sending.work()

    assert states() == [("applied", "")]
    assert sending.queued() == []


def test_an_event_is_given_up_after_a_day_until_the_pull_takes_it_up(sender):
    from shop_api.publications import pulling

    event = sender.event(factories.document(), "policy.published")
    bodies, sender.cms.bodies = sender.cms.bodies, {}
    sending.post(event)
    yesterday = datetime.now(UTC) - timedelta(hours=25)
    models.IncomingEvent.objects.update(received_at=yesterday)

    sending.work()
    assert sending.queued() == []

    models.IncomingEvent.objects.update(next_try_at=datetime.now(UTC) - timedelta(hours=1))
    sender.cms.bodies = bodies
    pulling.pull()
    sending.work()

    assert states() == [("applied", "")]


def test_applying_twice_changes_nothing(sender):
    from shop_api.publications import tasks

    event = sender.event(factories.document(), "policy.published")
    sending.post(event)
    sending.work()
    before = rows.snapshot()

    tasks.apply_event(event_id=str(event.id))

    assert rows.left_behind(before) == {}


def test_an_applier_that_fails_leaves_nothing_applied(sender, monkeypatch):
    def fail(actor, event, document):
        raise RuntimeError("a bug")

    monkeypatch.setitem(appliers._bound, "policy.published", fail)
    sending.post(sender.event(factories.document(), "policy.published"))

    with pytest.raises(RuntimeError, match="a bug"):
        sending.work()

    assert states() == [("received", "")]
    assert rows.snapshot()["publications_published"] == 0
