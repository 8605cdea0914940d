"""Publishing makes an immutable version, one audit row and one event, in one transaction."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.audit.models import PublicationRecord
from cms.events.models import OutboxEvent
from cms.policies import demo, documents, models, operator, publishing
from frontend_contracts.wire.webhooks import canonical_json
from tests.cms.policies.conftest import change, document, pointers

pytestmark = pytest.mark.django_db


def test_publishing_makes_one_version_one_audit_row_and_one_event(draft, publisher, today):
    page = draft()

    page.get_latest_revision().publish(user=publisher)

    version = models.PolicyVersion.objects.get()
    assert (version.slug, version.kind, version.number, version.effective_from) == ("privacy", "policy", 1, today)
    assert version.sha256 == hashlib.sha256(version.canonical_document.encode()).hexdigest()
    assert canonical_json(document(version)).decode() == version.canonical_document
    assert (version.author_id, version.approver_id, version.predecessor_id) == (None, publisher.pk, None)
    assert [(row.type, row.data) for row in OutboxEvent.objects.all()] == [
        ("policy.published", {"slug": "privacy", "version": 1, "sha256": version.sha256})
    ]
    assert [(row.action, row.version, row.staff_id) for row in PublicationRecord.objects.all()] == [
        ("policy.published", 1, publisher.pk)
    ]
