"""The queue of requests of data subjects: what is due first stands first to whoever reads its clock."""

from django.http import HttpResponse

from frontend_contracts.wire.problems import NotFound, Problem
from shop_api.privacy.contracts import RequestStatus
from shop_api.privacy.queries import requests
from shop_api.privacy.use_cases.answer_privacy_request import answer_privacy_request
from shop_api.support.pages import frame

_STATES = [one.value for one in RequestStatus]


@frame.page
def queue(visit: frame.Visit) -> HttpResponse:
    """Requests in one state, longest waiting first."""
    return _queue(visit)


@frame.page
def answer(visit: frame.Visit, number: str) -> HttpResponse:
    """Answer or refuse the request that was read."""
    if visit.request.method != "POST":
        raise NotFound
    given = visit.request.POST
    try:
        visit.run(
            answer_privacy_request,
            number=number,
            text=given.get("text"),
            article=given.get("article"),
            expected_version=frame.whole_number(given.get("expected_version")),
        )
    except Problem as problem:
        if problem.kind.value == 404:
            raise
        typed = {"number": number, "text": given.get("text", ""), "article": given.get("article", "")}
        return _queue(visit, problem, typed)
    return frame.closed(frame.redirect("/support/privacy?said=answered"))


def _queue(visit: frame.Visit, problem: Problem | None = None, typed: dict[str, str] | None = None) -> HttpResponse:
    """The page; after a refusal with what was typed, where it was typed."""
    given = visit.request.GET
    status = given.get("status") if given.get("status") in _STATES else RequestStatus.OPEN.value
    found = visit.ask(
        requests.staff_privacy_requests,
        status=status,
        after=given.get("after"),
        before=given.get("before"),
        limit=50,
    )
    return visit.show(
        "privacy",
        status=200 if problem is None else problem.kind.value,
        problem=problem,
        found=found,
        typed=typed,
        states=_STATES,
        status_shown=status,
    )
