"""The gate gives one answer, whichever way a draft tries to go live; and nothing that slips past it is public."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.edit_page import EditPageAction
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import GroupApprovalTask, Page, Revision, Workflow, WorkflowTask

from cms.audit.models import PublicationRecord
from cms.events.models import OutboxEvent
from cms.policies import blocks, demo, models, publishing, tree
from cms.policies.clauses import KINDS
from cms.policies.forms import LegalPageForm
from tests.cms.policies.conftest import change, content, pointers

pytestmark = pytest.mark.django_db

BROKEN = {"title": {"kk": "", "ru": "Политика", "en": "Policy"}}
EXPECTED = [("/title_kk", "policies.title_missing")]


def nothing_is_public() -> bool:
    return models.PolicyVersion.objects.count() == 0 and Client().get("/api/v1/policies/privacy").status_code == 404


def posted(page: models.LegalPage, **changes: str) -> dict[str, Any]:
    """The edit form as a browser sends it back."""
    form = type(page).get_edit_handler().get_form_class()(instance=page, for_user=get_user_model().objects.first())
    values: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if name in ("sections", "purposes", "switches", "notes", *KINDS):
            values |= _stream(name, getattr(page, name))
        elif isinstance(value, bool):
            values |= {name: "on"} if value else {}
        else:
            values[name] = "" if value is None else str(field.prepare_value(value) or "")
    values |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {**values, **changes}


def _stream(name: str, stream: Any) -> dict[str, Any]:
    values: dict[str, Any] = {f"{name}-count": str(len(stream))}
    for place, child in enumerate(stream.get_prep_value()):
        values |= {f"{name}-{place}-{key}": str(child[key]) for key in ("id", "type")}
        values |= {f"{name}-{place}-order": str(place), f"{name}-{place}-deleted": ""}
        for key, value in child["value"].items():
            entry = f"{name}-{place}-value-{key}"
            if isinstance(value, bool):
                values |= {entry: "on"} if value else {}
            elif key.startswith("body_"):
                values[entry] = ContentstateConverter(blocks.RICH_TEXT).from_database_format(value)
            elif isinstance(value, list):
                values[entry] = value
            else:
                values[entry] = "" if value is None else str(value)
    return values


@pytest.fixture
def editor_client(publisher: Any) -> Client:
    client = Client()
    client.force_login(publisher)
    return client


def edit_url(page: models.LegalPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def test_the_button_is_refused_at_the_field(draft, editor_client):
    page = draft(**BROKEN)

    answer = editor_client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))

    assert answer.status_code == 200
    assert dict(answer.context["form"].errors) == {"title_kk": ["Укажите название на этом языке."]}
    assert nothing_is_public()


def test_the_button_publishes_what_passes(draft, editor_client, publisher):
    page = draft()

    answer = editor_client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))

    assert answer.status_code == 302
    version = models.PolicyVersion.objects.get()
    assert (version.author_id, version.approver_id) == (publisher.pk, publisher.pk)
    assert Client().get("/api/v1/policies/privacy").status_code == 200


def test_saving_a_draft_asks_nothing(draft, editor_client):
    page = draft(**BROKEN)

    answer = editor_client.post(edit_url(page), posted(page))

    assert answer.status_code == 302
    assert nothing_is_public()


def test_refusals_inside_blocks_stand_at_their_fields(draft, editor_client):
    sections = content()["sections"]
    sections[1]["body"] = {**sections[1]["body"], "kk": "<p>[толтыру керек]</p>"}
    page = draft(sections=sections, purposes=content()["purposes"][1:])

    answer = editor_client.post(edit_url(page), posted(page, **{"action-publish": "action-publish"}))

    errors = answer.context["form"].errors.as_data()
    (section_error,) = errors["sections"]
    assert sorted(section_error.block_errors) == [1]
    assert sorted(section_error.block_errors[1].block_errors) == ["body_kk"]
    (purpose_error,) = errors["purposes"]
    assert purpose_error.non_block_errors == ["Нет целей, о которых спрашивает магазин: storefront. Добавьте их."]
    assert (
        b"\\u043d\\u0435\\u0437\\u0430\\u043f\\u043e\\u043b\\u043d\\u0435\\u043d" in answer.content
    )  # shown in the block
    assert nothing_is_public()


def test_submitting_for_moderation_is_refused_at_the_field(draft, editor_client, moderation):
    page = draft(**BROKEN)

    answer = editor_client.post(edit_url(page), posted(page, **{"action-submit": "action-submit"}))

    assert list(answer.context["form"].errors) == ["title_kk"]
    assert models.PolicyPage.objects.get().current_workflow_state is None


@pytest.fixture
def moderation(publisher: Any) -> Workflow:
    from django.contrib.auth.models import Group
    from wagtail.models import WorkflowPage

    WorkflowPage.objects.all().delete()
    group = Group.objects.create(name="Lawyers")
    publisher.groups.add(group)
    task = GroupApprovalTask.objects.create(name="Legal review")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Legal")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=tree.parent_page())
    return workflow


def test_approval_in_a_workflow_is_refused_and_said(draft, editor_client, publisher, moderation):
    page = draft(**BROKEN)
    state = moderation.start(page, publisher)

    answer = editor_client.post(
        reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.current_task_state.pk)),
        {"comment": ""},
        follow=True,
    )

    assert answer.redirect_chain == [(edit_url(page), 302)]
    assert "Укажите название на этом языке." in [str(message) for message in answer.context["messages"]]
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert nothing_is_public()


def test_approval_in_a_workflow_publishes_what_passes(draft, editor_client, publisher, moderation):
    page = draft()
    author = get_user_model().objects.create_user(email="author@infini.kz", first_name="A", last_name="B")
    page.save_revision(user=author)
    state = moderation.start(models.PolicyPage.objects.get(), author)

    editor_client.post(
        reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.current_task_state.pk)),
        {"comment": ""},
    )

    version = models.PolicyVersion.objects.get()
    assert (version.author_id, version.approver_id) == (author.pk, publisher.pk)


def schedule(page: models.LegalPage, user: Any = None) -> Revision:
    """Schedule the latest revision, then let its time come."""
    page = page.get_latest_revision_as_object()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision(user=user)
    revision.publish(user=user)
    past = timezone.now() - timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    Revision.objects.filter(pk=revision.pk).update(content=revision.content, approved_go_live_at=past)
    return revision


def test_a_schedule_refuses_one_page_raises_an_alarm_and_goes_on(draft, publisher, caplog):
    broken = draft(slug="broken", **BROKEN)
    schedule(broken, publisher)
    schedule(draft(), publisher)

    call_command("publish_scheduled", verbosity=0)

    version = models.PolicyVersion.objects.get()
    assert (version.slug, version.approver_id) == ("privacy", publisher.pk)
    assert models.PolicyPage.objects.get(slug="broken").live is False
    assert [record.levelname for record in caplog.records if "refused" in record.message] == ["ERROR"]
    assert [(row.action, row.slug) for row in PublicationRecord.objects.order_by("recorded_at")] == [
        ("schedule.refused", "broken"),
        ("policy.published", "privacy"),
    ]
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 0


def test_a_live_version_stays_when_a_scheduled_one_is_refused(published, publisher):
    page = change(published, title_kk="", title_en="Other")
    schedule(page, publisher)

    call_command("publish_scheduled", verbosity=0)

    assert models.PolicyVersion.objects.count() == 1
    assert models.PolicyPage.objects.get().title_kk == "Құпиялылық саясаты"


def through_save(page: models.LegalPage) -> None:
    page.live = True
    page.save()


def through_save_without_cleaning(page: models.LegalPage) -> None:
    page.live = True
    page.save(clean=False)


def through_update_fields(page: models.LegalPage) -> None:
    page.live = True
    page.save(update_fields=["live"])


def through_a_revision(page: models.LegalPage) -> None:
    page.get_latest_revision().publish()


def through_an_alias(page: models.LegalPage) -> None:
    Page.objects.filter(pk=page.pk).update(live=True)
    page = models.PolicyPage.objects.get(pk=page.pk)
    page.create_alias(update_slug="privacy-alias")


@pytest.mark.parametrize(
    "go_live", [through_save, through_save_without_cleaning, through_update_fields, through_a_revision]
)
def test_a_shell_gets_the_same_answer(draft, go_live):
    page = draft(**BROKEN)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        go_live(page)

    assert pointers(refusal.value) == EXPECTED
    assert refusal.value.message_dict == {"title_kk": ["Укажите название на этом языке."]}
    assert nothing_is_public()


def test_adding_a_live_child_gets_the_same_answer(uncovered, today):
    page = demo.page_of(content(**BROKEN), effective_from=today)
    page.live = True

    with pytest.raises(publishing.PublishingRefused) as refusal:
        tree.parent_page().add_child(instance=page)

    assert pointers(refusal.value) == EXPECTED


def test_adding_a_live_child_that_passes_makes_a_version(uncovered, today):
    page = demo.page_of(content(), effective_from=today)
    page.live = True

    tree.parent_page().add_child(instance=page)

    assert models.PolicyVersion.objects.get().page_id == page.pk


def test_an_alias_is_refused(draft):
    page = draft()

    with pytest.raises(publishing.PublishingRefused) as refusal:
        through_an_alias(page)

    assert pointers(refusal.value) == [("/slug", "policies.alias")]


@pytest.mark.parametrize("manager", [Page.objects, models.PolicyPage.objects])
def test_a_bulk_update_makes_nothing_public(draft, manager):
    page = draft(**BROKEN)

    manager.filter(pk=page.pk).update(live=True)

    assert models.PolicyPage.objects.get().live is True
    assert nothing_is_public()


def test_a_bulk_update_of_a_published_page_changes_no_public_read(published):
    before = Client().get("/api/v1/policies/privacy?locale=en").content

    models.PolicyPage.objects.filter(pk=published.pk).update(title_en="Changed", live=True)
    models.PolicyPage.objects.get(pk=published.pk).save()

    assert Client().get("/api/v1/policies/privacy?locale=en").content == before


def test_publishing_many_pages_at_once_is_refused_and_said(draft, editor_client):
    page = draft(**BROKEN)

    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={page.pk}"
    answer = editor_client.post(address, {"include_descendants": ""}, follow=True)

    assert "Укажите название на этом языке." in [str(message) for message in answer.context["messages"]]
    assert nothing_is_public()


def test_a_policy_is_not_copied(published, editor_client):
    answer = editor_client.get(reverse("wagtailadmin_pages:copy", args=(published.pk,)))

    assert (answer.status_code, answer.url) == (302, edit_url(published))


def test_a_published_slug_stays(published, tomorrow):
    page = change(published, slug="privacy-policy", effective_from=tomorrow)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        page.get_latest_revision().publish()

    assert pointers(refusal.value) == [("/slug", "policies.slug_changed")]


def test_another_page_cannot_take_a_published_slug(published, tomorrow):
    other = demo.page_of(content(), effective_from=tomorrow)
    Page.get_first_root_node().add_child(instance=other)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        other.save_revision().publish()

    assert pointers(refusal.value) == [("/slug", "policies.slug_foreign")]


def test_the_form_keeps_what_a_note_said_and_signs_who_resolved_it(draft, publisher):
    page = draft()
    note = {"text": "Replace the e-mail before publishing.", "certainty": "certain", "section": "13", "paragraph": 2}
    page.notes = [("note", note)]
    page.source = {"en": {"notes": [page.notes.get_prep_value()[0]["id"]]}}
    page.save_revision()
    page = models.PolicyPage.objects.get().get_latest_revision_as_object()
    form_class = type(page).get_edit_handler().get_form_class()
    assert issubclass(form_class, LegalPageForm)

    form = form_class(
        {**posted(page, **{"notes-0-value-text": "Never mind.", "notes-0-value-is_resolved": "on"})},
        instance=page, for_user=publisher, parent_page=tree.parent_page(),
    )  # fmt: skip

    assert form.is_valid(), form.errors
    kept = form.cleaned_data["notes"][0].value
    assert (kept["text"], kept["section"], kept["paragraph"]) == (note["text"], "13", 2)
    assert (kept["resolved_by"], kept["resolved_by_id"]) == ("Aigerim Sadykova", str(publisher.pk))
    assert kept["resolved_at"].startswith(str(timezone.now().year))


def test_a_deleted_note_is_refused_at_the_notes(draft):
    page = draft()
    page.source = {"en": {"notes": ["5c6f"]}}
    page.save_revision()

    with pytest.raises(publishing.PublishingRefused) as refusal:
        models.PolicyPage.objects.get().get_latest_revision().publish()

    assert pointers(refusal.value) == [("/notes", "policies.note_deleted")]


def test_the_action_behind_wagtails_api_gets_the_same_answer(draft, publisher):
    page = draft(**BROKEN)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        EditPageAction(page, user=publisher, publish=True).execute()

    assert pointers(refusal.value) == EXPECTED
    assert nothing_is_public()


@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_make_one_version_for_the_date(published, tomorrow):
    first = change(published, title_en="One", effective_from=tomorrow).get_latest_revision()
    second = change(published, title_en="Two", effective_from=tomorrow).get_latest_revision()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, (first.pk, second.pk)))

    assert outcomes == ["policies.date_taken", "published"]
    assert list(models.PolicyVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert list(OutboxEvent.objects.order_by("sequence").values_list("data__version", flat=True)) == [1, 2]


def attempt(revision_id: int) -> str:
    try:
        Revision.objects.get(pk=revision_id).publish()
    except publishing.PublishingRefused as refusal:
        return refusal.failures[0].code
    finally:
        connection.close()
    return "published"
