"""The tabs of the edit page: text, clauses, notes, and what publishing asks for."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from cms.policies import alarms, panel_texts, publishing, readiness, shop_inventory
from cms.policies.clauses import KINDS_OF_POLICIES, KINDS_OF_TERMS
from cms.policies.versions import PolicyVersion


class ReadinessPanel(Panel):
    """What still stands between the saved draft and its publication, with the place of each, and a dry run of it.

    Where this very form was refused, it says so with the same links; a scheduled publication that was refused, too.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "policies/readiness_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page, form = self.instance, self.form
            context["check_url"] = reverse("policies_check", args=(page.pk,)) if page.pk else ""
            context["alarm"] = alarms.alarm_of(page)
            if getattr(form, "refused", None):
                context["notice"] = readiness.groups_of(form.refused, form.refused_draft)
                context["notice_count"] = len(form.refused)
            # What the form was filled with was not saved; the panel speaks of what was.
            saved = page.get_latest_revision_as_object() if page.pk and form is not None and form.is_bound else page
            return {**context, **readiness.of(saved, saved.draft(), shop_inventory.observe_lately())}


class VersionsPanel(Panel):
    """The versions published from this page, newest first, and a way to take back one that is still to come."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "policies/versions_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            versions = (
                PolicyVersion.objects.filter(slug=self.instance.slug)
                .select_related("withdrawal", "predecessor")
                .defer("canonical_document", "sections", "predecessor__canonical_document", "predecessor__sections")
                .order_by("-number")
            )
            context["versions"] = [_line(version, people) for people in [_people(versions)] for version in versions]
            context["t"] = panel_texts.texts()
            return context


def _line(version: PolicyVersion, people: dict[Any, Any]) -> dict[str, Any]:
    address = reverse("policy", args=(version.slug,))
    before = version.predecessor
    return {
        "version": version,
        "is_withdrawn": publishing.is_withdrawn(version),
        "is_future": version.effective_from > publishing.date_in_almaty(timezone.now()),
        "author": people.get(version.author_id),
        "approver": people.get(version.approver_id),
        "is_self_approved": version.is_self_approved,
        "withdraw_url": reverse("policies_withdraw", args=(version.slug, version.number)),
        "read_url": f"{address}?version={version.number}",
        "difference_url": reverse("policies_difference", args=(version.slug, version.number)) if before else "",
    }


def _people(versions: Any) -> dict[Any, Any]:
    ids = {id_ for version in versions for id_ in (version.author_id, version.approver_id) if id_}
    found: dict[Any, Any] = get_user_model().objects.in_bulk(ids)
    return found


def edit_handler_of_policies() -> TabbedInterface:
    """Return the tabs of a policy."""
    purposes = ObjectList([FieldPanel("purposes"), FieldPanel("switches")], heading="Purposes")
    clauses = ObjectList(
        [
            HelpPanel(template="policies/clauses_help.html"),
            *(
                FieldPanel(kind, classname="collapsed" if kind != "data_categories" else "")
                for kind in KINDS_OF_POLICIES
            ),
        ],
        heading="Clauses",
    )
    asks_again = (
        "Who must agree anew is computed from the clauses. Tick this to ask everybody, for a reason no clause shows."
    )
    return TabbedInterface([_text(), purposes, clauses, _notes(), _publication(asks_again)])


def edit_handler_of_terms() -> TabbedInterface:
    """Return the tabs of terms, which have no purposes and switches: a buyer accepts them, and consents to nothing."""
    clauses = ObjectList(
        [HelpPanel(template="policies/clauses_help.html"), *(FieldPanel(kind) for kind in KINDS_OF_TERMS)],
        heading="Clauses",
    )
    asks_again = (
        "Nobody is asked for consent: terms are accepted with each order. Whether buyers get less is computed from the "
        "clauses. Tick this to mark the version as material all the same."
    )
    return TabbedInterface([_text(), clauses, _notes(), _publication(asks_again, heading="Material change")])


def _text() -> ObjectList:
    return ObjectList(
        [
            FieldPanel("title", help_text="For editors only. Readers see the three titles below."),
            MultiFieldPanel(
                [FieldPanel("title_kk"), FieldPanel("title_ru"), FieldPanel("title_en")], heading="Title for readers"
            ),
            FieldPanel("sections", help_text="One block for each section, its three languages on three tabs."),
        ],
        heading="Text",
    )


def _notes() -> ObjectList:
    return ObjectList([FieldPanel("notes")], heading="Publisher's notes")


def _publication(asks_again: str, **labels: Any) -> ObjectList:
    return ObjectList(
        [
            ReadinessPanel(heading="Ready to publish?"),
            MultiFieldPanel(
                [
                    FieldPanel("effective_from"),
                    FieldPanel("authoritative_locale"),
                    FieldPanel("asks_again", help_text=asks_again, **labels),
                ],
                heading="Taking effect",
            ),
            MultiFieldPanel(
                [FieldPanel("change_note_kk"), FieldPanel("change_note_ru"), FieldPanel("change_note_en")],
                heading="What changes for readers",
                help_text="Shown beside the version. For the first one: say that it is the first.",
            ),
            FieldPanel("slug", help_text="The public address. It cannot change once people have agreed to the text."),
            VersionsPanel(heading="Published versions"),
            PublishingPanel(),
            CommentPanel(),
        ],
        heading="Publication",
    )
