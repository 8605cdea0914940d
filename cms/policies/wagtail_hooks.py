"""Where the policies meet Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import CharField, Form, Media, Textarea
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.policies import alarms, models, naming, panel_texts, publishing, queries, readiness, removals, shop_inventory
from cms.policies.three_languages import LANGUAGES


class WithdrawalForm(Form):
    """Why a version is taken back."""

    reason = CharField(
        max_length=500, min_length=10, widget=Textarea(attrs={"rows": 3}), help_text="Kept with the version."
    )


@hooks.register("register_admin_urls")
def withdrawal_url() -> list[URLPattern]:
    """Add the page that takes back a version, and the dry run of the gate."""
    return [
        path("policies/<slug:slug>/versions/<int:number>/withdraw/", withdraw, name="policies_withdraw"),
        path("policies/<slug:slug>/versions/<int:number>/", difference, name="policies_difference"),
        path("policies/<int:page_id>/check/", check, name="policies_check"),
    ]


def check(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer what the gate says about the saved draft, with the shop asked anew; for those who may edit the page."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None or not isinstance(page.specific, models.LegalPage):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft_page = page.specific.get_latest_revision_as_object()
    context = readiness.of(draft_page, draft_page.draft(), shop_inventory.observe())
    response = render(request, "policies/readiness.html", context)
    response["Cache-Control"] = "no-store"
    return response


def difference(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what a version changed, by section and clause, for those who may edit its page."""
    version = models.PolicyVersion.objects.filter(slug=slug, number=number).select_related("predecessor").first()
    page = Page.objects.filter(pk=version.page_id).first() if version else None
    if version is None or version.predecessor is None or page is None:
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    locale = request.GET.get("locale", "ru")
    found = queries.policy_diff(
        slug=slug,
        from_version=version.predecessor.number,
        to_version=number,
        locale=locale if locale in LANGUAGES else "ru",
    )
    changes = [
        {
            "change": row.change,
            "name": naming.clause_title(row.kind, row.id, panel_texts.locale()),
            "fields": row.fields,
        }
        for row in (*found.purposes, *found.switches, *found.clauses)
    ]
    context = {"found": found, "changes": changes, "page": page, "languages": LANGUAGES, "t": panel_texts.texts()}
    return render(request, "policies/difference.html", context)


def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take back a version whose date has not come; for those who may publish its page."""
    version = models.PolicyVersion.objects.filter(slug=slug, number=number).first()
    page = Page.objects.filter(pk=version.page_id).first() if version else None
    if version is None or page is None:
        raise Http404
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                publishing.withdraw_version(
                    slug=slug,
                    number=number,
                    reason=form.cleaned_data["reason"],
                    by=request.user.pk,
                    now=timezone.now(),
                )
        except publishing.WithdrawalRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Version {number} of {slug} is withdrawn.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "policies/withdraw.html", {"version": version, "form": form})


@hooks.register("register_log_actions")
def log_action_of_the_alarm(actions: LogActionRegistry) -> None:
    """Let the history of a page say that its schedule was refused, and why."""

    @actions.register_action(alarms.REFUSED)
    class RefusedSchedule(LogFormatter):
        label = "Refuse a scheduled publication"

        def format_message(self, log_entry: Any) -> str:
            return f"{panel_texts.texts()['alarm_home']}: {alarms.reasons_in(log_entry.data)}"


@hooks.register("construct_homepage_panels")
def show_alarms(request: HttpRequest, home_panels: list[Any]) -> None:
    """Put refused schedules first on the home page, before those who may edit the pages."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(request.user, "change")
    found = [
        alarm
        for kind in (models.PolicyPage, models.TermsPage)
        for alarm in alarms.standing(kind.objects.filter(pk__in=pages.values("pk")))
    ]
    if found:
        home_panels.insert(0, AlarmPanel(found))


class AlarmPanel(Component):
    """The refused schedules on the home page."""

    order = 10
    template_name = "policies/alarms.html"

    def __init__(self, found: list[alarms.Alarm]) -> None:
        self.found = found

    @property
    def media(self) -> Media:
        """The style of the panel; asked for when it is drawn, because static files may not be collected before."""
        return Media(css={"all": [versioned_static("policies/three_languages.css")]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the alarms and the words around them."""
        return {"alarms": self.found, "t": panel_texts.texts()}


@hooks.register("construct_page_action_menu")
def offer_the_workflow(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Where a workflow has to approve, do not offer the button that would be refused."""
    page = context.get("page")
    if isinstance(page, models.LegalPage) and page.get_workflow() is not None:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_unpublish_page")
def refuse_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A published text stays: people agreed to it. Taking its page offline would only hide that from editors."""
    return _refuse_removal(request, [page], with_descendants="include_descendants" in request.POST)


@hooks.register("before_delete_page")
def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A published text stays, also where it stands below the page that goes."""
    return _refuse_removal(request, [page], with_descendants=True)


@hooks.register("before_bulk_action")
def refuse_removal_of_many(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> HttpResponse | None:
    """A published text stays, also among pages that go together; then all of them stay."""
    pages = [found for found in objects if isinstance(found, Page)]
    if action_type not in removals.ACTIONS or not pages:
        return None
    everything = action_type == "delete" or "include_descendants" in request.POST
    return _refuse_removal(request, pages, with_descendants=everything)


def _refuse_removal(request: HttpRequest, pages: list[Page], *, with_descendants: bool) -> HttpResponse | None:
    kept = removals.kept_among(pages, with_descendants=with_descendants)
    if not kept:
        return None
    messages.error(request, removals.refusal(kept))
    return redirect("wagtailadmin_pages:edit", kept[0].pk)


@hooks.register("before_copy_page")
def refuse_copy(request: HttpRequest, page: Any) -> HttpResponse | None:
    """A legal text has one page: a copy could only become a second policy that nobody agreed to."""
    if not isinstance(page.specific, models.LegalPage):
        return None
    messages.error(request, "A policy is not copied. Edit it: what is published stays, and your changes are a draft.")
    return redirect("wagtailadmin_pages:edit", page.pk)
