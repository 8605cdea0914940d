"""GraphQL fields of consent."""

from shop_api.consent import queries
from shop_api.consent.use_cases import give_or_refuse_consents, withdraw_consent
from shop_api.doors import graphql


class Query:
    """Root fields."""

    consent_form = graphql.field(queries.consent_form)
    consents = graphql.field(queries.own_consents)
    export_consents = graphql.field(queries.export_consents)
    consent_receipt = graphql.field(queries.consent_receipt)


class Mutation:
    """Mutations."""

    give_or_refuse_consents = graphql.mutation(give_or_refuse_consents.give_or_refuse_consents, answers="done")
    withdraw_consent = graphql.mutation(withdraw_consent.withdraw_consent, answers="result")
