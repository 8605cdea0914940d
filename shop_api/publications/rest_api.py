"""REST addresses of publications: the webhook, whose signature covers the raw body, and the shop's own events."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from frontend_contracts.wire import webhooks
from frontend_contracts.wire.errors_view import answer_problem
from frontend_contracts.wire.problems import AuthRequired, MethodNotAllowed, Problem
from shop_api.doors import caller, rest
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import PROVIDER
from shop_api.publications import queries, refusals, steps
from shop_api.publications.use_cases.receive_event import receive_event

_OURS = "whsec_"  # how a provider's bearer is told from anybody else's


@csrf_exempt
def cms_events(request: HttpRequest) -> HttpResponse:
    """Take in one signed event; 204 for a new one and for one that came before."""
    try:
        if request.method != "POST":
            raise MethodNotAllowed(allowed="POST")
        body = request.body  # raw: the signature is over these very bytes
        event = _verified(request, body)
        receive_event(actor=_provider(request), command=steps.received(event))
    except Problem as problem:
        return answer_problem(problem, request)
    return HttpResponse(status=204)


def _verified(request: HttpRequest, body: bytes) -> webhooks.Event:
    try:
        message_id = webhooks.verify(body, request.headers, secrets=[settings.EVENTS_SECRET])
    except webhooks.SignatureRefused:
        raise refusals.SignatureInvalid() from None
    try:
        event = webhooks.Event.from_bytes(body)
    except webhooks.EventMalformed:
        raise refusals.EventUnreadable() from None
    if str(event.id) != message_id:  # else one event could come in under many ids
        raise refusals.EventUnreadable()
    return event


def _provider(request: HttpRequest) -> Actor:
    return Actor(
        kind=ActorKind.PROVIDER,
        at=timezone.now(),
        door="rest",
        permissions=PROVIDER,
        principal="provider:cms",
        request_id=getattr(request, "request_id", ""),
    )


def identify_provider(request: HttpRequest) -> caller.Identified | None:
    """A system that holds the events secret, by `Authorization: Bearer whsec_…`; other bearers are not ours."""
    token = caller.bearer(request)
    if token is None or not token.startswith(_OURS):
        return None
    if not hmac.compare_digest(token.encode(), settings.EVENTS_SECRET.encode()):
        raise AuthRequired()
    return caller.Identified(kind=ActorKind.PROVIDER, principal="provider:events", permissions=PROVIDER)


urlpatterns = [
    path("events/cms", cms_events, name="events/cms"),
    rest.route("events", get=rest.read(queries.events)),
]
