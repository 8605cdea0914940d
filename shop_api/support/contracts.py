"""What crosses the doors of support."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from shop_api.consent.contracts import RevealedEvidence
from shop_api.gate.consent_port import ConsentBlock
from shop_api.gate.permissions import Role
from shop_api.values.contract import EmailText, Limit, Line, Paragraphs, SecretText, contract
from shop_api.values.states import StateAction
from shop_api.values.text import seen

#: An order's or a thread's number as people type it: spaces and dashes are ignored.
SpokenNumber = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Version = Annotated[int, Field(ge=1)]
SHORTEST_REASON = 10  # characters that can be seen; privacy.md, "Staff"


def _says_why(reason: str) -> str:
    if seen(reason) < SHORTEST_REASON:
        raise PydanticCustomError("string_too_short", "a reason has ten characters that can be seen")
    return reason


#: Why a member of staff looks at a contact: 10 to 500 characters, of which ten can be seen.
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=SHORTEST_REASON, max_length=500),
    AfterValidator(_says_why),
]


class ContactField(StrEnum):
    """A contact that can be revealed; a closed list."""

    BUYER_NAME = "buyer_name"
    BUYER_PHONE = "buyer_phone"
    BUYER_EMAIL = "buyer_email"
    RECIPIENT_NAME = "recipient_name"
    RECIPIENT_PHONE = "recipient_phone"
    WHATSAPP = "whatsapp"
    ADDRESS = "address"


class StaffCancelReason(StrEnum):
    """Why staff cancel an order."""

    CUSTOMER_ASKED = "customer_asked"
    CANNOT_DELIVER = "cannot_deliver"
    GOODS_DAMAGED = "goods_damaged"
    SUSPECTED_FRAUD = "suspected_fraud"


class ThreadStatus(StrEnum):
    """Whose turn it is."""

    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_STAFF = "waiting_staff"
    RESOLVED = "resolved"
    CLOSED = "closed"


class MessageAuthor(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    STAFF = "staff"


@contract
class StaffSignIn:
    """A staff member's e-mail address and password."""

    email: EmailText
    password: SecretText


@contract
class StaffSignOut:
    """Ends the session it is sent with."""


@contract
class CreateStaffMember:
    """A new account for the desk; made by whoever operates the service, on its own machine."""

    email: EmailText
    name: Line
    role: Role
    password: Annotated[str, StringConstraints(min_length=10, max_length=200)]


@contract
class StaffSelf:
    """Who is signed in, and what they may do."""

    id: str
    email: str
    name: str
    role: Role | None
    permissions: tuple[str, ...]


@contract
class StaffSession:
    """A session at the desk. `token` goes into `Authorization: Bearer …`; it is told once, never in a replay."""

    id: str
    token: str | None
    expires_at: datetime
    staff: StaffSelf


@contract
class SearchOrders:
    """One box: an order number, a phone in any notation, an e-mail address, or a part of a name."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]
    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class StaffOrderCriteria:
    """An order by its number."""

    number: SpokenNumber


@contract
class RevealContact:
    """Which contacts of an order to see in clear, and why (10 to 500 characters, ten of them no spaces)."""

    number: SpokenNumber
    fields: Annotated[tuple[ContactField, ...], Field(min_length=1, max_length=len(ContactField))]
    reason: Reason


@contract
class RevealedValue:
    """One contact in clear; None where there is none, or it was erased."""

    field: ContactField
    value: str | None


@contract
class RevealedContact:
    """What was asked for. A repeated key answers without values: they leave once."""

    id: str
    number: str
    at: datetime
    values: tuple[RevealedValue, ...]
    left_today: int


@contract
class DeliverOrder:
    """An order that was handed over, its cash collected."""

    number: SpokenNumber
    expected_version: Version | None = None


@contract
class CancelOrderForCustomer:
    """An order to cancel before hand-over, and why."""

    number: SpokenNumber
    reason: StaffCancelReason
    expected_version: Version | None = None


@contract
class WriteToSupport:
    """A message about one's order. `thread` names the conversation it belongs to; without it a new one begins."""

    number: SpokenNumber
    text: Paragraphs
    thread: SpokenNumber | None = None
    consent: ConsentBlock | None = None


@contract
class AnswerThread:
    """What staff answer."""

    thread: SpokenNumber
    text: Paragraphs


@contract
class ResolveThread:
    """The conversation that has reached its end."""

    thread: SpokenNumber
    expected_version: Version | None = None


@contract
class OwnThreadsCriteria:
    """A page of one's own conversations, newest first; `order` keeps those about one order."""

    order: SpokenNumber | None = None
    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class StaffThreadsCriteria:
    """A page of conversations, oldest first; by `status`, or those about one `order`."""

    status: ThreadStatus | None = None
    order: SpokenNumber | None = None
    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class ThreadMessage:
    """One message, as its customer reads it."""

    id: UUID
    author: MessageAuthor
    text: str
    at: datetime


@contract
class Thread:
    """A conversation, as its customer reads it; messages oldest first. `answer_due_on`: the last day for our answer."""

    id: str
    number: str
    order_number: str
    status: ThreadStatus
    version: int
    created_at: datetime
    changed_at: datetime
    answer_due_on: date | None
    messages: tuple[ThreadMessage, ...]
    allowed_actions: tuple[StateAction, ...]


@contract
class StaffThreadMessage:
    """One message, as staff read it; `staff_name` says which of them answered."""

    id: UUID
    author: MessageAuthor
    staff_name: str | None
    text: str
    at: datetime


@contract
class StaffThread:
    """A conversation, as staff read it; messages oldest first.

    `answer_due_on` is the last day for an answer, in Almaty; `overdue` when it has passed without one.
    """

    id: str
    number: str
    order_number: str
    status: ThreadStatus
    version: int
    created_at: datetime
    changed_at: datetime
    answer_due_on: date | None
    overdue: bool
    messages: tuple[StaffThreadMessage, ...]
    allowed_actions: tuple[StateAction, ...]


@contract
class FindSubject:
    """Whose consents to open: exactly one of an order's number, a conversation's number, an account's e-mail."""

    order: SpokenNumber | None = None
    thread: SpokenNumber | None = None
    email: EmailText | None = None


@contract
class FoundSubject:
    """The data subject behind an order, a conversation or an account."""

    id: UUID


@contract
class StaffConsentsOf:
    """Whose consents: the id that `find_subject` answered."""

    subject_id: UUID


@contract
class StaffConsentRecordOf:
    """One consent record of a person."""

    subject_id: UUID
    id: UUID


@contract
class RevealEvidence:
    """Whose evidence behind a record's flag to see in clear, and why (10 to 500 characters, ten of them no spaces)."""

    subject_id: UUID
    id: UUID
    reason: Reason


@contract
class RevealedConsentEvidence:
    """Evidence of each event, oldest first; erased evidence is left out. A repeated key answers without values."""

    id: str
    record: UUID
    at: datetime
    values: tuple[RevealedEvidence, ...]
    left_today: int


@contract
class MyLooks:
    """A page of looks at one's own data, newest first."""

    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class Look:
    """Staff saw data of the caller in clear. `fields` are codes, such as `buyer_phone` or `evidence_address`.

    `record` is the consent record whose evidence it was; None where it was contacts of an order. `reason` is told to
    accounts.
    """

    id: str
    at: datetime
    fields: tuple[str, ...]
    record: UUID | None
    reason: str | None


@contract
class RevokeConsent:
    """A consent that turned out to be invalid, and why (10 to 500 characters); the person reads the reason."""

    subject_id: UUID
    id: UUID
    reason: Reason
