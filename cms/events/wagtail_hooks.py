"""Events in Wagtail: what was published, whether the shop has it, and a button to send it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from cms.events import delivery, models, tasks

EVENTS_A_PAGE = 50


@permission_required("events.view_outboxevent")
def deliveries(request: HttpRequest) -> HttpResponse:
    """The newest events with their latest deliveries, and the state of the subscriber."""
    attempts = models.DeliveryAttempt.objects.order_by("-attempted_at")
    events = models.OutboxEvent.objects.order_by("-sequence").prefetch_related(Prefetch("attempts", queryset=attempts))
    page = Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        "page": page,
        "subscriber": models.Subscriber.objects.filter(name=delivery.SHOP).first(),
        "may_replay": request.user.has_perm("events.replay_outboxevent"),
    }
    return render(request, "events/deliveries.html", context)


@require_POST
@permission_required("events.replay_outboxevent")
def replay(request: HttpRequest, sequence: int) -> HttpResponse:
    """Send one event again."""
    event = get_object_or_404(models.OutboxEvent, sequence=sequence)
    tasks.replay_events.defer(first=event.sequence, last=event.sequence)
    messages.success(request, f"Event {event.sequence} is on its way again.")
    return redirect("events_deliveries")


@require_POST
@permission_required("events.replay_outboxevent")
def resume(request: HttpRequest) -> HttpResponse:
    """Let a paused subscriber be tried again."""
    delivery.resume()
    tasks.deliver_events.defer()
    messages.success(request, "Delivery goes on.")
    return redirect("events_deliveries")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Where these pages stand."""
    return [
        path("events/", deliveries, name="events_deliveries"),
        path("events/<int:sequence>/replay/", replay, name="events_replay"),
        path("events/resume/", resume, name="events_resume"),
    ]


class EventsMenuItem(MenuItem):
    """The menu entry, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this editor may see deliveries."""
        return request.user.has_perm("events.view_outboxevent")


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """An entry under Reports."""
    return EventsMenuItem("Deliveries to the shop", reverse("events_deliveries"), icon_name="history", order=900)
