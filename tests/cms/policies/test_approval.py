"""Where a workflow covers a policy, only what it approved becomes a version, whoever asks and however."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Revision, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from cms.policies import models, publishing, tree
from tests.cms.policies.conftest import change, pointers
from tests.cms.policies.test_gate import edit_url, nothing_is_public, posted, schedule

pytestmark = pytest.mark.django_db

NOT_APPROVED = [("", "policies.not_approved")]


@pytest.fixture
def author(db: None) -> Any:
    user = get_user_model().objects.create_user(email="author@infini.kz", first_name="Dana", last_name="Akhmetova")
    user.groups.add(Group.objects.get(name="Publishers"))
    return user


@pytest.fixture
def lawyer(db: None) -> Any:
    return get_user_model().objects.create_user(email="lawyer@infini.kz", first_name="Sanzhar", last_name="B")


@pytest.fixture
def legal(uncovered: None, lawyer: Any) -> Workflow:
    """Two steps that both are the lawyer's."""
    group = Group.objects.create(name="Lawyers")
    lawyer.groups.add(group, Group.objects.get(name="Publishers"))
    workflow = Workflow.objects.create(name="Legal approval")
    for place, name in enumerate(("Law", "Wording")):
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    return workflow


@pytest.fixture
def covered(draft: Any, legal: Workflow, author: Any) -> models.LegalPage:
    """A complete draft of the author's that waits for the approval of two steps."""
    page = draft()
    WorkflowPage.objects.create(workflow=legal, page=tree.parent_page())
    page.save_revision(user=author)
    return models.PolicyPage.objects.get()


def approve(page: models.LegalPage, by: Any, *, requested_by: Any = None, steps: int = 2) -> WorkflowState:
    """Submit the newest draft and approve so many of its steps."""
    state = page.get_workflow().start(page, requested_by)
    for _ in range(steps):
        state.refresh_from_db()
        state.current_task_state.specific.approve(user=by)
    return state


def by_revision(page: models.LegalPage, user: Any) -> None:
    page.get_latest_revision().publish(user=user)


def by_save(page: models.LegalPage, user: Any) -> None:
    page = page.get_latest_revision_as_object()
    page.live = True
    page.save(user=user)


def by_a_clock(page: models.LegalPage, user: Any) -> None:
    revision = schedule(page, user)
    revision.publish(log_action="wagtail.publish.scheduled")


@pytest.mark.parametrize("way", [by_revision, by_save, by_a_clock])
@pytest.mark.parametrize("who", ["author", "publisher"])
def test_without_an_approval_nobody_publishes(covered, request, way, who):
    """`publisher` is a superuser: no exception."""
    user = request.getfixturevalue(who)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        way(covered, user)

    assert pointers(refusal.value) == NOT_APPROVED
    assert nothing_is_public()


def test_the_button_says_what_to_do(covered, publisher):
    client = Client()
    client.force_login(publisher)

    answer = client.post(edit_url(covered), posted(covered, **{"action-publish": "action-publish"}))

    assert answer.context["form"].non_field_errors() == [
        "Этот текст ещё не одобрен. Отправьте его в процесс «Legal approval»: после одобрения он будет опубликован."
    ]
    assert nothing_is_public()


def test_the_button_is_not_offered(covered, publisher):
    client = Client()
    client.force_login(publisher)

    shown = client.get(edit_url(covered)).content.decode()

    assert 'name="action-publish"' not in shown
    assert 'name="action-submit"' in shown


def test_publishing_many_pages_at_once_is_refused(covered, publisher):
    client = Client()
    client.force_login(publisher)

    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={covered.pk}"
    answer = client.post(address, {"include_descendants": ""}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Этот текст ещё не одобрен. Отправьте его в процесс «Legal approval»: после одобрения он будет опубликован."
    ]
    assert nothing_is_public()


def test_the_last_approval_publishes_and_is_recorded(covered, author, lawyer):
    approve(covered, lawyer, requested_by=author)

    version = models.PolicyVersion.objects.get()
    assert (version.author_id, version.approver_id, version.is_self_approved) == (author.pk, lawyer.pk, False)
    assert Client().get("/api/v1/policies/privacy").status_code == 200


def test_the_approvers_button_publishes_and_saves_no_draft_of_its_own(covered, author, lawyer):
    """Whoever approves and changes nothing has approved what was submitted."""
    client = Client()
    client.force_login(lawyer)
    state = covered.get_workflow().start(covered, author)
    drafts = covered.revisions.count()
    approving = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    for _ in range(2):
        page = models.PolicyPage.objects.get().get_latest_revision_as_object()
        client.post(edit_url(page), posted(page, **approving))

    state.refresh_from_db()
    assert (state.status, covered.revisions.count()) == (state.STATUS_APPROVED, drafts)
    version = models.PolicyVersion.objects.get()
    assert (version.author_id, version.approver_id) == (author.pk, lawyer.pk)


def test_an_approval_by_the_author_is_recorded_as_one(covered, author):
    approve(covered, author)

    assert models.PolicyVersion.objects.get().is_self_approved is True


def test_one_step_of_two_is_no_approval(covered, lawyer, publisher):
    approve(covered, lawyer, steps=1)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        by_revision(covered, publisher)

    assert pointers(refusal.value) == NOT_APPROVED
    assert nothing_is_public()


def test_a_rejection_is_no_approval(covered, lawyer, publisher):
    state = covered.get_workflow().start(covered, None)
    state.current_task_state.specific.reject(user=lawyer)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        by_revision(covered, publisher)

    assert pointers(refusal.value) == NOT_APPROVED


def test_what_was_edited_after_its_approval_is_not_approved(covered, lawyer, author, tomorrow):
    approve(covered, lawyer)
    edited = change(covered, title_en="Another", effective_from=tomorrow)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        by_revision(edited, author)

    assert pointers(refusal.value) == NOT_APPROVED
    assert models.PolicyVersion.objects.count() == 1


def test_an_approver_who_edits_approves_what_is_then_published(covered, author, lawyer):
    """The steps start again for the edited text; nothing is published that was approved before the edit only."""
    state = approve(covered, lawyer, steps=1)
    page = models.PolicyPage.objects.get().get_latest_revision_as_object()
    page.title_en = "Corrected"
    page.save_revision(user=lawyer)

    state = WorkflowState.objects.get(pk=state.pk)  # as the next request finds it
    state.current_task_state.specific.approve(user=lawyer)
    between = models.PolicyVersion.objects.count()
    for _ in range(2):
        state.refresh_from_db()
        state.current_task_state.specific.approve(user=lawyer)

    assert between == 0
    version = models.PolicyVersion.objects.get()
    assert version.document["texts"]["en"]["title"] == "Corrected"
    assert (version.author_id, version.approver_id) == (lawyer.pk, lawyer.pk)


def schedule_approved(page: models.LegalPage, lawyer: Any) -> Revision:
    page = page.get_latest_revision_as_object()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision()
    approve(models.PolicyPage.objects.get(), lawyer)
    return models.PolicyPage.objects.get().get_latest_revision()


def let_its_time_come(revision: Revision) -> None:
    past = timezone.now() - timedelta(minutes=1)
    content = {**revision.content, "go_live_at": past.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(content=content, approved_go_live_at=past)


def test_an_approved_schedule_publishes_when_its_time_comes(covered, lawyer):
    revision = schedule_approved(covered, lawyer)
    before = models.PolicyVersion.objects.count()
    let_its_time_come(revision)

    call_command("publish_scheduled", verbosity=0)

    assert before == 0
    assert models.PolicyVersion.objects.get().approver_id == lawyer.pk


def test_a_revision_that_was_saved_over_after_its_approval_is_refused(covered, lawyer):
    """Autosave writes over the newest revision; what was approved under its number is then another text."""
    revision = schedule_approved(covered, lawyer)
    page = revision.as_object()
    page.title_en = "Never approved"
    page.save_revision(overwrite_revision=revision, user=revision.user)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=revision.approved_go_live_at)
    let_its_time_come(Revision.objects.get(pk=revision.pk))

    call_command("publish_scheduled", verbosity=0)

    assert nothing_is_public()


def test_another_workflow_approved_before_is_not_enough(covered, lawyer, author):
    approve(covered, lawyer, steps=1)
    other = Workflow.objects.create(name="Board")
    WorkflowTask.objects.create(workflow=other, task=GroupApprovalTask.objects.create(name="Board"), sort_order=0)
    WorkflowPage.objects.filter(page=tree.parent_page()).update(workflow=other)

    with pytest.raises(publishing.PublishingRefused) as refusal:
        by_revision(models.PolicyPage.objects.get(), author)

    assert refusal.value.failures[0].params == {"workflow": "Board"}


def test_wagtails_first_workflow_covers_a_policy_from_the_start(db, today):
    from cms.policies import demo
    from tests.cms.policies.conftest import content

    page = demo.page_of(content(), effective_from=today)
    page.live = True

    with pytest.raises(publishing.PublishingRefused) as refusal:
        tree.parent_page().add_child(instance=page)

    assert pointers(refusal.value) == NOT_APPROVED
    assert refusal.value.failures[0].params == {"workflow": "Publishers’ approval"}
    assert Page.objects.filter(slug="privacy").exists() is False


def test_the_dry_run_names_the_next_step(covered, publisher, lawyer, capsys):
    client = Client()
    client.force_login(publisher)

    shown = client.get(reverse("policies_check", args=(covered.pk,))).content.decode()
    call_command("check_policy", "privacy")

    assert "отправьте текст в процесс «Legal approval»" in shown
    assert capsys.readouterr().out.splitlines()[-1] == "privacy can be submitted to “Legal approval”."
