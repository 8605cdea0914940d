"""The blocks of typed clauses: everything is chosen from a list, only wordings are written."""

from collections.abc import Callable
from typing import Any

from django.forms import CheckboxSelectMultiple
from wagtail import blocks

from cms.policies import clause_words, clauses, inventory, purposes
from cms.policies.three_languages import ThreeLanguageBlock

STATES = ((clauses.CONFIRMED, "Confirmed"), (clauses.PROPOSED, "Proposed by an import: read it, then confirm"))
TERM_UNITS = (
    ("days", "days"),
    ("months", "months"),
    ("years", "years"),
    ("withdrawn", "no number: until the consent is withdrawn"),
    ("erased", "no number: until the account or person is erased"),
)
CLOCK_UNITS = (
    ("days", "calendar days"),
    ("working_days", "working days"),
    ("months", "months"),
    ("years", "years"),
)
WORDS = {"kk": "Мәтіні", "ru": "Текст", "en": "Wording"}


def _english(names: clause_words.Names, ids: Any = None) -> list[tuple[str, str]]:
    return [(id_, clause_words.name_of(names, id_, "en")) for id_ in (names if ids is None else ids)]


def category_choices() -> list[tuple[str, str]]:
    """Return `(id, label)` of the data categories that the shop's code knows."""
    return _english(clause_words.CATEGORIES, inventory.categories())


def field_choices() -> list[tuple[str, str]]:
    """Return `(field, field)` of every personal field that the shop keeps."""
    return [(field, field) for field, _ in inventory.fields()]


def recipient_choices() -> list[tuple[str, str]]:
    """Return `(id, label)` of the recipients that the shop's code can talk to, and where they are."""
    return [
        (id_, f"{id_.replace('_', ' ').capitalize()} ({row.get('country', '?')})")
        for id_, row in inventory.recipients().items()
    ]


def right_choices() -> list[tuple[str, str]]:
    """Return `(id, label)` of the rights that the shop's code serves."""
    return _english(clause_words.RIGHTS, inventory.rights())


def consumer_right_choices() -> list[tuple[str, str]]:
    """Return `(id, label)` of the rights of the buyer that the shop's code serves, with what it keeps."""
    return [(id_, _served(id_, row)) for id_, row in inventory.consumer_rights().items()]


def _served(id_: str, row: dict[str, Any]) -> str:
    name, clock = clause_words.name_of(clause_words.CONSUMER_RIGHTS, id_, "en"), row.get("clock")
    if not clock:
        return name
    event = clause_words.name_of(clause_words.BUYER_EVENTS, row["from_event"], "en")
    return f"{name}: {clause_words.term_in_words(clock, 'en')} {event}"


def country_choices() -> list[tuple[str, str]]:
    """Return `(code, name)`, Kazakhstan first."""
    home, *others = _english(clause_words.COUNTRIES)
    return [home, *sorted(others, key=lambda choice: choice[1])]


class FieldCheckboxes(CheckboxSelectMultiple):
    """Check boxes that know the category of each field, so that the form shows those of the chosen one."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-category"] = dict(inventory.fields()).get(str(value), "")
        return option


def _choice(choices: Any, label: str, help_text: str = "") -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(choices=choices, required=False, label=label, help_text=help_text)


def _choices(choices: Callable[[], Any], label: str, help_text: str = "", widget: Any = None) -> Any:
    return blocks.MultipleChoiceBlock(
        choices=choices,
        required=False,
        label=label,
        help_text=help_text,
        widget=widget or CheckboxSelectMultiple,
    )


def _words(locale: str, label: str | None = None, *, rows: int = 2) -> blocks.TextBlock:
    return blocks.TextBlock(required=False, rows=rows, label=label or WORDS[locale])


class ClauseBlock(ThreeLanguageBlock):
    """What every clause has beside its content: whether a person confirmed it, and where an import found it."""

    state = blocks.ChoiceBlock(
        choices=STATES,
        default=clauses.CONFIRMED,
        required=False,
        label="State",
        help_text="An import proposes clauses from the text. Publishing waits until a person has confirmed each.",
    )
    found_at = blocks.CharBlock(required=False, label="Found in the text at", help_text="Filled in by the import.")

    def get_form_context(self, value: Any, prefix: str = "", errors: Any = None) -> dict[str, Any]:
        context = super().get_form_context(value, prefix=prefix, errors=errors)
        # What an import left behind comes after what the clause says.
        context["plain"].sort(key=lambda child: child.block.name in ("state", "found_at"))
        return context


class DataCategoryBlock(ClauseBlock):
    """A kind of data that the shop keeps."""

    id = _choice(category_choices, "Kind of data", "From the inventory of the shop. A new kind needs code first.")
    necessity = _choice(
        _english(clause_words.NECESSITY), "Must people give it?", "Required: the service cannot be given without it."
    )
    fields = _choices(
        field_choices,
        "Fields of the shop",
        "Those of the kind chosen above; every one of them must be declared.",
        FieldCheckboxes,
    )
    wording_kk = _words("kk")
    wording_ru = _words("ru")
    wording_en = _words("en")

    class Meta:
        icon = "folder-open-inverse"
        label = "Kind of data"
        label_format = "{id}"
        help_text = "In words: what people read, such as “surname, first name, e-mail”."


class RecipientBlock(ClauseBlock):
    """Somebody else who gets data. The annexes of recipients and of foreign recipients are made from these."""

    id = _choice(recipient_choices, "Recipient", "From the register in code: nobody else can be sent anything.")
    country = _choice(country_choices, "Country", "Where the data go. Outside Kazakhstan a safeguard is needed too.")
    host = blocks.CharBlock(
        required=False,
        max_length=200,
        label="Host",
        help_text="Where the shop sends, such as mail.example.kz. The check says it where you leave it empty.",
    )
    role = _choice(_english(clause_words.ROLES), "Role")
    purposes = _choices(purposes.purpose_choices, "For which purposes")
    categories = _choices(category_choices, "Which data")
    agreement = blocks.CharBlock(
        required=False, max_length=300, label="Agreement", help_text="The contract in force: its name, number and date."
    )
    reviewed_on = blocks.DateBlock(
        required=False, label="Agreement reviewed on", help_text="When somebody last read it against this policy."
    )
    name_kk = blocks.CharBlock(required=False, max_length=200, label="Атауы")
    name_ru = blocks.CharBlock(required=False, max_length=200, label="Название")
    name_en = blocks.CharBlock(required=False, max_length=200, label="Name")

    class Meta:
        icon = "group"
        label_format = "{name_ru} {country}"


class RetentionBlock(ClauseBlock):
    """How long data are kept, and what happens then."""

    category = _choice(category_choices, "Kind of data")
    purpose = _choice(purposes.purpose_choices, "For the purpose")
    term_number = blocks.IntegerBlock(required=False, min_value=1, max_value=3650, label="Kept for")
    term_unit = _choice(TERM_UNITS, "Unit")
    from_event = _choice(
        _english(clause_words.EVENTS),
        "Counted",
        "Leave it empty where there is no number.",
    )
    then = _choice(_english(clause_words.THEN), "Afterwards the data are")
    wording_kk = _words("kk", "Түсіндірмесі")
    wording_ru = _words("ru", "Пояснение")
    wording_en = _words("en", "Explanation")

    class Meta:
        icon = "history"
        label = "Term"
        label_format = "{category}: {term_number} {term_unit}"
        help_text = "The longest term that applies to a field counts. The shop may keep nothing for longer than this."


class SafeguardBlock(ClauseBlock):
    """What protects data that go to another country."""

    country = _choice(country_choices, "Country")
    wording_kk = _words("kk")
    wording_ru = _words("ru")
    wording_en = _words("en")

    class Meta:
        icon = "globe"
        label_format = "{country}"


class RightBlock(ClauseBlock):
    """What people may ask of the operator."""

    id = _choice(right_choices, "Right", "Those that the shop serves.")
    handler = _choice(_english(clause_words.HANDLERS), "Served")
    clock_working_days = blocks.IntegerBlock(
        required=False,
        min_value=0,
        max_value=365,
        label="Answered within (working days)",
        help_text="0: at once. Kazakhstan's working days, counted from the day after the request.",
    )
    wording_kk = _words("kk")
    wording_ru = _words("ru")
    wording_en = _words("en")

    class Meta:
        icon = "user"
        label_format = "{id}"


class ConsumerRightBlock(ClauseBlock):
    """What a buyer may do or ask under the offer."""

    id = _choice(consumer_right_choices, "Right", "Those that the shop serves, with what it keeps today.")
    handler = _choice(_english(clause_words.BUYER_HANDLERS), "Served")
    clock_number = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=3650,
        label="Term",
        help_text="How long the buyer may ask, or how soon you answer. Leave it empty where no number counts.",
    )
    clock_unit = _choice(CLOCK_UNITS, "Unit", "Working days are Kazakhstan's.")
    from_event = _choice(
        _english(clause_words.BUYER_EVENTS),
        "Counted",
        "From a purchase or delivery it is the buyer's time, else yours.",
    )
    wording_kk = _words("kk")
    wording_ru = _words("ru")
    wording_en = _words("en")

    class Meta:
        icon = "user"
        label_format = "{id}: {clock_number} {clock_unit}"
        help_text = (
            "By law the buyer may not get less; the shop's register of rules says how much that is on each date."
        )


class ContactBlock(ClauseBlock):
    """Where people turn to."""

    kind = _choice(_english(clause_words.CONTACTS), "Kind")
    value = blocks.CharBlock(
        required=False,
        max_length=300,
        label="Address",
        help_text="E-mail, telephone or link. For a postal address write the three languages instead.",
    )
    wording_kk = _words("kk")
    wording_ru = _words("ru")
    wording_en = _words("en")

    class Meta:
        icon = "mail"
        label_format = "{kind} {value}"
