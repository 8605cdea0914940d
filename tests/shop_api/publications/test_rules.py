"""Rules of publications, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from shop_api.publications import rules

DOCUMENT = {"slug": "privacy", "version": 2, "title": "Саясат"}
HASH = sha256_hex(canonical_json(DOCUMENT))
NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("event_type", "data", "key"),
    [
        ("policy.published", {"slug": "privacy", "version": 2}, "privacy@2"),
        ("terms.withdrawn", {"slug": "terms", "version": 3}, "terms@3"),
        ("product.published", {"slug": "kettle", "version": 2}, "kettle"),
        ("product.unpublished", {"sku": "K-1", "version": 2}, "K-1"),
    ],
)
def test_what_an_event_is_about(event_type, data, key):
    assert rules.key_of(event_type, data) == key


@pytest.mark.parametrize(
    ("data", "document", "sha256", "fault"),
    [
        ({"slug": "privacy", "version": 2, "sha256": HASH}, DOCUMENT, HASH, ""),
        ({"slug": "privacy", "version": 2, "sha256": HASH}, None, None, "no_body"),
        ({"slug": "privacy", "version": 2, "sha256": "0" * 64}, DOCUMENT, HASH, "hash_differs"),
        ({"slug": "privacy", "version": 2, "sha256": HASH}, DOCUMENT, "0" * 64, "hash_differs"),
        ({"slug": "privacy", "version": 2, "sha256": HASH}, DOCUMENT | {"title": "!"}, HASH, "hash_differs"),
        ({"slug": "privacy", "version": 1, "sha256": HASH}, DOCUMENT, HASH, "other_document"),
        ({"slug": "terms", "version": 2, "sha256": HASH}, DOCUMENT, HASH, "other_document"),
        ({"slug": "privacy", "version": 2, "sha256": HASH}, DOCUMENT | {"n": 2**60}, HASH, "not_canonical"),
    ],
)
def test_why_a_body_is_not_the_one_announced(data, document, sha256, fault):
    assert rules.body_fault(data, document, sha256) == fault


def test_waits_double_up_to_an_hour():
    seconds = [rules.wait_before(attempt).total_seconds() for attempt in (1, 2, 3, 11, 12, 40)]

    assert seconds == [2, 4, 8, 2048, 3600, 3600]


def test_an_event_is_tried_for_a_day():
    assert rules.is_given_up(NOON, NOON + timedelta(hours=24)) is False
    assert rules.is_given_up(NOON, NOON + timedelta(hours=24, seconds=1)) is True
