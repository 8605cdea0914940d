"""Finding an order, looking at it, and what can be done with it."""

from typing import Any

from django.http import HttpResponse

from frontend_contracts.wire.problems import NotFound, Problem
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import UseCase
from shop_api.support.contracts import ContactField, StaffCancelReason
from shop_api.support.pages import frame
from shop_api.support.queries import desk, threads
from shop_api.support.use_cases.answer_thread import answer_thread
from shop_api.support.use_cases.cancel_order_for_customer import cancel_order_for_customer
from shop_api.support.use_cases.deliver_order import deliver_order
from shop_api.support.use_cases.resolve_thread import resolve_thread
from shop_api.support.use_cases.reveal_contact import reveal_contact

SHORTEST_SEARCH = 2


@frame.page
def search(visit: frame.Visit) -> HttpResponse:
    """The desk's home: one box for everything. What is typed travels in a body, never in an address."""
    if not visit.may(Permission.SUPPORT_ORDER_SEARCH):
        others = [at for _, at, permission in frame.SECTIONS if visit.may(permission)]
        if not others:
            raise NotFound
        return frame.closed(frame.redirect(others[0]))
    if visit.request.method != "POST":
        return visit.show("search", q="", found=None)
    given = visit.request.POST
    q = given.get("q", "").strip()
    if len(q) < SHORTEST_SEARCH:
        return visit.show("search", q=q, found=None, is_too_short=True)
    try:
        found = visit.ask(desk.search_orders, q=q, after=given.get("after"), before=given.get("before"), limit=50)
    except Problem as problem:
        return visit.show("search", status=problem.kind.value, problem=problem, q=q, found=None)
    return visit.show("search", q=q, found=found)


@frame.page
def order(visit: frame.Visit, number: str) -> HttpResponse:
    """One order: money, goods, history, masked contacts, conversations."""
    return _order(visit, number)


@frame.page
def reveal(visit: frame.Visit, number: str) -> HttpResponse:
    """Show contacts in clear, once, on the answer to this very form."""
    given = visit.request.POST
    if visit.request.method != "POST":
        return frame.closed(frame.redirect(f"/support/orders/{number}"))
    try:
        revealed = visit.run(
            reveal_contact, number=number, fields=given.getlist("fields"), reason=given.get("reason", "").strip()
        )
    except Problem as problem:
        if problem.kind.value == 404:
            raise
        return _order(visit, number, problem=problem, reason=given.get("reason", ""), wanted=given.getlist("fields"))
    return _order(visit, number, revealed=revealed)


@frame.page
def deliver(visit: frame.Visit, number: str) -> HttpResponse:
    """Complete the order, cash collected."""
    return _act(visit, number, deliver_order, "delivered", number=number, expected_version=_version(visit))


@frame.page
def cancel(visit: frame.Visit, number: str) -> HttpResponse:
    """Cancel the order for its customer."""
    return _act(
        visit,
        number,
        cancel_order_for_customer,
        "cancelled",
        number=number,
        reason=visit.request.POST.get("reason"),
        expected_version=_version(visit),
    )


@frame.page
def answer(visit: frame.Visit, number: str, thread: str) -> HttpResponse:
    """Answer a conversation about the order."""
    text = visit.request.POST.get("text", "")
    return _act(visit, number, answer_thread, "answered", thread=thread, text=text)


@frame.page
def resolve(visit: frame.Visit, number: str, thread: str) -> HttpResponse:
    """Mark a conversation about the order as resolved."""
    return _act(visit, number, resolve_thread, "resolved", thread=thread, expected_version=_version(visit))


def _act(visit: frame.Visit, order_number: str, use_case: UseCase[Any], said: str, **command: Any) -> HttpResponse:
    if visit.request.method != "POST":
        return frame.closed(frame.redirect(f"/support/orders/{order_number}"))
    try:
        visit.run(use_case, **command)
    except Problem as problem:
        if problem.kind.value == 404:
            raise
        return _order(visit, order_number, problem=problem)
    return frame.closed(frame.redirect(f"/support/orders/{order_number}?said={said}"))


def _order(visit: frame.Visit, number: str, *, problem: Problem | None = None, **context: Any) -> HttpResponse:
    shown = visit.ask(desk.staff_order, number=number)
    talks = visit.ask(threads.staff_threads, order=number, limit=50) if _answers(visit) else None
    return visit.show(
        "order",
        status=200 if problem is None else problem.kind.value,
        problem=problem,
        order=shown,
        talks=talks,
        actions={one.action.value: one for one in shown.allowed_actions},
        contact_fields=[field.value for field in ContactField],
        cancel_reasons=[reason.value for reason in StaffCancelReason],
        reveals_left=desk.reveals_left(visit.actor),
        opens_consents=visit.may(Permission.CONSENT_ANY_READ),
        **context,
    )


def _answers(visit: frame.Visit) -> bool:
    return visit.may(Permission.SUPPORT_THREAD_ANSWER)


def _version(visit: frame.Visit) -> int | None:
    return frame.whole_number(visit.request.POST.get("expected_version"))
