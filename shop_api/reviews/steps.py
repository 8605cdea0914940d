"""Writes of reviews shared by its use cases and by what withdrawing a consent brings about."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from frontend_contracts.wire.problems import Kind, NotFound, PreconditionFailed
from shop_api.accounts import queries as accounts
from shop_api.gate import outbox
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.consent_port import ConsentBlock
from shop_api.gate.errors import ShopError
from shop_api.reviews import models, rules
from shop_api.reviews.contracts import ReviewStatus
from shop_api.values.purposes import Purpose, Switch

ANONYMISE = "anonymise"


class TransitionRefused(ShopError):
    """The review stands where this does not lead on."""

    code = "reviews.transition_refused"
    kind = Kind.CONFLICT
    texts = {
        "en": "A review that is {status} does not allow this. Load it again and use one of its allowed actions.",
        "ru": "Отзыв в состоянии {status} этого не допускает. Загрузите его снова и выберите из доступных действий.",
        "kk": "{status} күйіндегі пікірге бұл әрекет жасалмайды. Оны қайта жүктеп, рұқсат етілген әрекетті таңдаңыз.",
    }
    shown = ("status",)


def locked(review_id: UUID, *, expected_version: int | None = None) -> models.Review:
    """Lock a review and read it anew.

    :raises NotFound: there is none, or its author withdrew it
    :raises PreconditionFailed: it has moved on from `expected_version`
    """
    return _lock(models.Review.objects.filter(id=review_id), expected_version)


def locked_own(actor: Actor, review_id: UUID, *, expected_version: int | None = None) -> models.Review:
    """Lock one of the actor's own reviews and read it anew.

    :raises NotFound: there is none, it is somebody else's, or it was withdrawn
    :raises PreconditionFailed: it has moved on from `expected_version`
    """
    if actor.id is None:
        raise NotFound
    return _lock(models.Review.objects.filter(id=review_id, account_id=actor.id), expected_version)


def move(actor: Actor, review: models.Review, event: str, *, reason: str = "") -> None:
    """Make a transition of a locked review: state, version, event and outbox row together.

    :raises TransitionRefused: its state does not allow the event
    """
    target = rules.MACHINE.target(review.status, event)
    if target is None:
        raise TransitionRefused(status=review.status)
    _write(actor, review, event, target, reason)


def anonymise(actor: Actor, review: models.Review) -> None:
    """Take the author's name off a locked review, wherever it stands."""
    review.author_name = ""
    _write(actor, review, ANONYMISE, review.status, review.reason)


def author_name(actor: Actor, consent: ConsentBlock | None) -> str:
    """The name to show: short, made from the account, and empty unless its publication is agreed to here."""
    if actor.id is None or not publishes_name(consent):
        return ""
    return accounts.name_of([actor.id])[actor.id].short


def publishes_name(consent: ConsentBlock | None) -> bool:
    """Whether a block that the gate has checked agrees to the publication of the name."""
    return consent is not None and consent.flags.get(Switch.PUBLICATION.value) is True


def anonymise_all(actor: Actor, subject_ids: Iterable[UUID]) -> None:
    """Take the name off every review of these subjects: their newest answer about publication is no."""
    named = models.Review.objects.select_for_update().filter(subject_id__in=list(subject_ids)).exclude(author_name="")
    for review in named.order_by("id"):
        anonymise(actor, review)


def begin(actor: Actor, review: models.Review) -> None:
    """Write the first event of a review that was just stored."""
    _record(actor, review, "submit", "")


def follow_withdrawal(*, actor: Actor, flag: str, subject_ids: Iterable[UUID], **_: object) -> None:
    """Do at once what a withdrawn consent asks of reviews; bound to the announcement `consent.withdrawn`."""
    if flag == Switch.PUBLICATION.value:
        anonymise_all(actor, subject_ids)
    elif flag == Purpose.REVIEW_PUBLICATION.value:
        standing = models.Review.objects.select_for_update().filter(subject_id__in=list(subject_ids))
        for review in standing.exclude(text="").order_by("id"):
            review.text = review.author_name = ""
            move(actor, review, "consent_withdrawn", reason=rules.CONSENT_WITHDRAWN)


def _lock(rows: QuerySet[models.Review], expected_version: int | None) -> models.Review:
    review = rows.select_for_update().exclude(reason=rules.WITHDRAWN_BY_AUTHOR).first()
    if review is None:
        raise NotFound
    if expected_version is not None and review.version != expected_version:
        raise PreconditionFailed
    return review


def _write(actor: Actor, review: models.Review, event: str, target: str, reason: str) -> None:
    before = review.status
    review.status, review.reason = target, reason
    review.version += 1
    review.changed_at = actor.at
    if event == "publish":
        review.published_at = actor.at
    review.save()
    _record(actor, review, event, before)
    _tell(actor, review, before)


def _record(actor: Actor, review: models.Review, event: str, before: str) -> None:
    models.ReviewEvent.objects.create(
        review_id=review.id,
        version=review.version,
        event=event,
        from_status=before,
        to_status=review.status,
        reason=review.reason,
        actor_kind=actor.kind.value,
        staff_id=actor.id if actor.kind is ActorKind.STAFF else None,
        at=actor.at,
    )


def _tell(actor: Actor, review: models.Review, before: str) -> None:
    """What is public has changed: whoever keeps copies of the list must drop them."""
    was_public, is_public = (one == ReviewStatus.PUBLISHED.value for one in (before, review.status))
    if was_public or is_public:
        kind = "changed" if was_public and is_public else "published" if is_public else "unpublished"
        outbox.record(f"review.{kind}", {"review": str(review.id), "slug": review.product, "sku": review.sku}, actor.at)
