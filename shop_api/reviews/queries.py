"""Reads of reviews. What everybody reads holds no account, no e-mail, no id that leads to either."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from frontend_contracts.wire import cursors
from frontend_contracts.wire.cursors import Position, Window
from frontend_contracts.wire.problems import NotFound
from shop_api.catalog import queries as catalog
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.reviews import contracts, models, rules
from shop_api.reviews.contracts import ReviewStatus
from shop_api.values.clock import day_in_almaty
from shop_api.values.locale import Locale
from shop_api.values.page import Page, SummedPage
from shop_api.values.purposes import Purpose

Shape = TypeVar("Shape")
_STATE = "reviews.transition_refused"


@query(permission=Permission.REVIEWS_OWN_READ)
def own_reviews(*, actor: Actor, criteria: contracts.OwnReviewsCriteria) -> Page[contracts.Review]:
    """One's own reviews in every state, newest first; those one has withdrawn are gone.

    :raises InputInvalid: a cursor that is none of this list's
    """
    found = cursors.page_of(_own(actor), limit=criteria.limit, after=criteria.after, before=criteria.before)
    return _page(found, review_of, cursors.position_of)


@query(permission=Permission.REVIEWS_READ)
def reviews_of(
    *, actor: Actor, criteria: contracts.ReviewsOfCriteria
) -> SummedPage[contracts.PublicReview, contracts.ReviewSummary]:
    """A product's published reviews, newest first, with their number and average.

    :raises NotFound: no product has this SKU
    :raises InputInvalid: a cursor that is none of this list's
    """
    product = catalog.product_of(criteria.sku)
    if product is None:
        raise NotFound
    published = models.Review.objects.filter(product=product.slug, status=ReviewStatus.PUBLISHED.value)
    asked = cursors.window(limit=criteria.limit, after=criteria.after, before=criteria.before)
    found = asked.page(list(_slice(published, asked)), position_of=_published_position)
    page = _page(found, lambda row: _public(row, criteria.locale), _published_position)
    return SummedPage(
        data=page.data,
        next=page.next,
        prev=page.prev,
        has_more=page.has_more,
        cursors=page.cursors,
        summary=_summary(published),
    )


@query(permission=Permission.REVIEWS_ANY_READ, under=[Purpose.REVIEW_PUBLICATION])
def reviews_to_moderate(*, actor: Actor, criteria: contracts.ModerationCriteria) -> Page[contracts.ModeratedReview]:
    """The moderators' queue: reviews in one state, longest waiting first.

    :raises InputInvalid: a cursor that is none of this list's
    """
    rows = models.Review.objects.filter(status=criteria.status.value).exclude(text="")
    found = cursors.page_of(
        rows, limit=criteria.limit, after=criteria.after, before=criteria.before, newest_first=False
    )
    return _page(found, moderated, cursors.position_of, newest_first=False)


def own_review(actor: Actor, review_id: str) -> contracts.Review:
    """One's own review as it is now.

    :raises NotFound: there is none, it is somebody else's, or it was withdrawn
    """
    row = _own(actor).filter(id=review_id).first()
    if row is None:
        raise NotFound
    return review_of(row)


def moderated_review(actor: Actor, review_id: str) -> contracts.ModeratedReview:
    """A review as moderators read it.

    :raises NotFound: there is none
    """
    row = models.Review.objects.filter(id=review_id).first()
    if row is None:
        raise NotFound
    return moderated(row)


def subject_of_review(review_id: UUID) -> UUID:
    """The data subject whose consent a review stands on.

    :raises NotFound: there is no such review
    """
    found = models.Review.objects.filter(id=review_id).values_list("subject_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def review_of(row: models.Review) -> contracts.Review:
    """A row as its author sees it."""
    return contracts.Review(
        id=str(row.id),
        version=row.version,
        sku=row.sku,
        product=row.product,
        stars=row.stars,
        text=row.text,
        status=ReviewStatus(row.status),
        reason=row.reason or None,
        author=row.author_name or None,
        created_at=row.created_at,
        changed_at=row.changed_at,
        published_at=row.published_at,
        allowed_actions=rules.MACHINE.actions(row.status, rules.AUTHOR_EVENTS, _STATE),
    )


def moderated(row: models.Review) -> contracts.ModeratedReview:
    """A row as moderators see it."""
    return contracts.ModeratedReview(
        id=str(row.id),
        version=row.version,
        sku=row.sku,
        product=row.product,
        stars=row.stars,
        text=row.text,
        status=ReviewStatus(row.status),
        reason=row.reason or None,
        author=row.author_name or None,
        created_at=row.created_at,
        changed_at=row.changed_at,
        allowed_actions=rules.MACHINE.actions(row.status, rules.MODERATOR_EVENTS, _STATE),
    )


def _own(actor: Actor) -> QuerySet[models.Review]:
    if actor.id is None:
        return models.Review.objects.none()
    return models.Review.objects.filter(account_id=actor.id).exclude(reason=rules.WITHDRAWN_BY_AUTHOR)


def _public(row: models.Review, locale: Locale) -> contracts.PublicReview:
    position = _published_position(row)
    return contracts.PublicReview(
        id=str(row.id),
        stars=row.stars,
        text=row.text,
        author=row.author_name or rules.ANONYMOUS[locale],
        is_anonymous=not row.author_name,
        published_on=day_in_almaty(position.created_at),
    )


def _summary(published: QuerySet[models.Review]) -> contracts.ReviewSummary:
    """Counted from the rows themselves, over the index alone: there is no counter that could drift."""
    named = dict(zip(("one", "two", "three", "four", "five"), range(1, 6), strict=True))
    counts: dict[str, int] = published.aggregate(**{name: Count("id", Q(stars=star)) for name, star in named.items()})
    return contracts.ReviewSummary(
        count=sum(counts.values()),
        average=rules.average((counts["one"], counts["two"], counts["three"], counts["four"], counts["five"])),
        **counts,
    )


def _slice(rows: QuerySet[models.Review], asked: Window) -> QuerySet[models.Review]:
    sign, lookup = ("-", "lt") if asked.is_descending else ("", "gt")
    if asked.position is not None:
        at, key = asked.position.created_at, asked.position.id
        rows = rows.filter(
            Q(**{f"published_at__{lookup}e": at}) & (Q(**{f"published_at__{lookup}": at}) | Q(**{f"id__{lookup}": key}))
        )
    return rows.order_by(f"{sign}published_at", f"{sign}id")[: asked.limit + 1]


def _published_position(row: models.Review) -> Position:
    assert row.published_at is not None  # noqa: S101 - a CHECK of the table says so; this tells the type checker
    return Position(created_at=row.published_at, id=row.id)


def _page(
    found: cursors.Page[models.Review],
    shape: Callable[[models.Review], Shape],
    position_of: Callable[[Any], Position],
    *,
    newest_first: bool = True,
) -> Page[Shape]:
    return Page(
        data=tuple(shape(row) for row in found.rows),
        next=found.next,
        prev=found.prev,
        has_more=found.has_more,
        cursors=tuple(cursors.encode(position_of(row), newest_first=newest_first) for row in found.rows),
    )
