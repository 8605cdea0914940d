"""The pages editors write: one page for a policy, with kk, ru and en side by side.

A page is a draft for ever. What the public reads are the versions that publishing makes of it.
"""

from collections.abc import Collection
from contextlib import nullcontext
from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import Page, Revision

from cms.policies import blocks, clause_blocks, contracts, drafts, panels, publishing, rendering, tree
from cms.policies.forms import LegalPageForm
from cms.policies.operator import operator
from cms.policies.three_languages import LANGUAGES
from cms.policies.versions import STAFF, PolicyVersion, PolicyVersionWithdrawal
from frontend_contracts.wire.personal_data import not_personal, personal

__all__ = ["LegalPage", "PolicyPage", "PolicyVersion", "PolicyVersionWithdrawal", "TermsPage"]

LOCALE_CHOICES = tuple(LANGUAGES.items())


class LegalPage(Page):
    """What policies and terms have in common. Going live passes the gate and makes a version, whoever asks."""

    kind: ClassVar[str]

    title_kk = not_personal(models.CharField("Атауы (қазақша)", max_length=255, blank=True))
    title_ru = not_personal(models.CharField("Название (русский)", max_length=255, blank=True))
    title_en = not_personal(models.CharField("Title (English)", max_length=255, blank=True))
    sections = not_personal(StreamField([("section", blocks.SectionBlock())], blank=True))
    notes = personal(
        StreamField(
            [("note", blocks.NoteBlock())],
            blank=True,
            help_text="Sentences that speak to the publisher. They are never public; publishing waits for each.",
        ),
        **STAFF,
    )  # names who resolved a note
    # By language: the pieces of an imported file that stand in no block, so that draft and notes rebuild it.
    source = not_personal(models.JSONField(default=dict, blank=True, editable=False))
    authoritative_locale = not_personal(
        models.CharField(
            "language that prevails",
            max_length=2,
            choices=LOCALE_CHOICES,
            blank=True,
            help_text="Which text counts where the three differ. Readers are told.",
        )
    )
    effective_from = not_personal(
        models.DateField(
            "in force from",
            null=True,
            blank=True,
            help_text="A date in Almaty, today or later. The version before it applies until then.",
        )
    )
    change_note_kk = not_personal(models.TextField("Не өзгерді (қазақша)", blank=True))
    change_note_ru = not_personal(models.TextField("Что изменилось (русский)", blank=True))
    change_note_en = not_personal(models.TextField("What changes (English)", blank=True))
    asks_again = not_personal(
        models.BooleanField(
            "needs new consent",
            default=False,
            help_text="Tick when people must agree anew: a new purpose, recipient, country or kind of data, or a "
            "longer term. Leave it for corrections of wording.",
        )
    )

    base_form_class = LegalPageForm
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = list(LOCALE_CHOICES)
    show_in_menus_default = False

    class Meta:
        abstract = True

    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:
        """Write the page. Where it goes live with new content: ask the gate, and make the version with it.

        The button, workflow, schedule, an API and a shell all end here; the page row, the version, the audit row and
        the event are written in one transaction.

        :raises publishing.PublishingRefused: the gate found something; nothing is written
        """
        if not self._goes_live(kwargs.get("update_fields")):
            return super().save(clean=clean, user=user, log_action=log_action, **kwargs)
        observed = publishing.observe()
        with transaction.atomic():
            plan = publishing.plan_version(self, now=timezone.now(), observed=observed)
            result = super().save(clean=clean, user=user, log_action=log_action, **kwargs)
            if plan is not None:
                publishing.make_version(self, plan)
        return result

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> Any:
        """Publish a revision in the name of `user`, so that the version and the audit row know who it was."""
        is_known = user is None or get_active_log_context().user is not None
        with nullcontext() if is_known else LogContext(user=user):
            return super().publish(revision, user=user, **kwargs)

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Allow one place only: the page holds all languages, so it does not belong below the home of another one."""
        return bool(super().can_create_at(parent)) and parent.pk == tree.parent_page().pk

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft in one language exactly as it would be frozen; nobody may keep or index it."""
        shown = rendering.rendering(self.draft(), operator(), mode_name)
        response = render(request, "policies/preview.html", {"locale": mode_name, **shown})
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def draft(self) -> contracts.Draft:
        """Return what the gate looks at."""
        return drafts.draft_of(self.kind, lambda name: getattr(self, name, None))

    def _goes_live(self, update_fields: Collection[str] | None) -> bool:
        if not self.live:
            return False
        if update_fields is not None and not set(update_fields) & self._public_fields():
            return False
        if self.pk is None:
            return True
        stored = type(self).objects.filter(pk=self.pk).first()
        # Wagtail also saves live pages to move or rename them in its tree; that publishes nothing.
        is_housekeeping = (
            stored is not None
            and stored.live
            and stored.live_revision_id == self.live_revision_id
            and stored.alias_of_id == self.alias_of_id
            and stored.draft() == self.draft()
        )
        return not is_housekeeping

    @classmethod
    def _public_fields(cls) -> set[str]:
        own = {field.name for field in cls._meta.local_fields}
        return (own - {"page_ptr"}) | {"live", "slug"}


class PolicyPage(LegalPage):
    """A privacy policy: prose, and the purposes and switches that consent forms ask about."""

    kind = contracts.POLICY

    purposes = not_personal(
        StreamField(
            [("purpose", blocks.PurposeBlock())],
            blank=True,
            help_text="One for each thing data are used for. The shop asks for consent in these words.",
        )
    )
    switches = not_personal(
        StreamField(
            [("switch", blocks.SwitchBlock())],
            blank=True,
            help_text="The legal switches, each given and withdrawn by itself (law 94-V art. 24).",
        )
    )
    data_categories = not_personal(
        StreamField(
            [("data_category", clause_blocks.DataCategoryBlock())],
            blank=True,
            collapsed=True,
            verbose_name="kinds of data",
            help_text="Everything the shop keeps about people. The annex lists it.",
        )
    )
    recipients = not_personal(
        StreamField(
            [("recipient", clause_blocks.RecipientBlock())],
            blank=True,
            collapsed=True,
            help_text="Who else gets data. Leave it empty where nobody does: the annex then says so.",
        )
    )
    retention = not_personal(
        StreamField(
            [("rule", clause_blocks.RetentionBlock())],
            blank=True,
            collapsed=True,
            verbose_name="how long data are kept",
            help_text="For each kind of data and purpose; several where parts of it end at different times.",
        )
    )
    safeguards = not_personal(
        StreamField(
            [("safeguard", clause_blocks.SafeguardBlock())],
            blank=True,
            collapsed=True,
            verbose_name="safeguards abroad",
            help_text="One for each country other than Kazakhstan that a recipient is in.",
        )
    )
    rights = not_personal(
        StreamField(
            [("right", clause_blocks.RightBlock())],
            blank=True,
            collapsed=True,
            help_text="What people may ask, and how soon they are answered.",
        )
    )
    contacts = not_personal(
        StreamField(
            [("contact", clause_blocks.ContactBlock())],
            blank=True,
            collapsed=True,
            help_text="Where people turn with questions about their data.",
        )
    )

    edit_handler = panels.edit_handler_of_policies()

    class Meta:
        verbose_name = "privacy policy"
        verbose_name_plural = "privacy policies"


class TermsPage(LegalPage):
    """Terms of service, the public offer: what the buyer may ask, accepted at checkout apart from any consent."""

    kind = contracts.TERMS

    consumer_rights = not_personal(
        StreamField(
            [("right", clause_blocks.ConsumerRightBlock())],
            blank=True,
            verbose_name="rights of the buyer",
            help_text="What a buyer may ask, and by when. Each stands here once; nothing that the shop does not serve.",
        )
    )
    contacts = not_personal(
        StreamField(
            [("contact", clause_blocks.ContactBlock())],
            blank=True,
            collapsed=True,
            help_text="Where buyers turn. Complaints must reach an e-mail address (law 274-IV art. 42-4).",
        )
    )

    edit_handler = panels.edit_handler_of_terms()

    class Meta:
        verbose_name = "terms of service"
        verbose_name_plural = "terms of service"
