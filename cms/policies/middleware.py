"""A refusal outside the edit form: approval in a workflow, publication of many pages, copying, the admin's own API.

Those views of Wagtail know no refusal and would answer 500, or do it. The editor is led to the edit page and told why.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from cms.policies import refusals, removals
from cms.policies.publishing import PublishingRefused

PAGE_ACTION = "wagtailadmin_api:pages:action"
SHOWN = 5  # refusals told at the top of the page; the page's own panel lists all


class RefusedPublishingMiddleware:
    """Turns a refusal into messages on the edit page, and refuses what no hook of Wagtail can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what the hooks refuse to the admin's own API, which runs none of them."""
        match = request.resolver_match
        if match is None or match.view_name != PAGE_ACTION or kwargs["action_name"] not in removals.ACTIONS:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        kept = removals.kept_among(Page.objects.filter(pk=kwargs["pk"]), with_descendants=True)
        return JsonResponse({"detail": removals.refusal(kept)}, status=403) if kept else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception alone."""
        if not isinstance(exception, PublishingRefused):
            return None
        locale = (get_language() or "en")[:2]
        for failure in exception.failures[:SHOWN]:
            messages.error(request, refusals.message(failure, locale))
        if len(exception.failures) > SHOWN:
            messages.error(request, f"+ {len(exception.failures) - SHOWN}")
        address = reverse("wagtailadmin_home")
        if exception.page_id is not None:
            address = reverse("wagtailadmin_pages:edit", args=(exception.page_id,))
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})
        return HttpResponseRedirect(address)
