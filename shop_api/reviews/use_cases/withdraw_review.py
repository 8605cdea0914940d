"""Authors take their words back."""

from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.reviews import contracts, rules, steps
from shop_api.values.contract import Done


@use_case(permission=Permission.REVIEWS_OWN_WRITE, ground=Ground.EXERCISE_OF_RIGHT)
def withdraw_review(*, actor: Actor, command: contracts.WithdrawReview) -> Done:
    """Take one's own review back: hidden at once, its words and name gone; the product may be reviewed again.

    :raises NotFound: it is somebody else's, withdrawn already, or not there
    """
    review = steps.locked_own(actor, command.review_id)
    review.text = review.author_name = ""
    steps.move(actor, review, "withdraw", reason=rules.WITHDRAWN_BY_AUTHOR)
    return Done(id=str(review.id))
