"""Authors change their minds."""

from shop_api.gate.actor import Actor
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.reviews import contracts, queries, steps
from shop_api.values.purposes import Purpose, Switch


@use_case(
    permission=Permission.REVIEWS_OWN_WRITE,
    purposes=[Purpose.REVIEW_PUBLICATION],
    optional=[Switch.PUBLICATION],
    key=Key.REQUIRED,
    replay=queries.own_review,
)
def edit_review(*, actor: Actor, command: contracts.EditReview) -> contracts.Review:
    """Give one's own review new stars and words; it waits for a moderator again and is not public meanwhile.

    :raises NotFound: it is somebody else's, withdrawn, or not there
    :raises PreconditionFailed: it has changed since `command.expected_version`
    """
    review = steps.locked_own(actor, command.review_id, expected_version=command.expected_version)
    review.stars, review.text = command.stars, command.text
    review.author_name = steps.author_name(actor, command.consent)
    steps.move(actor, review, "edit")
    if not steps.publishes_name(command.consent):
        steps.anonymise_all(actor, [review.subject_id])
    return queries.review_of(review)
