"""The edit form: notes keep their history, and the gate's refusals appear at their fields on publish and submit."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.policies import approval, clauses, contracts, drafts, publishing, refusals

if TYPE_CHECKING:
    from cms.policies.models import LegalPage

PUBLISHING_ACTIONS = ("action-publish", "action-submit", "action-restart-workflow")
PARAGRAPH_KEY = re.compile(r' data-block-key="[^"]*"')
NOTHING: tuple[Any, ...] = (None, "", False, [])  # a field that is empty says as much as one that is not there
SIGNATURE = ("resolved_by", "resolved_by_id", "resolved_at")
KEPT_OF_A_NOTE = ("text", "certainty", "locale", "section", "paragraph", "offset", *SIGNATURE)


def _said(value: Any) -> Any:
    """Return stored blocks without what only the editor's tools put there."""
    if isinstance(value, Mapping):
        return {name: said for name, part in value.items() if (said := _said(part)) not in NOTHING}
    if isinstance(value, list):
        return [_said(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return PARAGRAPH_KEY.sub("", value) if isinstance(value, str) else value


class LegalPageForm(WagtailAdminPageForm):
    """The form of policies and terms."""

    instance: "LegalPage"
    refused: tuple[contracts.Failure, ...]  # what the gate had against what was sent, and the draft that it was
    refused_draft: contracts.Draft | None

    @cached_property
    def changed_data(self) -> list[str]:
        """Name the fields that say something else than before.

        Wagtail also counts a number that comes as text, and the keys its editor gives to paragraphs: an approver who
        changes nothing would then save a new draft, which nobody has approved.
        """
        return [name for name in super().changed_data if not self._says_the_same(name)]

    def _says_the_same(self, name: str) -> bool:
        before, after = self.initial.get(name), getattr(self, "cleaned_data", {}).get(name)
        if not isinstance(before, StreamValue) or not isinstance(after, StreamValue):
            return False
        return bool(_said(before.get_prep_value()) == _said(after.get_prep_value()))

    def clean(self) -> dict[str, Any]:
        """Restore what editors may not change, and on publish or submit ask the gate."""
        cleaned: dict[str, Any] = super().clean()
        self._keep_notes(cleaned)
        if self._is_publishing():
            for pointer, messages in self._refusals(cleaned).items():
                self._show(pointer, messages)
            self._raise_nested()
        return cleaned

    def _is_publishing(self) -> bool:
        if self.data.get("action-workflow-action"):
            return bool(self.data.get("workflow-action-name") == "approve")
        return any(self.data.get(action) for action in PUBLISHING_ACTIONS)

    def _refusals(self, cleaned: Mapping[str, Any]) -> dict[str, list[str]]:
        """Return the gate's messages by pointer, leaving out fields that are wrong already."""
        draft = drafts.draft_of(self.instance.kind, lambda name: cleaned.get(name, getattr(self.instance, name, None)))
        now = timezone.now()
        go_live_at = cleaned.get("go_live_at")
        moment = go_live_at if go_live_at and go_live_at > now else now
        failures = publishing.failures_of(self.instance, draft, on=publishing.date_in_almaty(moment))
        if self.data.get("action-publish"):
            failures += approval.failures_of(self.instance, draft)
        locale = (get_language() or "en")[:2]
        # Where the content is published as it stands, pressing the button again is no mistake.
        if publishing.is_published(draft):
            return {}
        self.refused, self.refused_draft = tuple(failures), draft
        messages: dict[str, list[str]] = {}
        for failure in failures:
            if not failure.pointer or failure.pointer.split("/")[1] not in self.errors:
                messages.setdefault(failure.pointer, []).append(refusals.message(failure, locale))
        return messages

    def _show(self, pointer: str, messages: list[str]) -> None:
        parts = [part for part in pointer.split("/") if part]
        if not parts or parts[0] not in self.fields:
            self.add_error(None, [" ".join(messages)])
        elif len(parts) == 1:
            self._plain(parts[0], messages)
        else:
            self._nested.setdefault(parts[0], {}).setdefault(int(parts[1]), {})[parts[2]] = messages

    def _plain(self, name: str, messages: list[str]) -> None:
        if name in ("sections", "purposes", "switches", "notes", *clauses.KINDS):
            self._whole.setdefault(name, []).extend(messages)
        else:
            self.add_error(name, messages)

    def _raise_nested(self) -> None:
        for name in {*self._nested, *self._whole}:
            blocks = {
                place: StructBlockValidationError(
                    block_errors={field: ValidationError(" ".join(messages)) for field, messages in fields.items()}
                )
                for place, fields in self._nested.get(name, {}).items()
            }
            error = StreamBlockValidationError(
                block_errors=blocks, non_block_errors=[ValidationError(text) for text in self._whole.get(name, [])]
            )
            self.add_error(name, error)

    def _keep_notes(self, cleaned: dict[str, Any]) -> None:
        """Put back what a note said and where it stood, and write down who resolved it and when."""
        stored = {child.get_prep_value()["id"]: child.value for child in self.instance.notes}
        for child in cleaned.get("notes") or ():
            before = stored.get(child.get_prep_value()["id"])
            if before is not None:
                child.value.update({name: before.get(name) for name in KEPT_OF_A_NOTE})
            self._sign(child.value, was_resolved=bool(before and before.get("is_resolved")))

    def _sign(self, note: dict[str, Any], *, was_resolved: bool) -> None:
        if not note.get("is_resolved"):
            note.update(dict.fromkeys(SIGNATURE, ""))
        elif not was_resolved:
            user, at = self.for_user, timezone.localtime().isoformat(sep=" ", timespec="minutes")
            name = (user.get_full_name() or user.get_username()) if user else ""
            note.update({"resolved_by": name, "resolved_by_id": str(user.pk) if user else "", "resolved_at": at})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused = ()
        self.refused_draft = None
        if self.instance.pk and self.instance.asks_again and publishing.is_published(self.instance.draft()):
            # The tick asked for the version that is public; the next one has to be ticked for itself.
            self.initial["asks_again"] = False
        self._nested: dict[str, dict[int, dict[str, list[str]]]] = {}
        self._whole: dict[str, list[str]] = {}
