"""Moderators take a review down."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.reviews import contracts, queries, steps


# Showing less of a person never waits for that person's consent.
@use_case(
    permission=Permission.REVIEWS_ANY_PUBLISH,
    ground=Ground.STAFF,
    under=Statute.DATA_MINIMISATION,
    replay=queries.moderated_review,
)
def hide_review(*, actor: Actor, command: contracts.HideReview) -> contracts.ModeratedReview:
    """Take a review out of public sight; its author learns the reason.

    :raises NotFound: there is no such review, or its author withdrew it
    :raises PreconditionFailed: it has changed since the moderator read it
    :raises TransitionRefused: it is neither published nor rejected
    """
    review = steps.locked(command.review_id, expected_version=command.expected_version)
    steps.move(actor, review, "hide", reason=command.reason.value)
    return queries.moderated(review)
