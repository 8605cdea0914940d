"""What crosses the borders of this feature: a draft on its way to the gate, and the answers read from versions.

Texts come as `{"kk": …, "ru": …, "en": …}`; a body is the stored rich text, HTML as the editor wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cms.policies.clauses import CONFIRMED, Clauses

LOCALES = ("kk", "ru", "en")
POLICY = "policy"
TERMS = "terms"

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One block of prose. `id` is the block's own and survives edits; `number` is what readers see, such as `3.1`."""

    id: str
    number: str
    heading: Texts
    body: Texts


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What data are used for; `wording` is what stands beside the flag in a consent form."""

    id: str
    wording: Texts
    legal_basis: str
    required: bool
    switches: tuple[str, ...]
    categories: tuple[str, ...] = ()
    state: str = CONFIRMED


@dataclass(frozen=True, kw_only=True)
class Switch:
    """One of the legal switches, given and withdrawn apart from the purposes (law 94-V art. 24(1)(5))."""

    id: str
    wording: Texts


@dataclass(frozen=True, kw_only=True)
class Note:
    """A sentence for the publisher. `certainty` is `certain` (taken out of the text) or `suspected` (still in it)."""

    id: str
    locale: str
    certainty: str
    section: str
    paragraph: int
    offset: int
    text: str
    is_resolved: bool


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Who answers for the data: printed in every policy, consent and receipt (P1.2, P13.1)."""

    legal_name: Texts
    trading_name: str
    bin: str
    contact_email: str
    address: Texts
    phone: str
    responsible_person: Texts
    authority_url: Texts


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything the gate looks at, taken from a page or from a form that is about to be saved."""

    kind: str
    slug: str
    title: Texts
    sections: tuple[Section, ...]
    purposes: tuple[Purpose, ...]
    switches: tuple[Switch, ...]
    notes: tuple[Note, ...]
    imported_notes: frozenset[str]
    authoritative_locale: str
    effective_from: date | None
    change_note: Texts
    asks_again: bool
    clauses: Clauses = field(default_factory=Clauses)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What the gate must know beside the draft. `today` is the date in Almaty on which the draft would go live."""

    today: date
    operator: Operator
    known_purposes: frozenset[str]
    needed_purposes: frozenset[str]
    known_switches: frozenset[str]
    needed_switches: frozenset[str]
    last_date: date | None  # of the versions under this slug that were not withdrawn
    slug_is_foreign: bool = False
    published_slug: str | None = None
    is_alias: bool = False


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a draft is refused, and where: a JSON pointer into the page's form, such as `/sections/2/body_kk`."""

    pointer: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A version as a reader of one language sees it; `status` as in `VersionLine`."""

    slug: str
    kind: str
    version: int
    effective_from: date
    published_at: datetime
    sha256: str
    status: str
    locale: str
    requested_locale: str
    available_locales: tuple[str, ...]
    authoritative_locale: str
    title: str
    html: str
    text: str
    text_sha256: str
    change_note: str
    operator: Mapping[str, Any]
    purposes: tuple[Mapping[str, Any], ...]
    switches: tuple[Mapping[str, Any], ...]
    clauses: Mapping[str, Any] | None  # None in versions from before there were clauses
    material: bool
    predecessor: int | None


@dataclass(frozen=True, kw_only=True)
class Canonical:
    """A version for machines: `text` is the canonical JSON (RFC 8785) whose SHA-256 is `sha256`."""

    slug: str
    version: int
    sha256: str
    text: str


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """A line of the archive; `status` is `scheduled`, `in_force`, `superseded` or `withdrawn` when asked."""

    slug: str
    kind: str
    version: int
    effective_from: date
    published_at: datetime
    sha256: str
    status: str
    material: bool
    change_note: Texts
    predecessor: int | None


@dataclass(frozen=True, kw_only=True)
class ParagraphChange:
    """One paragraph of a changed text: `change` is `kept`, `removed` or `added`."""

    change: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SectionChange:
    """A section that was `added`, `removed`, `changed`, or only `renumbered`; texts in the language asked for."""

    change: str
    id: str
    number_before: str | None
    number_after: str | None
    heading_before: str | None
    heading_after: str | None
    paragraphs: tuple[ParagraphChange, ...]


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field before and after, as text; lists are joined with a comma."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class ClauseChange:
    """A clause that was `added`, `removed` or `changed`; `kind` is its member of the document, such as `recipients`."""

    kind: str
    change: str
    id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True)
class AskedAgain:
    """A flag that people must answer anew, and what got wider, as sentences."""

    flag: str
    because: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What changed from one version to another, by section and by clause; unchanged parts are left out."""

    slug: str
    from_version: int
    to_version: int
    locale: str
    material: bool
    asked_again: tuple[AskedAgain, ...]
    told: bool
    narrowed: tuple[str, ...]
    sections: tuple[SectionChange, ...]
    purposes: tuple[ClauseChange, ...]
    switches: tuple[ClauseChange, ...]
    clauses: tuple[ClauseChange, ...]
    facts: tuple[FieldChange, ...]
