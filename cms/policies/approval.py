"""Approval: where a workflow covers a page, a version is made only of what that workflow approved, whoever asks.

The workflow is Wagtail's own, assigned to the page or to a page above it. What counts is the newest approval, and the
content that it was given for: a text that was edited afterwards has not been approved.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from wagtail.models import TaskState, Workflow, WorkflowState

from cms.policies import contracts
from cms.policies.contracts import Failure

if TYPE_CHECKING:
    from cms.policies.models import LegalPage


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who gave the last approval that the workflow asks for."""

    workflow: str
    approver_id: UUID | None


def failures_of(page: "LegalPage", draft: contracts.Draft) -> list[Failure]:
    """Return one failure where a workflow covers the page and has not approved this draft; nobody is excepted."""
    workflow = awaited(page, draft)
    return (
        [] if workflow is None else [Failure(pointer="", code="policies.not_approved", params={"workflow": workflow})]
    )


def awaited(page: "LegalPage", draft: contracts.Draft) -> str | None:
    """Return the name of the workflow that still has to approve the draft; None where nothing is awaited."""
    workflow = page.get_workflow()
    if workflow is None or approval_of(page, draft) is not None:
        return None
    return str(workflow.name)


def approval_of(page: "LegalPage", draft: contracts.Draft) -> Approval | None:
    """Return the approval of exactly this draft by the workflow that covers the page, or None."""
    workflow = page.get_workflow()
    if workflow is None or page.pk is None:
        return None
    last = WorkflowState.objects.for_instance(page).filter(workflow=workflow, status=WorkflowState.STATUS_APPROVED)
    state = last.order_by("-pk").first()
    given = _given(workflow, state) if state is not None else []
    if not given or not all(_is_of(task_state, draft) for task_state in given):
        return None
    return Approval(workflow=str(workflow.name), approver_id=given[-1].finished_by_id)


def _is_of(task_state: TaskState, draft: contracts.Draft) -> bool:
    """Say whether this is what was approved: Wagtail can save over a revision, and dates it anew then."""
    revision = task_state.revision
    return bool(revision.created_at <= task_state.finished_at and revision.as_object().draft() == draft)


def _given(workflow: Workflow, state: WorkflowState) -> list[TaskState]:
    """Return the last approval of each task that the workflow asks for, oldest first; none where one is missing."""
    approved = state.task_states.filter(status=TaskState.STATUS_APPROVED).select_related("revision")
    by_task = {task_state.task_id: task_state for task_state in approved.order_by("finished_at", "pk")}
    asked = set(workflow.workflow_tasks.filter(task__active=True).values_list("task_id", flat=True))
    if asked - set(by_task):
        return []
    return sorted((by_task[task] for task in asked), key=lambda one: (one.finished_at, one.pk))
