"""Buyers write about what they got."""

from django.db import IntegrityError, transaction

from frontend_contracts.wire.problems import Kind, NotFound
from shop_api.catalog import queries as catalog
from shop_api.gate.actor import Actor
from shop_api.gate.errors import ShopError
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import Key, use_case
from shop_api.orders import queries as orders
from shop_api.reviews import contracts, models, queries, steps
from shop_api.reviews.contracts import ReviewStatus
from shop_api.values.purposes import Purpose, Switch


class NotABuyer(ShopError):
    """This account has no delivered order of the product."""

    code = "reviews.not_a_buyer"
    kind = Kind.RULE
    texts = {
        "en": "Only buyers whose order of this product was delivered can review it. Wait for your order to arrive.",
        "ru": "Отзыв могут оставить только покупатели, получившие этот товар. Дождитесь доставки заказа.",
        "kk": "Пікірді осы тауарды алған сатып алушылар ғана қалдыра алады. Тапсырысыңыз жеткенше күтіңіз.",
    }


class ReviewExists(ShopError):
    """This account has reviewed the product before."""

    code = "reviews.exists"
    kind = Kind.CONFLICT
    texts = {
        "en": "You have reviewed this product already. Edit that review instead.",
        "ru": "Вы уже оставили отзыв об этом товаре. Отредактируйте его.",
        "kk": "Бұл тауар туралы пікір қалдырғансыз. Сол пікіріңізді өңдеңіз.",
    }


@use_case(
    permission=Permission.REVIEWS_OWN_WRITE,
    purposes=[Purpose.REVIEW_PUBLICATION],
    optional=[Switch.PUBLICATION],
    key=Key.REQUIRED,
    replay=queries.own_review,
)
def submit_review(*, actor: Actor, command: contracts.SubmitReview) -> contracts.Review:
    """Store a buyer's review, hidden until a moderator publishes it.

    `command.stars` counts 1 to 5; `command.text` holds 1 to 4,000 characters after trimming. Without `publication`
    the author is anonymous, here and in their earlier reviews: the newest answer counts.

    :raises NotFound: no product has this SKU
    :raises NotABuyer: this account has no delivered order of the product
    :raises ReviewExists: it has reviewed the product before
    Source: law 274-IV of 04.05.2010 art. 28(5): buyers can rate goods and seller.
    """
    product = catalog.product_of(command.sku)
    if product is None:
        raise NotFound
    if actor.id is None or actor.subject_id is None or not orders.has_bought(actor.id, product.skus):
        raise NotABuyer()
    review = models.Review(
        account_id=actor.id,
        subject_id=actor.subject_id,
        product=product.slug,
        sku=command.sku,
        stars=command.stars,
        text=command.text,
        author_name=steps.author_name(actor, command.consent),
        status=ReviewStatus.PENDING.value,
        created_at=actor.at,
        changed_at=actor.at,
    )
    try:
        with transaction.atomic():  # the unique index decides between two that are written at once
            review.save(force_insert=True)
    except IntegrityError as error:
        raise ReviewExists() from error
    steps.begin(actor, review)
    if not steps.publishes_name(command.consent):
        steps.anonymise_all(actor, [actor.subject_id])
    return queries.review_of(review)
