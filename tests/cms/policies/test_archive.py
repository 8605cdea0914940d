"""The archive years later: every version comes out in every language as it was shown, whatever was published since."""

from datetime import timedelta

import pytest

from cms.policies import documents, drafts, models, rendering
from cms.policies.operator import operator
from frontend_contracts.wire.webhooks import canonical_json, sha256_hex
from tests.cms.policies.conftest import change, document
from tests.cms.policies.doors import GraphQLDoor, RestDoor

pytestmark = pytest.mark.django_db
LOCALES = ("kk", "ru", "en")
VERSIONS = 4


@pytest.fixture(params=[RestDoor, GraphQLDoor], ids=lambda door: door.name)
def door(request):
    return request.param()


@pytest.fixture
def shown(published, today):
    """Four versions; what each showed when it was published, and what its draft renders to, by version and language."""
    kept = {}
    for number in range(1, VERSIONS + 1):
        if number > 1:
            titles = {f"title_{locale}": f"{locale} {number}" for locale in LOCALES}
            page = change(published, effective_from=today + timedelta(days=number - 1), **titles)
            page.get_latest_revision().publish()
        page = models.PolicyPage.objects.get(pk=published.pk)
        version = models.PolicyVersion.objects.get(number=number)
        for locale in LOCALES:
            kept[number, locale] = (document(version)["texts"][locale], page.get_latest_revision())
    assert models.PolicyVersion.objects.count() == VERSIONS
    return kept


def test_every_version_and_language_has_its_hash_after_three_later_versions(door, shown):
    for (number, locale), (text, _) in shown.items():
        canonical, sha256 = door.document("privacy", version=number).facts
        reading = door.policy("privacy", locale, version=number).facts

        assert sha256_hex(canonical_json(canonical)) == sha256 == reading["sha256"]
        assert canonical["texts"][locale] == text
        assert (reading["html"], reading["text_sha256"]) == (text["html"], text["sha256"])
        assert sha256_hex(reading["html"].encode()) == text["sha256"]
    assert len({text["sha256"] for text, _ in shown.values()}) == VERSIONS * len(LOCALES)


def test_the_draft_of_every_version_renders_again_to_the_same_bytes(shown):
    for (_, locale), (text, revision) in shown.items():
        page = revision.as_object()
        draft = drafts.draft_of(page.kind, lambda name, page=page: getattr(page, name, None))

        again = rendering.rendering(draft, operator(), locale)

        assert sha256_hex(again["html"].encode()) == text["sha256"]
        assert documents.content_of(draft, operator())["texts"][locale] == text
