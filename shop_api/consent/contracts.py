"""What crosses the doors of consent."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shop_api.gate.consent_port import ConsentBlock
from shop_api.values.contract import contract

#: The id of a purpose or of a switch, or `processing` for all of them.
FlagId = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]


class FlagKind(StrEnum):
    """What a flag is."""

    PURPOSE = "purpose"
    SWITCH = "switch"


class ConsentState(StrEnum):
    """What a person said last, as an event says it; DPV 2.3 has a term for each."""

    GIVEN = "given"
    REFUSED = "refused"
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REVOKED = "revoked"


class ConsentLocale(StrEnum):
    """The languages a form can be shown in."""

    kk = "kk"
    ru = "ru"
    en = "en"


@contract
class ConsentFormOf:
    """Which form: its language, and the purposes and switches to show, ids with commas between; all when left out."""

    locale: ConsentLocale | None = None
    purposes: Annotated[str, StringConstraints(pattern=r"^[a-z_,]{1,400}$")] | None = None


@contract
class FormPolicy:
    """The version a form shows. `text_sha256` is of the text in the form's language, `sha256` of the whole document."""

    slug: str
    version: int
    effective_from: date
    title: str
    sha256: str
    text_sha256: str


@contract
class FormOperator:
    """Who asks: the first of the eight elements of a consent."""

    legal_name: str
    bin: str
    contact_email: str


@contract
class FormFlag:
    """One question: answer it with `true` or `false` under its id."""

    id: str
    kind: FlagKind
    wording: str
    legal_basis: str
    switches: tuple[str, ...]


@contract
class FormWrite:
    """What one write asks: flags that must be true, flags that some requests of it need, flags that are optional."""

    name: str
    required: tuple[str, ...]
    sometimes: tuple[str, ...]
    optional: tuple[str, ...]


@contract
class ConsentForm:
    """A form to show as it is. Its token goes back as `consent.form` with the answers, within 24 hours."""

    token: str
    expires_at: datetime
    locale: ConsentLocale
    policy: FormPolicy
    operator: FormOperator
    flags: tuple[FormFlag, ...]
    writes: tuple[FormWrite, ...]


@contract
class GiveOrRefuseConsents:
    """Answers to a form apart from any other write: true gives; false refuses, or withdraws what stands."""

    consent: ConsentBlock | None = None


@contract
class SealEvents:
    """Seal what waits: what is new, or whatever the whole log holds that no seal took in."""

    is_whole: bool = False


@contract
class WithdrawConsent:
    """Flags to withdraw, each by itself; `processing` withdraws everything that stands."""

    flags: Annotated[tuple[FlagId, ...], Field(min_length=1, max_length=20)]


@contract
class ConsentPolicy:
    """The text a consent was given to."""

    slug: str
    version: int
    sha256: str
    text_sha256: str
    locale: ConsentLocale


@contract
class ConsentRecipient:
    """Who may receive data under a flag, as the version agreed to says; `country` as ISO 3166."""

    id: str
    name: str
    country: str


@contract
class OwnConsent:
    """What stands for one flag: since when, to which text, and where to withdraw it or fetch its receipt.

    `ask_again` says that the policy in force wants more than was agreed to; `because` says what, for people. The old
    consent still holds for what it was given to. `withdrawal_waits` says that a withdrawal is kept until an open order
    ends.
    """

    id: UUID
    flag: str
    kind: FlagKind
    state: ConsentState
    is_standing: bool
    since_at: datetime
    wording: str
    policy: ConsentPolicy
    valid_until: datetime | None
    ask_again: bool
    because: tuple[str, ...]
    withdrawal_waits: bool
    recipients: tuple[ConsentRecipient, ...]
    withdraw_at: str | None
    receipt_at: str


@contract
class ConsentStep:
    """One event of the log about oneself: what was said, when, to which version; `leaf` is its hash in the seals."""

    record: UUID
    seq: int
    flag: str
    state: ConsentState
    at: datetime
    valid_until: datetime | None
    method: str
    version: int
    locale: ConsentLocale
    leaf: str


@contract
class ConsentExport:
    """Everything the log of consents holds about oneself: what stands, and every step that led there, oldest first."""

    exported_at: datetime
    consents: tuple[OwnConsent, ...]
    steps: tuple[ConsentStep, ...]


@contract
class OwnConsents:
    """What stands after a change; `id` names the change."""

    id: UUID
    consents: tuple[OwnConsent, ...]


@contract
class ReceiptOf:
    """Whose receipt: a consent record's id."""

    id: UUID


@contract
class ConsentReceipt:
    """A receipt in two forms of the same facts, verifiable with the public key at `key_at` and nothing else.

    `receipt` is a JWS (compact, Ed25519); `json_ld` is ISO/IEC TS 27560 in the words of W3C DPV, with a proof over its
    RFC 8785 bytes: keep the text as it is.
    """

    id: UUID
    flag: str
    receipt: str
    json_ld: str
    key_at: str


@contract
class StaffConsent:
    """What stands for one flag of a person, as staff see it; members as in `OwnConsent`."""

    id: UUID
    flag: str
    kind: FlagKind
    state: ConsentState
    is_standing: bool
    since_at: datetime
    wording: str
    policy: ConsentPolicy
    valid_until: datetime | None
    ask_again: bool
    because: tuple[str, ...]
    withdrawal_waits: bool


@contract
class StaffConsents:
    """A person's consents, and their newest 200 events, newest first. `id` is the person's, as `find_subject` gives."""

    id: UUID
    consents: tuple[StaffConsent, ...]
    steps: tuple[ConsentStep, ...]
    has_more: bool


class ConsentVerdict(StrEnum):
    """Whether a record is as it was written: all of it sealed, some of it not sealed yet, or damaged."""

    INTACT = "intact"
    WAITING = "waiting"
    DAMAGED = "damaged"


class ConsentFault(StrEnum):
    """What is wrong with a row of the log."""

    FACTS_CHANGED = "facts_changed"
    RECORD_MOVED = "record_moved"
    EVENTS_GONE = "events_gone"
    EVENT_CHANGED = "event_changed"
    OTHER_TEXT = "other_text"
    OTHER_TIME = "other_time"
    NO_FORM = "no_form"
    FORM_NOT_OPEN = "form_not_open"
    FORM_UNSIGNED = "form_unsigned"
    FORM_CHANGED = "form_changed"
    FORM_MOVED = "form_moved"
    OUT_OF_ORDER = "out_of_order"
    NOT_IN_SEAL = "not_in_seal"
    NEVER_SEALED = "never_sealed"
    EVIDENCE_CHANGED = "evidence_changed"
    EVIDENCE_SHUT = "evidence_shut"
    STANDS_MISSING = "stands_missing"
    STANDS_OTHERWISE = "stands_otherwise"


@contract
class ConsentDamage:
    """One damage: in which kind of row, which one, what is wrong; `says` is for whoever repairs it."""

    kind: str
    row: str
    fault: ConsentFault
    says: str


@contract
class ConsentSeal:
    """The seal that holds an event, and when it was made."""

    number: int
    sealed_at: datetime


@contract
class MaskedEvidence:
    """Who said it, from where, with what: masked; null where nothing was kept."""

    name: str | None
    address: str | None
    user_agent: str | None


@contract
class StaffConsentEvent:
    """One event of a flag: what was said, by whom, about which text; `evidence` is null once erased.

    `reference` names the linked subject (a device, a guest's order, the account) whose word it was; null where it is
    the record's own. States and languages are as the row holds them: a damaged row is shown, too.
    """

    id: UUID
    record: UUID
    reference: str | None
    seq: int
    state: str
    at: datetime
    valid_until: datetime | None
    indicated_by: str
    method: str
    version: int
    locale: str
    leaf: str
    seal: ConsentSeal | None
    evidence: MaskedEvidence | None
    reason: str | None


@contract
class StaffConsentRecord:
    """A record opened by staff, checked just now, with all that the person said to its flag, oldest first.

    `state` is what stands for them, the newest event's, whoever of the linked subjects said it; null where none is
    left. `seal` holds that event; null while it waits. `is_revocable` says that this consent stands. `sha256` is of the
    document, `text_sha256` of the text.
    """

    id: UUID
    subject_id: UUID
    flag: str
    kind: str
    state: str | None
    is_revocable: bool
    wording: str
    slug: str
    version: int
    locale: str
    sha256: str
    text_sha256: str
    verdict: ConsentVerdict
    seal: ConsentSeal | None
    damage: tuple[ConsentDamage, ...]
    events: tuple[StaffConsentEvent, ...]


@contract
class RevealedEvidence:
    """The evidence of one event in clear."""

    event: UUID
    name: str | None
    address: str | None
    user_agent: str | None


@contract
class RevokedConsent:
    """A consent that the operator revoked; `id` is the revocation's."""

    id: UUID
    record: UUID
    flag: str
    state: ConsentState
    wording: str
    at: datetime
