"""GraphQL fields of reviews."""

from shop_api.doors import graphql
from shop_api.reviews import queries
from shop_api.reviews.use_cases import edit_review as editing
from shop_api.reviews.use_cases import hide_review as hiding
from shop_api.reviews.use_cases import publish_review as publishing
from shop_api.reviews.use_cases import reject_review as rejecting
from shop_api.reviews.use_cases import submit_review as submitting
from shop_api.reviews.use_cases import withdraw_review as withdrawing


class Query:
    """Root fields."""

    own_reviews = graphql.field(queries.own_reviews)
    reviews_of = graphql.field(queries.reviews_of)
    reviews_to_moderate = graphql.field(queries.reviews_to_moderate)


class Mutation:
    """Mutations."""

    submit_review = graphql.mutation(submitting.submit_review, answers="review")
    edit_review = graphql.mutation(editing.edit_review, answers="review")
    withdraw_review = graphql.mutation(withdrawing.withdraw_review, answers="withdrawn")
    publish_review = graphql.mutation(publishing.publish_review, answers="review")
    reject_review = graphql.mutation(rejecting.reject_review, answers="review")
    hide_review = graphql.mutation(hiding.hide_review, answers="review")
