"""Reading the cms's own list of events, for the worker's clock and for the command."""

from django.utils import timezone

from frontend_contracts.wire.webhooks import Event, EventMalformed
from shop_api.adapters import cms_client
from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.publications import contracts, queries, steps
from shop_api.publications.use_cases.take_pulled_events import take_pulled_events

LARGEST_PULL = 100  # pages in one run; the next minute goes on


def pull() -> int:
    """Read the cms's list to its end; returns how many events stood there past the last position.

    :raises CmsFailed: the cms cannot be read
    """
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id="pull_events")
    found = 0
    for _ in range(LARGEST_PULL):
        position = queries.pull_position()
        listed = cms_client.events_after(position)
        events = tuple(_event(one) for one in listed)
        if events or queries.unsettled(clock.at):
            reach = max([position, *(event.sequence for event in events)])
            take_pulled_events(actor=clock, command=contracts.TakePulledEvents(events=events, position=reach))
        found += len(events)
        if len(events) < cms_client.PAGE:
            break
    return found


def _event(listed: object) -> contracts.ReceiveEvent:
    try:
        event = Event.from_dict(listed)
    except EventMalformed as error:
        raise cms_client.CmsFailed("no_event") from error
    return steps.received(event)
