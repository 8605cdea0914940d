"""A refusal outside the edit form: approval in a workflow, publication of many pages, copying.

Those views of Wagtail know no refusal and would answer 500. The editor is led to the edit page and told why.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language

from cms.policies import refusals
from cms.policies.publishing import PublishingRefused

SHOWN = 5  # refusals told at the top of the page; the page's own panel lists all


class RefusedPublishingMiddleware:
    """Turns a refusal into messages on the edit page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

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
