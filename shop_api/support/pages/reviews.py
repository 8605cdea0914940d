"""The moderators' queue."""

from django.http import HttpResponse

from frontend_contracts.wire.problems import NotFound, Problem
from shop_api.reviews import queries
from shop_api.reviews.contracts import ReviewReason, ReviewStatus
from shop_api.reviews.use_cases.hide_review import hide_review
from shop_api.reviews.use_cases.publish_review import publish_review
from shop_api.reviews.use_cases.reject_review import reject_review
from shop_api.support.pages import frame

_DECISIONS = {"publish": publish_review, "reject": reject_review, "hide": hide_review}
_SAID = {"publish": "published", "reject": "rejected", "hide": "hidden"}


@frame.page
def queue(visit: frame.Visit) -> HttpResponse:
    """Reviews in one state, longest waiting first."""
    return _queue(visit)


@frame.page
def decide(visit: frame.Visit, review_id: str, decision: str) -> HttpResponse:
    """Publish, reject or hide the version that was read."""
    if decision not in _DECISIONS or visit.request.method != "POST":
        raise NotFound
    given = visit.request.POST
    version = frame.whole_number(given.get("expected_version"))
    command: dict[str, object] = {"review_id": str(review_id), "expected_version": version}
    if decision != "publish":
        command["reason"] = given.get("reason")
    try:
        visit.run(_DECISIONS[decision], **command)
    except Problem as problem:
        if problem.kind.value == 404:
            raise
        return _queue(visit, problem)
    status = given.get("status", "")
    return frame.closed(frame.redirect(f"/support/reviews?status={_known(status)}&said={_SAID[decision]}"))


def _queue(visit: frame.Visit, problem: Problem | None = None) -> HttpResponse:
    given = visit.request.GET
    status = _known(given.get("status") or visit.request.POST.get("status", ""))
    found = visit.ask(
        queries.reviews_to_moderate, status=status, after=given.get("after"), before=given.get("before"), limit=50
    )
    return visit.show(
        "reviews",
        status=200 if problem is None else problem.kind.value,
        problem=problem,
        found=found,
        states=[one.value for one in ReviewStatus],
        status_shown=status,
        reasons=[one.value for one in ReviewReason],
    )


def _known(status: str) -> str:
    return status if status in {one.value for one in ReviewStatus} else ReviewStatus.PENDING.value
