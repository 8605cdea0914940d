"""Moderators let a review be seen."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.reviews import contracts, queries, steps
from shop_api.values.purposes import Purpose


@use_case(
    permission=Permission.REVIEWS_ANY_PUBLISH,
    ground=Ground.STAFF,
    under=Purpose.REVIEW_PUBLICATION,
    subject_of=lambda actor, command: queries.subject_of_review(command.review_id),
    replay=queries.moderated_review,
)
def publish_review(*, actor: Actor, command: contracts.PublishReview) -> contracts.ModeratedReview:
    """Publish a pending review, in the version the moderator read.

    :raises NotFound: there is no such review, or its author withdrew it
    :raises PreconditionFailed: its author has edited it since
    :raises StandingConsentMissing: its author no longer agrees to publishing reviews
    :raises TransitionRefused: it is not pending
    """
    review = steps.locked(command.review_id, expected_version=command.expected_version)
    steps.move(actor, review, "publish")
    return queries.moderated(review)
