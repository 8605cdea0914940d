"""The worker's part: fetch what was announced, and read the cms's list for what never arrived."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from shop_api.adapters import cms_client
from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.publications import appliers, contracts, pulling, queries, refusals, rules, steps
from shop_api.publications.use_cases.apply_event import apply_event as apply_one
from shop_api.publications.use_cases.postpone_event import postpone_event


@app.task(name=steps.TASK)
def apply_event(event_id: str) -> None:
    """Fetch an event's body, outside any transaction, and apply it; a failure is kept and tried again later."""
    event = queries.incoming(UUID(event_id))
    if event is None:
        return
    clock = actors.clock(timezone.now(), permissions=CLOCK, request_id=f"event:{event_id}"[:64])
    command = contracts.ApplyEvent(id=event.id)
    try:
        if event.type not in rules.WITHOUT_BODY and appliers.applier_of(event.type) is not None:
            body = cms_client.body_of(event.type, event.data)
            command = contracts.ApplyEvent(id=event.id, document=body.document, sha256=body.sha256)
        apply_one(actor=clock, command=command)
    except cms_client.CmsFailed as failure:
        postpone_event(actor=clock, command=contracts.PostponeEvent(id=event.id, reason=failure.reason))
    except refusals.BodyRefused as refusal:
        reason = str(refusal.params["reason"])
        postpone_event(actor=clock, command=contracts.PostponeEvent(id=event.id, reason=reason))


@app.periodic(cron="* * * * *")
@app.task(name="shop_api.pull_events", queueing_lock="shop_api.pull_events", pass_context=False)
def pull_events(timestamp: int) -> None:
    """Every minute: read what the cms published since the last look."""
    try:
        pulling.pull()
    except cms_client.CmsFailed:
        return  # the next minute tries again; a cms that stays away shows in readyz of the cms itself
