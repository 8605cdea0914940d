"""Conversations that wait."""

from django.http import HttpResponse

from shop_api.gate.permissions import Permission
from shop_api.support.contracts import ThreadStatus
from shop_api.support.pages import frame
from shop_api.support.queries import threads

#: What waits for us stands first.
_TABS = (
    ThreadStatus.OPEN,
    ThreadStatus.WAITING_STAFF,
    ThreadStatus.WAITING_CUSTOMER,
    ThreadStatus.RESOLVED,
    ThreadStatus.CLOSED,
)


@frame.page
def queue(visit: frame.Visit) -> HttpResponse:
    """Conversations in one state, longest waiting first."""
    given = visit.request.GET
    states = [status.value for status in _TABS]
    status = given.get("status") if given.get("status") in states else ThreadStatus.OPEN.value
    found = visit.ask(
        threads.staff_threads, status=status, after=given.get("after"), before=given.get("before"), limit=50
    )
    may = visit.may(Permission.CONSENT_ANY_READ)
    return visit.show("threads", found=found, states=states, status_shown=status, opens_consents=may)
