"""Requests of data subjects, as they and as staff read them. A page is one statement at any size."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet

from frontend_contracts.wire import cursors
from frontend_contracts.wire.problems import NotFound
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.privacy import contracts, models, rules
from shop_api.privacy.contracts import RequestStatus, Right
from shop_api.values.clock import day_in_almaty
from shop_api.values.identifiers import spoken
from shop_api.values.page import Page

Shape = TypeVar("Shape")


@query(permission=Permission.PRIVACY_REQUEST_READ)
def own_privacy_requests(*, actor: Actor, criteria: contracts.OwnPrivacyRequests) -> Page[contracts.PrivacyRequest]:
    """One's own requests, newest first, with their clocks and answers.

    :raises InputInvalid: a cursor that is none of this list's
    """
    rows = _mine(actor)
    found = cursors.page_of(rows, limit=criteria.limit, after=criteria.after, before=criteria.before)
    return _page(found, own_shape, newest_first=True)


@query(permission=Permission.PRIVACY_REQUEST_READ)
def own_privacy_request(*, actor: Actor, criteria: contracts.PrivacyRequestOf) -> contracts.PrivacyRequest:
    """One of one's own requests.

    :raises NotFound: there is none, or it is somebody else's
    """
    return _own(actor, number=rules.bare_request_number(criteria.number))


@query(permission=Permission.PRIVACY_REQUEST_HANDLE, under=[Statute.DATA_SUBJECT_RIGHTS])
def staff_privacy_requests(
    *, actor: Actor, criteria: contracts.StaffPrivacyRequests
) -> Page[contracts.StaffPrivacyRequest]:
    """Requests that wait, or that are done, longest waiting first.

    :raises InputInvalid: a cursor that is none of this list's
    """
    rows = models.PrivacyRequest.objects.filter(status=criteria.status.value)
    found = cursors.page_of(
        rows, limit=criteria.limit, after=criteria.after, before=criteria.before, newest_first=False
    )
    return _page(found, lambda row: staff_shape(row, actor), newest_first=False)


def replayed_own(actor: Actor, request_id: str) -> contracts.PrivacyRequest:
    """The request a repeated key made, as it is now."""
    return _own(actor, id=request_id)


def replayed_for_staff(actor: Actor, request_id: str) -> contracts.StaffPrivacyRequest:
    """The request a repeated key answered, as it is now."""
    return staff_shape(models.PrivacyRequest.objects.get(id=request_id), actor)


def own_shape(row: models.PrivacyRequest) -> contracts.PrivacyRequest:
    """A row as whoever made it sees it."""
    return contracts.PrivacyRequest(**_common(row), policy_version=row.policy_version)


def staff_shape(row: models.PrivacyRequest, actor: Actor) -> contracts.StaffPrivacyRequest:
    """A row as staff see it: without whose it is."""
    overdue = row.status == RequestStatus.OPEN.value and row.due_on < day_in_almaty(actor.at)
    return contracts.StaffPrivacyRequest(**_common(row), overdue=overdue, locale=row.locale)


def _mine(actor: Actor) -> QuerySet[models.PrivacyRequest]:
    """What this very caller asked: of a shared device's subject, too, nobody else's."""
    if actor.subject_id is None:
        return models.PrivacyRequest.objects.none()
    return models.PrivacyRequest.objects.filter(principal=actor.principal, subject_id=actor.subject_id)


def _own(actor: Actor, **which: str | None) -> contracts.PrivacyRequest:
    row = _mine(actor).filter(**which).first()
    if row is None:
        raise NotFound
    return own_shape(row)


def _common(row: models.PrivacyRequest) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": spoken(row.number),
        "right": Right(row.right),
        "text": row.text,
        "status": RequestStatus(row.status),
        "created_at": row.created_at,
        "due_on": row.due_on,
        "is_estimated": row.is_estimated,
        "answer": row.answer or None,
        "article": row.article or None,
        "version": row.version,
    }


def _page(
    found: cursors.Page[models.PrivacyRequest], shape: Callable[[models.PrivacyRequest], Shape], *, newest_first: bool
) -> Page[Shape]:
    return Page(
        data=tuple(shape(row) for row in found.rows),
        next=found.next,
        prev=found.prev,
        has_more=found.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row), newest_first=newest_first) for row in found.rows),
    )
