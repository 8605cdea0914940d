"""Publishing makes an immutable version, one audit row and one event, in one transaction."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from django.utils import timezone

from cms.audit.models import PublicationRecord
from cms.events.models import OutboxEvent
from cms.policies import documents, models, publishing, versions
from cms.policies.operator import operator
from frontend_contracts.wire.webhooks import canonical_json
from tests.cms.policies.conftest import change, document, pointers

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "UPDATE policies_policyversion SET number = number + 1",
    "DELETE FROM policies_policyversion",
    "TRUNCATE policies_policyversion CASCADE",
    "UPDATE policies_policyversionwithdrawal SET reason = 'Another.'",
    "DELETE FROM policies_policyversionwithdrawal",
    "TRUNCATE policies_policyversionwithdrawal",
]


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


def test_the_document_has_the_members_of_the_contract(published):
    found = document(models.PolicyVersion.objects.get())

    assert sorted(found) == [
        "authoritative_locale", "change_note", "clauses", "effective_from", "inventory", "kind", "material",
        "material_changes", "operator", "predecessor", "published_at", "purposes", "schema_version", "slug",
        "switches", "texts", "version",
    ]  # fmt: skip
    assert found["purposes"][0] == {
        "categories": ["cart", "consent", "consent_evidence"],
        "id": "storefront",
        "wording": {"kk": "Келісемін.", "ru": "Согласен.", "en": "I agree."},
        "legal_basis": "consent",
        "required": True,
        "switches": [],
    }
    assert found["operator"]["bin"] == "180140023215"
    assert sorted(found["texts"]["kk"]) == ["html", "sha256", "text", "title"]
    assert all(text["sha256"] == hashlib.sha256(text["html"].encode()).hexdigest() for text in found["texts"].values())


def test_terms_are_published_alike_with_the_rights_of_the_buyer(draft):
    """P14."""
    page = draft(slug="terms", kind="terms")

    page.get_latest_revision().publish()

    found = document(models.PolicyVersion.objects.get())
    assert (found["kind"], found["purposes"], found["switches"]) == ("terms", [], [])
    assert {kind: [row["id"] for row in rows] for kind, rows in found["clauses"].items() if rows} == {
        "consumer_rights": ["cancellation", "complaint", "defect_claim", "return", "review"],
        "contacts": ["address", "authority", "email", "phone"],
    }
    assert found["clauses"]["consumer_rights"][3] == {
        "id": "return",
        "handler": "manual_case",
        "clock": {"days": 14},
        "from_event": "purchase",
        "wording": found["clauses"]["consumer_rights"][3]["wording"],
    }
    assert sorted(found["clauses"]["consumer_rights"][0]) == ["handler", "id", "wording"]
    assert [row.type for row in OutboxEvent.objects.all()] == ["terms.published"]


def test_the_rendering_can_be_made_again_to_the_same_hash(published):
    """P1.1: one rendering a language, each with a hash."""
    version = models.PolicyVersion.objects.get()

    again = documents.content_of(published.draft(), operator())

    assert documents.content_hash(again) == version.content_sha256
    assert again["texts"] == document(version)["texts"]


def test_the_same_content_makes_no_second_version(published):
    published.save_revision().publish()

    assert models.PolicyVersion.objects.count() == 1
    assert OutboxEvent.objects.count() == 1


def test_changed_content_makes_the_next_version_and_leaves_the_first(published, tomorrow):
    before = models.PolicyVersion.objects.get().canonical_document
    page = change(published, title_en="Privacy notice", effective_from=tomorrow, asks_again=True)

    page.get_latest_revision().publish()

    first, second = models.PolicyVersion.objects.order_by("number")
    assert first.canonical_document == before
    assert (second.number, second.predecessor, second.material) == (2, first, True)
    assert document(second)["predecessor"] == 1
    assert OutboxEvent.objects.count() == 2


def test_one_date_has_one_version(published, today):
    page = change(published, title_en="Privacy notice")

    with pytest.raises(publishing.PublishingRefused) as refusal:
        page.get_latest_revision().publish()

    assert pointers(refusal.value) == [("/effective_from", "policies.date_taken")]
    assert models.PolicyVersion.objects.count() == 1


def test_a_refused_page_leaves_no_row_anywhere(draft):
    page = draft(title={"kk": "", "ru": "Политика", "en": "Policy"})

    with pytest.raises(publishing.PublishingRefused) as refusal:
        page.get_latest_revision().publish()

    assert pointers(refusal.value) == [("/title_kk", "policies.title_missing")]
    assert models.PolicyPage.objects.get().live is False
    assert (models.PolicyVersion.objects.count(), OutboxEvent.objects.count()) == (0, 0)
    assert PublicationRecord.objects.count() == 0


def test_moving_a_live_page_publishes_nothing_and_is_not_refused(published, monkeypatch):
    monkeypatch.setattr(publishing, "date_in_almaty", lambda _moment: timezone.now().date().replace(year=2100))

    published.save()

    assert models.PolicyVersion.objects.count() == 1


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_application_role_cannot_change_a_version(published, statement):
    """P12.1: changing a published version is impossible."""
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def edit(row: Any) -> None:
    row.save()


def delete(row: Any) -> None:
    row.delete()


def update_all(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(pk=row.pk)


def update_many(row: Any) -> None:
    type(row).objects.bulk_update([row], [])


def delete_all(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize("kind", ["version", "withdrawal"])
@pytest.mark.parametrize("act", [edit, delete, update_all, update_many, delete_all])
def test_a_shell_is_told_that_a_version_is_final(published, tomorrow, act, kind):
    """P12.1: in words, before the database says it in its own."""
    change(published, title_en="Other", effective_from=tomorrow).get_latest_revision().publish()
    publishing.withdraw_version(slug="privacy", number=2, reason="A slip.", by=None, now=timezone.now())
    withdrawal = models.PolicyVersionWithdrawal.objects.get()
    before = list(models.PolicyVersion.objects.values())

    with pytest.raises(versions.Unchangeable, match="cannot be changed or deleted: people agreed to it"):
        act(withdrawal if kind == "withdrawal" else withdrawal.version)

    assert list(models.PolicyVersion.objects.values()) == before
    assert models.PolicyVersionWithdrawal.objects.get().reason == "A slip."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_triggers_hold_against_the_owner_too(published, tomorrow, owner_connection, statement):
    """P12.1: not even for whoever owns the tables."""
    change(published, title_en="Other", effective_from=tomorrow).get_latest_revision().publish()
    with transaction.atomic():
        publishing.withdraw_version(slug="privacy", number=2, reason="A slip.", by=None, now=timezone.now())

    with pytest.raises(Exception, match="append-only"):
        owner_connection.execute(statement)

    assert models.PolicyVersion.objects.count() == 2


def test_a_future_version_is_withdrawn_by_a_row(published, tomorrow, publisher):
    change(published, title_en="Other", effective_from=tomorrow).get_latest_revision().publish()

    publishing.withdraw_version(slug="privacy", number=2, reason="A slip.", by=publisher.pk, now=timezone.now())

    withdrawal = models.PolicyVersionWithdrawal.objects.get()
    assert (withdrawal.version.number, withdrawal.withdrawn_by_id) == (2, publisher.pk)
    assert [row.type for row in OutboxEvent.objects.order_by("sequence")] == [
        "policy.published", "policy.published", "policy.withdrawn",
    ]  # fmt: skip


def test_a_withdrawn_date_is_free_and_the_same_text_gets_a_new_number(published, tomorrow):
    page = change(published, title_en="Other", effective_from=tomorrow)
    page.get_latest_revision().publish()
    publishing.withdraw_version(slug="privacy", number=2, reason="A slip.", by=None, now=timezone.now())

    models.PolicyPage.objects.get().save_revision().publish()

    third = models.PolicyVersion.objects.order_by("-number").first()
    assert (third.number, third.effective_from) == (3, tomorrow)


@pytest.mark.parametrize(("number", "why"), [(1, "in force already"), (7, "no version 7")])
def test_a_version_in_force_cannot_be_withdrawn(published, number, why):
    with pytest.raises(publishing.WithdrawalRefused, match=why):
        publishing.withdraw_version(slug="privacy", number=number, reason="A slip.", by=None, now=timezone.now())

    assert models.PolicyVersionWithdrawal.objects.count() == 0


WITHDRAWAL = """
    INSERT INTO policies_policyversionwithdrawal (id, version_id, reason, withdrawn_at)
    SELECT gen_random_uuid(), id, 'By hand.', now() FROM policies_policyversion WHERE number = %s
"""


def test_not_even_the_database_withdraws_what_is_in_force(published, today):
    """Past every rule of the application: by a statement of its role."""
    change(published, title_en="Other", effective_from=today + timedelta(days=2)).get_latest_revision().publish()

    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match="in force since"), transaction.atomic():
            cursor.execute(WITHDRAWAL, [1])
        cursor.execute(WITHDRAWAL, [2])

    assert [row.version.number for row in models.PolicyVersionWithdrawal.objects.all()] == [2]


@pytest.fixture
def two_ahead(published, today):
    """Version 2 asks everybody again, version 3 corrects a word of it; neither is in force yet."""
    for number, asks_again in ((2, True), (3, False)):
        dated = {"effective_from": today + timedelta(days=number), "asks_again": asks_again}
        change(published, title_en=f"Title {number}", **dated).get_latest_revision().publish()


WITHDRAW_THE_LATER_FIRST = (
    "Version 3 of privacy was published after version 2 and compared with it. Withdraw version 3 first."
)


def test_a_version_that_a_later_one_was_compared_with_is_not_withdrawn(two_ahead):
    """Version 3 asks nobody because version 2 did: alone it would keep silent about what changed since version 1."""
    with pytest.raises(publishing.WithdrawalRefused) as refused:
        publishing.withdraw_version(slug="privacy", number=2, reason="A slip.", by=None, now=timezone.now())

    assert str(refused.value) == WITHDRAW_THE_LATER_FIRST
    assert models.PolicyVersionWithdrawal.objects.count() == 0
    assert "policy.withdrawn" not in OutboxEvent.objects.values_list("type", flat=True)


def test_the_later_version_is_withdrawn_first_and_then_the_earlier(two_ahead, today):
    for number in (3, 2):
        publishing.withdraw_version(slug="privacy", number=number, reason="A slip.", by=None, now=timezone.now())
    page = change(models.PolicyPage.objects.get(), title_en="Title 4", effective_from=today + timedelta(days=2),
                  asks_again=True)  # fmt: skip
    page.get_latest_revision().publish()

    assert models.PolicyVersion.objects.get(number=4).material is True
    assert models.PolicyVersionWithdrawal.objects.count() == 2


def test_a_row_cannot_take_a_number_twice(published):
    version = models.PolicyVersion.objects.get()
    version.pk = None

    with pytest.raises(IntegrityError, match="policy_version_number"), transaction.atomic():
        models.PolicyVersion(
            **{field.attname: getattr(version, field.attname) for field in version._meta.fields if field.name != "id"}
        ).save(force_insert=True)
