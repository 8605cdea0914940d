"""What crosses the doors of privacy."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from shop_api.support.contracts import SpokenNumber, Version
from shop_api.values.contract import EmailText, Limit, Paragraphs, contract


class Handler(StrEnum):
    """Who carries a right out."""

    AUTOMATIC = "automatic"  # the code, at once
    MANUAL_CASE = "manual_case"  # a person at the desk, within the clock


class Right(StrEnum):
    """The rights of a data subject: law 94-V art. 24(1), 19-1 and Digital Code art. 41, 43."""

    INFORMATION = "information"
    ACCESS = "access"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    BLOCKING = "blocking"
    DELETION = "deletion"
    OBJECTION = "objection"
    RECIPIENTS = "recipients"


class ConsumerRight(StrEnum):
    """What a buyer may do or ask that this code serves: law 274-IV art. 17, 28(5), 30, 42-4."""

    CANCELLATION = "cancellation"  # of an order that was not handed over
    COMPLAINT = "complaint"
    DEFECT_CLAIM = "defect_claim"
    RETURN = "return"  # of goods without defects, or their exchange
    REVIEW = "review"


class RequestStatus(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"


@contract
class OpenPrivacyRequest:
    """Which right, in one's own words where words are needed, and where the answer goes.

    An account's answer goes to its own address, whatever `email` says; others give one.
    """

    right: Right
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""
    email: EmailText | None = None


@contract
class AnswerPrivacyRequest:
    """What staff did about a request; `article` names the law where it is refused, and only there."""

    number: SpokenNumber
    text: Paragraphs
    article: Annotated[str, StringConstraints(strip_whitespace=True, min_length=4, max_length=80)] | None = None
    expected_version: Version | None = None


@contract
class PrivacyRequestOf:
    """A request by its number."""

    number: SpokenNumber


@contract
class OwnPrivacyRequests:
    """A page of one's own requests, newest first."""

    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class StaffPrivacyRequests:
    """A page of requests in one state, oldest first."""

    status: RequestStatus = RequestStatus.OPEN
    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class PrivacyRequest:
    """A request as whoever made it sees it. `due_on` is the last day of its clock, in Almaty.

    `is_estimated` says that a day the clock rests on may still be moved. `answer` is there once it is answered or,
    with its `article`, refused.
    """

    id: str
    number: str
    right: Right
    text: str
    status: RequestStatus
    created_at: datetime
    due_on: date
    is_estimated: bool
    policy_version: int | None
    answer: str | None
    article: str | None
    version: int


@contract
class MyRecipients:
    """A page of what left about oneself, newest first."""

    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class Received:
    """Somebody outside received data about the caller. `fields` are names of the public data inventory, no values.

    `recipient` is an id of the policy's list of recipients, `country` ISO 3166, `occasion` the kind of letter or
    message, `policy_version` the version in force then.
    """

    id: str
    recipient: str
    country: str
    purpose: str
    fields: tuple[str, ...]
    occasion: str
    policy_version: int | None
    at: datetime


@contract
class StaffPrivacyRequest:
    """A request as staff see it; `overdue` when its clock has run out unanswered."""

    id: str
    number: str
    right: Right
    text: str
    status: RequestStatus
    created_at: datetime
    due_on: date
    is_estimated: bool
    overdue: bool
    locale: str
    answer: str | None
    article: str | None
    version: int
