"""The demo's policy and terms pass the gate, are published once, and name the operator as configured."""

import pytest

from cms.policies import demo, models
from cms.policies.operator import operator

pytestmark = pytest.mark.django_db


def test_both_texts_are_published_once(publisher, today):
    lines = demo.load(publisher)

    assert [line.split(":")[0] for line in lines] == ["privacy", "terms"]
    versions = models.PolicyVersion.objects.order_by("slug")
    assert [(row.slug, row.number, row.kind, row.effective_from, row.approver_id) for row in versions] == [
        ("privacy", 1, "policy", today, publisher.pk),
        ("terms", 1, "terms", today, publisher.pk),
    ]
    again = demo.load(publisher)
    assert all("was there already" in line for line in again)
    assert models.PolicyVersion.objects.count() == 2


def test_the_text_names_the_configured_operator():
    demo.load()

    for version in models.PolicyVersion.objects.all():
        for locale, text in version.document["texts"].items():
            assert operator().bin in text["html"], (version, locale)
            assert operator().contact_email in text["text"], (version, locale)
