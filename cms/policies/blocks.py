"""The blocks an editor fills in: each text stands in kk, ru and en side by side, on three tabs of one block."""

from django.forms import CheckboxSelectMultiple
from wagtail import blocks

from cms.policies import purposes
from cms.policies.clause_blocks import ClauseBlock, category_choices
from cms.policies.three_languages import ThreeLanguageBlock

# Links to pages and files of this CMS are refused by the gate: their addresses could change under a frozen text.
RICH_TEXT = ["h3", "h4", "bold", "italic", "ol", "ul", "link"]
CERTAINTIES = (("certain", "For the publisher"), ("suspected", "Perhaps for the publisher"))


class SectionBlock(ThreeLanguageBlock):
    """One numbered section of the text."""

    number = blocks.CharBlock(
        required=False, max_length=12, help_text="As readers see it: 3 or 3.1. Empty for a section without a number."
    )
    heading_kk = blocks.CharBlock(required=False, max_length=300, label="Тақырыбы")
    body_kk = blocks.RichTextBlock(required=False, features=RICH_TEXT, label="Мәтіні")
    heading_ru = blocks.CharBlock(required=False, max_length=300, label="Заголовок")
    body_ru = blocks.RichTextBlock(required=False, features=RICH_TEXT, label="Текст")
    heading_en = blocks.CharBlock(required=False, max_length=300, label="Heading")
    body_en = blocks.RichTextBlock(required=False, features=RICH_TEXT, label="Text")

    class Meta:
        icon = "doc-full"
        label_format = "{number} {heading_ru}"


class WordingBlock(ThreeLanguageBlock):
    """The sentence beside a flag, in three languages."""

    wording_kk = blocks.TextBlock(required=False, rows=2, label="Жалауша мәтіні")
    wording_ru = blocks.TextBlock(required=False, rows=2, label="Текст согласия")
    wording_en = blocks.TextBlock(required=False, rows=2, label="Wording of the flag")


class PurposeBlock(WordingBlock, ClauseBlock):
    """What data are used for; its wording stands beside the flag in every consent form."""

    id = blocks.ChoiceBlock(
        choices=purposes.purpose_choices,
        required=False,
        label="Purpose",
        help_text="From the list the shop knows. A new purpose needs code first.",
    )
    legal_basis = blocks.ChoiceBlock(choices=purposes.LEGAL_BASES, required=False, label="Legal basis")
    required = blocks.BooleanBlock(
        required=False,
        label="Required",
        help_text="Ticked: the service cannot be given without it. Otherwise the person may refuse and go on.",
    )
    switches = blocks.MultipleChoiceBlock(
        choices=purposes.switch_choices,
        required=False,
        widget=CheckboxSelectMultiple,
        label="Switches needed",
        help_text="What else the person must agree to, apart from the purpose (law 94-V art. 24).",
    )
    categories = blocks.MultipleChoiceBlock(
        choices=category_choices,
        required=False,
        widget=CheckboxSelectMultiple,
        label="Which data",
        help_text="The kinds of data that are used for this purpose.",
    )

    class Meta:
        icon = "tick-inverse"
        label_format = "{id}"


class SwitchBlock(WordingBlock):
    """One legal switch, given and withdrawn by itself."""

    id = blocks.ChoiceBlock(choices=purposes.switch_choices, required=False, label="Switch")

    class Meta:
        icon = "resubmit"
        label_format = "{id}"


class NoteBlock(blocks.StructBlock):
    """A sentence that speaks to the publisher. Where it stood and who resolved it are kept by the form, not typed."""

    text = blocks.TextBlock(
        required=False,
        rows=2,
        label="What it says",
        help_text="Imported notes keep their words; what you type here counts only for notes you add yourself.",
    )
    is_resolved = blocks.BooleanBlock(
        required=False,
        label="Resolved",
        help_text="Tick when you have done what it asks, or decided that the sentence is meant for readers. "
        "Your account and the time are kept.",
    )
    answer = blocks.CharBlock(required=False, max_length=300, label="What you did about it")
    resolved_by_id = blocks.CharBlock(required=False)
    certainty = blocks.ChoiceBlock(choices=CERTAINTIES, default="certain", required=False, label="Kind")
    locale = blocks.CharBlock(required=False, label="Language", max_length=2)
    section = blocks.CharBlock(required=False, label="Section", max_length=12)
    paragraph = blocks.IntegerBlock(required=False, default=0, label="Paragraph")
    offset = blocks.IntegerBlock(required=False, default=0, label="Offset", help_text="Characters into the paragraph.")
    resolved_by = blocks.CharBlock(required=False, label="Resolved by")
    resolved_at = blocks.CharBlock(required=False, label="Resolved at")

    class Meta:
        icon = "warning"
        label_format = "{text}"
        form_template = "policies/note.html"
        form_classname = "policy-note struct-block"
