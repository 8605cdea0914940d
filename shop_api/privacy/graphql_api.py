"""GraphQL fields of privacy."""

from shop_api.doors import graphql
from shop_api.privacy.queries import recipients, requests
from shop_api.privacy.use_cases import answer_privacy_request as answering
from shop_api.privacy.use_cases import open_privacy_request as opening


class Query:
    """Root fields."""

    own_privacy_requests = graphql.field(requests.own_privacy_requests)
    own_privacy_request = graphql.field(requests.own_privacy_request)
    my_recipients = graphql.field(recipients.my_recipients)
    staff_privacy_requests = graphql.field(requests.staff_privacy_requests)


class Mutation:
    """Mutations."""

    open_privacy_request = graphql.mutation(opening.open_privacy_request, answers="request")
    answer_privacy_request = graphql.mutation(answering.answer_privacy_request, answers="request")
