"""A person's consents: found from an order, a conversation or an e-mail address; what stands; one record, checked."""

from uuid import UUID

from django.http import HttpResponse

from frontend_contracts.wire.problems import NotFound, Problem
from shop_api.gate.permissions import Permission
from shop_api.support import rules
from shop_api.support.pages import frame
from shop_api.support.queries import consents, desk
from shop_api.support.use_cases.reveal_evidence import reveal_evidence
from shop_api.support.use_cases.revoke_consent import revoke_consent

HOME = "/support/consents"


@frame.page
def search(visit: frame.Visit) -> HttpResponse:
    """One box: an order's number, a conversation's, or an account's e-mail address; it travels in a body."""
    if not visit.may(Permission.CONSENT_ANY_READ):
        raise NotFound
    q = visit.request.POST.get("q", "").strip()
    if visit.request.method != "POST" or not q:
        return visit.show("consents", q=q)
    try:
        return _person(visit, **{_kind_of(q): q})
    except Problem as problem:
        if problem.kind.value != 404:
            return visit.show("consents", status=problem.kind.value, problem=problem, q=q)
        return visit.show("consents", status=404, q=q, is_unknown=True)


@frame.page
def of_order(visit: frame.Visit, number: str) -> HttpResponse:
    """The consents of whoever placed an order."""
    return _person(visit, order=number)


@frame.page
def of_thread(visit: frame.Visit, number: str) -> HttpResponse:
    """The consents of whoever began a conversation."""
    return _person(visit, thread=number)


@frame.page
def person(visit: frame.Visit, subject_id: UUID) -> HttpResponse:
    """What stands for a person, and what they said."""
    told = visit.ask(consents.staff_consents, subject_id=str(subject_id))
    return visit.show("person", told=told)


@frame.page
def record(visit: frame.Visit, subject_id: UUID, record_id: UUID) -> HttpResponse:
    """One record, verified as it is opened."""
    return _record(visit, subject_id, record_id)


@frame.page
def reveal(visit: frame.Visit, subject_id: UUID, record_id: UUID) -> HttpResponse:
    """Show the evidence in clear, once, on the answer to this very form."""
    if visit.request.method != "POST":
        return frame.closed(frame.redirect(_address(subject_id, record_id)))
    reason = visit.request.POST.get("reason", "").strip()
    try:
        revealed = visit.run(reveal_evidence, subject_id=str(subject_id), id=str(record_id), reason=reason)
    except Problem as problem:
        return _refused(visit, subject_id, record_id, problem, reveal_reason=reason)
    return _record(visit, subject_id, record_id, revealed={one.event: one for one in revealed.values})


@frame.page
def revoke(visit: frame.Visit, subject_id: UUID, record_id: UUID) -> HttpResponse:
    """Revoke the consent."""
    if visit.request.method != "POST":
        return frame.closed(frame.redirect(_address(subject_id, record_id)))
    reason = visit.request.POST.get("reason", "").strip()
    try:
        visit.run(revoke_consent, subject_id=str(subject_id), id=str(record_id), reason=reason)
    except Problem as problem:
        return _refused(visit, subject_id, record_id, problem, revoke_reason=reason)
    return frame.closed(frame.redirect(f"{_address(subject_id, record_id)}?said=revoked"))


def _kind_of(typed: str) -> str:
    if "@" in typed:
        return "email"
    return "thread" if typed[:1].upper() == rules.LETTER else "order"


def _person(visit: frame.Visit, **which: str) -> HttpResponse:
    found = visit.ask(consents.find_subject, **which)
    return frame.closed(frame.redirect(f"{HOME}/{found.id}"))


def _address(subject_id: UUID, record_id: UUID) -> str:
    return f"{HOME}/{subject_id}/{record_id}"


def _refused(
    visit: frame.Visit, subject_id: UUID, record_id: UUID, problem: Problem, **context: object
) -> HttpResponse:
    if problem.kind.value == 404:
        raise problem
    return _record(visit, subject_id, record_id, problem=problem, **context)


def _record(
    visit: frame.Visit, subject_id: UUID, record_id: UUID, *, problem: Problem | None = None, **context: object
) -> HttpResponse:
    shown = visit.ask(consents.staff_consent_record, subject_id=str(subject_id), id=str(record_id))
    return visit.show(
        "record",
        status=200 if problem is None else problem.kind.value,
        problem=problem,
        record=shown,
        address=_address(subject_id, record_id),
        may_reveal=visit.may(Permission.CONSENT_EVIDENCE_REVEAL),
        may_revoke=visit.may(Permission.CONSENT_ANY_REVOKE),
        reveals_left=desk.reveals_left(visit.actor),
        **context,
    )
