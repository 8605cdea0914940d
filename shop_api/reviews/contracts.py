"""What crosses the doors of reviews."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shop_api.gate.consent_port import ConsentBlock
from shop_api.values.contract import Limit, Paragraphs, Sku, contract
from shop_api.values.locale import Locale
from shop_api.values.states import StateAction

Stars = Annotated[int, Field(ge=1, le=5)]


class ReviewStatus(StrEnum):
    """Where a review stands; only `published` ones are public."""

    PENDING = "pending"
    PUBLISHED = "published"
    REJECTED = "rejected"
    HIDDEN = "hidden"


class ReviewReason(StrEnum):
    """Why a moderator says no; the author reads it."""

    INSULT = "insult"
    ADVERTISING = "advertising"
    PERSONAL_DATA = "personal_data"
    NOT_ABOUT_PRODUCT = "not_about_product"
    UNLAWFUL = "unlawful"


@contract
class SubmitReview:
    """A buyer's review: 1 to 5 stars and 1 to 4,000 characters.

    `publication: true` among the flags shows the author's name; false or absent makes all their reviews anonymous.
    """

    sku: Sku
    stars: Stars
    text: Paragraphs
    consent: ConsentBlock | None = None


@contract
class EditReview:
    """New stars and words for one's own review, made upon `expected_version`."""

    review_id: UUID
    expected_version: int
    stars: Stars
    text: Paragraphs
    consent: ConsentBlock | None = None


@contract
class WithdrawReview:
    """Which of one's own reviews to take back."""

    review_id: UUID


@contract
class PublishReview:
    """The review a moderator read, in the version they read."""

    review_id: UUID
    expected_version: int


@contract
class RejectReview:
    """The review a moderator read, and why it will not be published."""

    review_id: UUID
    expected_version: int
    reason: ReviewReason


@contract
class HideReview:
    """The public review to take down, and why."""

    review_id: UUID
    expected_version: int
    reason: ReviewReason


@contract
class Review:
    """One's own review. `author` is the name the public sees, None while it is anonymous.

    `reason` says why a moderator rejected or hid it; `consent_withdrawn` when withdrawing the consent hid it.
    """

    id: str
    version: int
    sku: str
    product: str
    stars: int
    text: str
    status: ReviewStatus
    reason: str | None
    author: str | None
    created_at: datetime
    changed_at: datetime
    published_at: datetime | None
    allowed_actions: tuple[StateAction, ...]


@contract
class ModeratedReview:
    """A review as moderators read it: nothing that leads to the account."""

    id: str
    version: int
    sku: str
    product: str
    stars: int
    text: str
    status: ReviewStatus
    reason: str | None
    author: str | None
    created_at: datetime
    changed_at: datetime
    allowed_actions: tuple[StateAction, ...]


@contract
class PublicReview:
    """A review as everybody reads it. `author` is a display name, or the words for an anonymous buyer in `locale`."""

    id: str
    stars: int
    text: str
    author: str
    is_anonymous: bool
    published_on: date


@contract
class ReviewSummary:
    """All published reviews of a product: how many, their average to two decimals, how many of each star."""

    count: int
    average: float | None
    one: int
    two: int
    three: int
    four: int
    five: int


@contract
class OwnReviewsCriteria:
    """A page of one's own reviews, newest first."""

    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class ReviewsOfCriteria:
    """A page of a product's public reviews, newest first; any SKU of the product names it."""

    sku: Sku
    locale: Locale = Locale.RU
    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class ModerationCriteria:
    """A page of the moderators' queue: reviews in one state, oldest first."""

    status: ReviewStatus = ReviewStatus.PENDING
    limit: Limit = 20
    after: str | None = None
    before: str | None = None
