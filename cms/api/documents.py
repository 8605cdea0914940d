"""What this service publishes, as types: the frozen documents and the events that tell of them.

Documents are hashed, sent to the shop and kept for ever. The JSON schemas in `frontend_contracts/cms/schemas/` are
made of these types; tests hold the real documents, and what the shop accepts, against those files.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from cms.images.renditions import SIZES
from frontend_contracts.wire.locales import Locale

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256, 64 lower-case hexadecimal digits.")]
Version = Annotated[int, Field(ge=1, description="Counts up by one; a published version never changes.")]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]+$")]
Html = Annotated[str, Field(description="HTML with a short list of harmless elements.")]
RelativeUrl = Annotated[str, Field(description="Relative to the address of this service.", pattern=r"^/")]
Pixels = Annotated[int, Field(ge=1, description="Pixels.")]


class Texts(TypedDict):
    """A text in all three languages."""

    kk: str
    ru: str
    en: str


class PageTexts(TypedDict):
    """A text of a product page: kk and ru are always there, en where that page is live."""

    kk: str
    ru: str
    en: NotRequired[str]


class Size(TypedDict):
    """One size of an image."""

    url: RelativeUrl
    width: Pixels
    height: Pixels


# Names of sizes come from the list that makes the files, so a new one appears here by itself.
Renditions: Any = TypedDict("Renditions", dict.fromkeys(SIZES, Size))  # type: ignore[misc]  # made, not written


class DocumentOperator(TypedDict):
    """Who answers for the data and for the shop."""

    legal_name: Texts
    trading_name: str
    bin: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    contact_email: str
    address: Texts
    phone: str
    responsible_person: Texts


class DocumentSwitch(TypedDict):
    """A legal switch with the words that stand beside its flag."""

    id: str
    wording: Texts


class DocumentPurpose(TypedDict):
    """A purpose with the words that stand beside its flag; `switches` are those that concern it."""

    id: str
    wording: Texts
    legal_basis: str
    required: bool
    switches: list[str]
    categories: NotRequired[Annotated[list[str], Field(description="Ids of data categories; from form 2 on.")]]


class DocumentDataCategory(TypedDict):
    """A kind of data: the shop's fields in it, and whether people must give it."""

    id: str
    wording: Texts
    necessity: Literal["required", "optional"]
    fields: list[str]


class DocumentRecipient(TypedDict):
    """Somebody else who gets data; `country` is a code of two letters."""

    id: str
    name: Texts
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    host: str
    role: Literal["processor", "controller", "third_party", "authority"]
    purposes: list[str]
    categories: list[str]
    agreement: str
    reviewed_on: date


class DocumentTerm(TypedDict):
    """How long, as exactly one of the members."""

    days: NotRequired[Annotated[int, Field(ge=1)]]
    months: NotRequired[Annotated[int, Field(ge=1)]]
    years: NotRequired[Annotated[int, Field(ge=1)]]
    until: NotRequired[Literal["withdrawn", "erased"]]


class DocumentRetention(TypedDict):
    """How long data of a category are kept for a purpose, and what happens then."""

    id: str
    category: str
    purpose: str
    term: DocumentTerm
    from_event: str
    then: Literal["delete", "anonymise", "restrict"]
    wording: Texts


class DocumentSafeguard(TypedDict):
    """What protects data in another country."""

    id: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    wording: Texts


class DocumentRight(TypedDict):
    """What a person may ask, who answers, and within how many working days in Kazakhstan."""

    id: str
    handler: Literal["automatic", "manual_case"]
    clock_working_days: Annotated[int, Field(ge=0)]
    wording: Texts


class DocumentClock(TypedDict):
    """How long the buyer may ask, or how soon the shop acts, as exactly one of the members."""

    days: NotRequired[Annotated[int, Field(ge=1, description="Calendar days.")]]
    working_days: NotRequired[Annotated[int, Field(ge=1, description="Working days in Kazakhstan.")]]
    months: NotRequired[Annotated[int, Field(ge=1)]]
    years: NotRequired[Annotated[int, Field(ge=1)]]


class DocumentConsumerRight(TypedDict):
    """What a buyer may do or ask. A right without a clock has no number to count, and nothing to count it from."""

    id: str
    handler: Literal["automatic", "manual_case"]
    clock: NotRequired[DocumentClock]
    from_event: NotRequired[Literal["purchase", "delivery", "request"]]
    wording: Texts


class DocumentContact(TypedDict):
    """Where people turn: an address in `value`, words in `wording`, or both."""

    id: str
    kind: Literal["email", "phone", "address", "authority"]
    value: NotRequired[str]
    wording: NotRequired[Texts]


class DocumentClauses(TypedDict):
    """What the policy promises, as data; each list is sorted by id."""

    data_categories: list[DocumentDataCategory]
    recipients: list[DocumentRecipient]
    retention: list[DocumentRetention]
    safeguards: list[DocumentSafeguard]
    rights: list[DocumentRight]
    contacts: list[DocumentContact]


class DocumentTermsClauses(DocumentClauses):
    """What the terms promise, as data: the buyer's rights and contacts. The lists of policies are empty."""

    consumer_rights: NotRequired[list[DocumentConsumerRight]]


class DocumentText(TypedDict):
    """The rendered text of one language; `sha256` is of the HTML as UTF-8."""

    title: str
    html: Html
    text: str
    sha256: Sha256


class DocumentTexts(TypedDict):
    """The rendered text in all three languages."""

    kk: DocumentText
    ru: DocumentText
    en: DocumentText


class DocumentMaterialChanges(TypedDict):
    """What the version changed for people: flags they answer anew, whether they hear of it, whether by decision."""

    asked_again: list[str]
    told: bool
    asks_everybody: NotRequired[bool]


class DocumentInventory(TypedDict):
    """The state of the shop's code that the text was compared with when it was published."""

    digest: Sha256
    build: str


class _LegalDocument(TypedDict):
    # Versions of the first form have neither this member nor clauses.
    schema_version: NotRequired[Annotated[Literal[2], Field(description="Form of the document.")]]
    slug: Slug
    version: Version
    predecessor: Version | None
    effective_from: Annotated[date, Field(description="In force from 00:00 in Almaty.")]
    published_at: datetime
    authoritative_locale: Locale
    change_note: Texts
    operator: DocumentOperator
    texts: DocumentTexts
    material: Annotated[bool, Field(description="Asks people for consent anew; of terms: gives the buyer less.")]
    # Versions from before these were computed lack them.
    material_changes: NotRequired[DocumentMaterialChanges]
    # Versions from before the comparison lack it.
    inventory: NotRequired[DocumentInventory]


class PolicyDocument(_LegalDocument):
    """A published version of a policy. The `sha256` of its event is that of its canonical JSON (RFC 8785)."""

    kind: Literal["policy"]
    purposes: Annotated[list[DocumentPurpose], Field(min_length=1)]
    switches: list[DocumentSwitch]
    clauses: NotRequired[Annotated[DocumentClauses, Field(description="From form 2 on.")]]


class TermsDocument(_LegalDocument):
    """A published version of the public offer: accepted when ordering, never a consent, so it has no purposes."""

    kind: Literal["terms"]
    purposes: Annotated[list[DocumentPurpose], Field(max_length=0)]
    switches: Annotated[list[DocumentSwitch], Field(max_length=0)]
    clauses: NotRequired[Annotated[DocumentTermsClauses, Field(description="From form 2 on.")]]


class DocumentImage(TypedDict):
    """An image of a product; `url` is the largest size."""

    url: RelativeUrl
    width: Pixels
    height: Pixels
    alt: Texts
    renditions: Renditions


class DocumentVariant(TypedDict):
    """What a customer puts into the cart. The price is whole tiyn; each attribute has a text in each language."""

    sku: Annotated[str, Field(min_length=1, max_length=40)]
    title: Texts
    price_minor: Annotated[int, Field(ge=1)]
    currency: Literal["KZT"]
    attributes: dict[str, Texts]


class ProductDocument(TypedDict):
    """A published version of a product."""

    slug: Slug
    version: Version
    category: Slug
    vat_class: str
    titles: PageTexts
    descriptions: PageTexts
    images: list[DocumentImage]
    variants: Annotated[list[DocumentVariant], Field(min_length=1)]
    available_locales: list[Locale]


class EventData(TypedDict):
    """What was published; a product taken back has no hash."""

    slug: str
    version: Version
    sha256: NotRequired[Sha256]


class Event(TypedDict):
    """One publication, signed as a Standard Webhook. A receiver acknowledges and ignores types it does not know."""

    id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    type: Annotated[str, Field(pattern=r"^[a-z_]{1,40}\.[a-z_]{1,40}$")]
    schema_version: Annotated[int, Field(ge=1)]
    sequence: Annotated[int, Field(ge=1, description="Counts up by one, without gaps.")]
    occurred_at: datetime
    data: EventData
