"""REST addresses of reviews."""

from django.urls import URLPattern

from shop_api.doors import rest
from shop_api.reviews import queries
from shop_api.reviews.use_cases import (
    edit_review,
    hide_review,
    publish_review,
    reject_review,
    submit_review,
    withdraw_review,
)

_PUBLIC = rest.Public(surrogate_keys=lambda criteria: ["reviews", f"reviews-{criteria.sku}"])

urlpatterns: list[URLPattern] = [
    rest.route("products/<str:sku>/reviews", get=rest.read(queries.reviews_of, public=_PUBLIC)),
    rest.route(
        "reviews",
        get=rest.read(queries.own_reviews),
        post=rest.write(submit_review.submit_review, status=201),
    ),
    rest.route("reviews/<uuid:review_id>", patch=rest.write(edit_review.edit_review)),
    rest.route("reviews/<uuid:review_id>/withdraw", post=rest.write(withdraw_review.withdraw_review)),
    rest.route("staff/reviews", get=rest.read(queries.reviews_to_moderate)),
    rest.route("staff/reviews/<uuid:review_id>/publish", post=rest.write(publish_review.publish_review)),
    rest.route("staff/reviews/<uuid:review_id>/reject", post=rest.write(reject_review.reject_review)),
    rest.route("staff/reviews/<uuid:review_id>/hide", post=rest.write(hide_review.hide_review)),
]
