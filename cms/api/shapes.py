"""What the REST door answers, as types: the OpenAPI document is made of these.

Tests hold real answers against the schemas made here, member by member.
"""

from __future__ import annotations

import dataclasses
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import Field
from typing_extensions import TypedDict

from cms.api import documents
from cms.blocks import answers as block_answers
from cms.blocks.product import ProductBody
from cms.policies import contracts
from frontend_contracts.wire.locales import Locale


class FrozenPolicy(TypedDict):
    """A legal document with the hash of its canonical JSON."""

    document: documents.PolicyDocument | documents.TermsDocument
    sha256: documents.Sha256


class FrozenProduct(TypedDict):
    """A product document with the hash of its canonical JSON."""

    document: documents.ProductDocument
    sha256: documents.Sha256


class Money(TypedDict):
    """An amount as a decimal text."""

    amount: Annotated[str, Field(pattern=r"^\d+\.\d{2}$", examples=["12990.00"])]
    currency: Literal["KZT"]


class Image(TypedDict):
    """An image in the language of the answer; `url` is the largest size."""

    url: documents.RelativeUrl
    width: documents.Pixels
    height: documents.Pixels
    alt: str
    renditions: documents.Renditions


class NameAndValue(TypedDict):
    """One line of a table of facts."""

    name: str
    value: str


class Variant(TypedDict):
    """What a customer puts into the cart."""

    sku: str
    title: str
    price: Money
    attributes: dict[str, str]


_KINDS: dict[str, Any] = {
    block_answers.TEXT: str,
    block_answers.TEXTS: list[str],
    block_answers.PAIRS: list[NameAndValue],
    block_answers.IMAGE: Image,
}


def _block(name: str, block: Any) -> Any:
    """The shape of one block, from the `answer_fields` that also make its GraphQL type."""
    fields = {key: _KINDS[kind] for key, kind in type(block).answer_fields.items()}
    shape: Any = TypedDict(  # type: ignore[misc]  # made, not written
        f"Product{name.title().replace('_', '')}Block",
        {"type": Literal[name], "id": str, **fields},  # made, not written
    )
    shape.__doc__ = (type(block).__doc__ or name).strip().splitlines()[0]
    return shape


_BLOCKS = [_block(name, block) for name, block in ProductBody().child_blocks.items()]
ProductBlock: Any = Annotated[reduce(or_, _BLOCKS), Field(discriminator="type")]


class _InLanguage(TypedDict):
    locale: Annotated[Locale, Field(description="The language this answer is in.")]
    requested_locale: Locale
    available_locales: list[Locale]


class ProductCard(_InLanguage):
    """A product in a list."""

    slug: documents.Slug
    version: documents.Version
    category: documents.Slug
    title: str
    image: Image | None
    skus: list[str]
    price_from: Money
    price_to: Money


class Product(_InLanguage):
    """A product with all its texts in one language."""

    slug: documents.Slug
    version: documents.Version
    sha256: documents.Sha256
    category: documents.Slug
    vat_class: str
    title: str
    description: documents.Html
    images: list[Image]
    variants: list[Variant]
    body: list[ProductBlock]


class PlaceInList(TypedDict):
    """Where a page stands in its list; pass `next` as `after`, `prev` as `before`."""

    next: str | None
    prev: str | None
    has_more: bool


class ProductPage(TypedDict):
    """A page of products, newest first."""

    data: list[ProductCard]
    page: PlaceInList


class Category(TypedDict):
    """A shelf of the shop."""

    slug: documents.Slug
    title: str


class Categories(TypedDict):
    """All shelves, in the editors' order."""

    data: list[Category]


class Route(_InLanguage):
    """What a path of the storefront stands for."""

    kind: Annotated[str, Field(description="home, product, policy or redirect; more may come.")]
    path: str
    slug: str | None
    target: Annotated[str | None, Field(description="Where a redirect leads.")]
    is_permanent: bool | None


class Redirect(TypedDict):
    """An address that moved."""

    source: str
    target: str
    is_permanent: bool


class Redirects(TypedDict):
    """All addresses that moved."""

    data: list[Redirect]


class PolicyOperator(TypedDict):
    """The operator as the version names it, in the language asked for."""

    legal_name: str
    trading_name: str
    bin: str
    contact_email: str
    address: str
    phone: str
    responsible_person: str


class PolicySwitch(TypedDict):
    """A legal switch in the language asked for."""

    id: str
    wording: str


class PolicyPurpose(TypedDict):
    """A purpose in the language asked for."""

    id: str
    wording: str
    legal_basis: str
    required: bool
    switches: list[str]
    categories: list[str]


class PolicyDataCategory(TypedDict):
    """A kind of data, in the language asked for."""

    id: str
    wording: str
    necessity: Literal["required", "optional"]
    fields: list[str]


class PolicyRecipient(TypedDict):
    """Somebody else who gets data."""

    id: str
    name: str
    country: str
    host: str
    role: Literal["processor", "controller", "third_party", "authority"]
    purposes: list[str]
    categories: list[str]
    agreement: str
    reviewed_on: str


class PolicyTerm(TypedDict):
    """How long: exactly one member is set."""

    days: int | None
    months: int | None
    years: int | None
    until: Literal["withdrawn", "erased"] | None


class PolicyRetention(TypedDict):
    """How long data of a kind are kept for a purpose."""

    id: str
    category: str
    purpose: str
    term: PolicyTerm
    from_event: str
    then: Literal["delete", "anonymise", "restrict"]
    wording: str


class PolicySafeguard(TypedDict):
    """What protects data in another country."""

    id: str
    country: str
    wording: str


class PolicyRight(TypedDict):
    """What a person may ask; `clock_working_days` counts working days in Kazakhstan."""

    id: str
    handler: Literal["automatic", "manual_case"]
    clock_working_days: int
    wording: str


class PolicyClock(TypedDict):
    """How long the buyer may ask, or how soon the shop acts: exactly one member is set."""

    days: int | None
    working_days: int | None
    months: int | None
    years: int | None


class PolicyConsumerRight(TypedDict):
    """What a buyer may do or ask under the terms; without a clock no number counts."""

    id: str
    handler: Literal["automatic", "manual_case"]
    clock: PolicyClock | None
    from_event: Literal["purchase", "delivery", "request"] | None
    wording: str


class PolicyContact(TypedDict):
    """Where people turn."""

    id: str
    kind: Literal["email", "phone", "address", "authority"]
    value: str | None
    wording: str | None


class PolicyClauses(TypedDict):
    """What the policy or the terms promise, as data."""

    data_categories: list[PolicyDataCategory]
    recipients: list[PolicyRecipient]
    retention: list[PolicyRetention]
    safeguards: list[PolicySafeguard]
    rights: list[PolicyRight]
    consumer_rights: Annotated[list[PolicyConsumerRight], Field(description="Of buyers; in terms only.")]
    contacts: list[PolicyContact]


class EventFeed(TypedDict):
    """Events in order; `next` is the sequence to go on from, null when these were the last."""

    data: list[documents.Event]
    next: int | None


class Health(TypedDict):
    """The process answers."""

    status: Literal["ok"]


class Readiness(TypedDict):
    """The database answers. A paused subscriber is named; content can still be read."""

    status: Literal["ok"]
    paused_subscribers: list[str]


def refined(name: str, contract: type, **members: Any) -> Any:
    """A contract's shape, with members that it types loosely (`Mapping[str, Any]`) said exactly."""
    hints = get_type_hints(contract, include_extras=True)
    fields = [(one.name, members.get(one.name, hints[one.name])) for one in dataclasses.fields(contract)]
    made = dataclasses.make_dataclass(name, fields, kw_only=True)
    made.__doc__ = contract.__doc__
    return made


Operator = refined(
    "Operator",
    contracts.Operator,
    legal_name=documents.Texts,
    address=documents.Texts,
    responsible_person=documents.Texts,
    authority_url=documents.Texts,
)
Policy = refined(
    "Policy",
    contracts.Reading,
    operator=PolicyOperator,
    purposes=list[PolicyPurpose],
    switches=list[PolicySwitch],
    clauses=PolicyClauses | None,
)
PolicyVersion: Any = refined("PolicyVersion", contracts.VersionLine, change_note=documents.Texts)
PolicyDifference = refined("PolicyDifference", contracts.Difference)


# Its rows are a made type, which a class body cannot name.
PolicyVersionPage: Any = TypedDict(  # made, not written
    "PolicyVersionPage", {"data": list[PolicyVersion], "page": PlaceInList}
)
