"""Rules of reviews: the table of their states, averages, names for nobody."""

from shop_api.reviews.contracts import ReviewStatus
from shop_api.values.locale import Locale
from shop_api.values.states import Machine, Transition

_PENDING, _PUBLISHED = ReviewStatus.PENDING.value, ReviewStatus.PUBLISHED.value
_REJECTED, _HIDDEN = ReviewStatus.REJECTED.value, ReviewStatus.HIDDEN.value
_ALL = (_PENDING, _PUBLISHED, _REJECTED, _HIDDEN)

#: The whole life of a review. `withdraw` is the author's, `consent_withdrawn` follows what they told the consent desk.
MACHINE = Machine(
    name="review",
    states=_ALL,
    transitions=(
        Transition(event="edit", sources=_ALL, to=_PENDING, actors=("author",), guard="not withdrawn by its author"),
        Transition(
            event="publish",
            sources=(_PENDING,),
            to=_PUBLISHED,
            actors=("moderator",),
            guard="the author's consent to review_publication stands",
            effects=("event review.published",),
        ),
        Transition(event="reject", sources=(_PENDING,), to=_REJECTED, actors=("moderator",)),
        Transition(
            event="hide",
            sources=(_PUBLISHED, _REJECTED),
            to=_HIDDEN,
            actors=("moderator",),
            effects=("event review.unpublished",),
        ),
        Transition(
            event="withdraw",
            sources=_ALL,
            to=_HIDDEN,
            actors=("author",),
            effects=("words and name are blanked", "event review.unpublished"),
        ),
        Transition(
            event="consent_withdrawn",
            sources=_ALL,
            to=_HIDDEN,
            actors=("author",),
            effects=("words and name are blanked", "event review.unpublished"),
        ),
    ),
)
AUTHOR_EVENTS = ("edit", "withdraw")
MODERATOR_EVENTS = ("publish", "reject", "hide")
#: Why a review is hidden, where it was no moderator's doing.
WITHDRAWN_BY_AUTHOR = "withdrawn"
CONSENT_WITHDRAWN = "consent_withdrawn"

ANONYMOUS = {Locale.KK: "Анонимді сатып алушы", Locale.RU: "Анонимный покупатель", Locale.EN: "Anonymous buyer"}


def average(counts: tuple[int, int, int, int, int]) -> float | None:
    """The average of stars, given how many reviews gave 1 to 5, to two decimals, halves up; None without reviews."""
    count = sum(counts)
    if count == 0:
        return None
    stars = sum(star * many for star, many in enumerate(counts, start=1))
    return (200 * stars + count) // (2 * count) / 100
