"""The tabs of the edit page: text, clauses, notes, and what publishing asks for."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
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

from cms.policies import contracts, materiality, publishing, refusals, shop_inventory
from cms.policies.clauses import KINDS_OF_POLICIES, KINDS_OF_TERMS
from cms.policies.versions import PolicyVersion

SINGULAR = {
    "sections": "section",
    "purposes": "purpose",
    "switches": "switch",
    "notes": "note",
    "data_categories": "kind of data",
    "recipients": "recipient",
    "retention": "retention rule",
    "safeguards": "safeguard",
    "rights": "right",
    "consumer_rights": "right of the buyer",
    "contacts": "contact",
}


class ReadinessPanel(Panel):
    """What still stands between the saved draft and its publication, with the place of each, and a dry run of it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "policies/readiness_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            context["check_url"] = reverse("policies_check", args=(page.pk,)) if page.pk else ""
            return {**context, **readiness(page, page.draft(), shop_inventory.observe_lately())}


class VersionsPanel(Panel):
    """The versions published from this page, newest first, and a way to take back one that is still to come."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "policies/versions_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            today = publishing.date_in_almaty(timezone.now())
            versions = (
                PolicyVersion.objects.filter(slug=self.instance.slug)
                .select_related("withdrawal")
                .defer("canonical_document", "sections")
                .order_by("-number")
            )
            context["versions"] = [
                {
                    "version": version,
                    "is_withdrawn": publishing.is_withdrawn(version),
                    "is_future": version.effective_from > today,
                    "withdraw_url": reverse("policies_withdraw", args=(version.slug, version.number)),
                }
                for version in versions
            ]
            return context


def readiness(page: Any, draft: contracts.Draft, observed: shop_inventory.Observed) -> dict[str, Any]:
    """Return what the gate says about a draft and what publishing it would change, for a template."""
    locale = (get_language() or "en")[:2]
    on = publishing.date_in_almaty(timezone.now())
    groups: dict[str, list[dict[str, str]]] = {}
    for failure in publishing.failures_of(page, draft, on=on, observed=observed):
        place = {"name": place_of(failure, draft), "pointer": failure.pointer}
        groups.setdefault(refusals.message(failure, locale), []).append(place)
    changes = publishing.changes_of(draft)
    return {
        "is_published": publishing.is_published(draft),
        "groups": [{"text": text, "places": places} for text, places in groups.items()],
        "preview": materiality.preview(changes, observed.inventory.get("subjects") or {}, locale) if changes else None,
        "compared": publishing.compared(draft, observed) if not observed.refusal else None,
        "source": observed.source,
        "is_policy": draft.kind == contracts.POLICY,
    }


def place_of(failure: contracts.Failure, draft: contracts.Draft) -> str:
    """Return where a failure stands, in words: `section 3 · body kk`."""
    parts = [part for part in failure.pointer.split("/") if part]
    if not parts:
        return "operator"
    if len(parts) == 1:
        return parts[0].replace("_", " ")
    number = draft.sections[int(parts[1])].number if parts[0] == "sections" else ""
    name = f"{SINGULAR[parts[0]]} {number or int(parts[1]) + 1}"
    return " · ".join([name, *(part.replace("_", " ") for part in parts[2:])])


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
