"""GraphQL fields of support."""

from shop_api.doors import graphql
from shop_api.support.queries import consents, desk, looks, staff, threads
from shop_api.support.use_cases import answer_thread as answering
from shop_api.support.use_cases import cancel_order_for_customer as cancelling
from shop_api.support.use_cases import deliver_order as delivering
from shop_api.support.use_cases import resolve_thread as resolving
from shop_api.support.use_cases import reveal_contact as revealing
from shop_api.support.use_cases import reveal_evidence as revealing_evidence
from shop_api.support.use_cases import revoke_consent as revoking
from shop_api.support.use_cases import staff_sign_in as signing_in
from shop_api.support.use_cases import staff_sign_out as signing_out
from shop_api.support.use_cases import write_to_support as writing


class Query:
    """Root fields."""

    my_looks = graphql.field(looks.my_looks)
    staff_self = graphql.field(staff.staff_self)
    search_orders = graphql.field(desk.search_orders)
    staff_order = graphql.field(desk.staff_order)
    own_threads = graphql.field(threads.own_threads)
    staff_threads = graphql.field(threads.staff_threads)
    find_subject = graphql.field(consents.find_subject)
    staff_consents = graphql.field(consents.staff_consents)
    staff_consent_record = graphql.field(consents.staff_consent_record)


class Mutation:
    """Mutations."""

    staff_sign_in = graphql.mutation(signing_in.staff_sign_in, answers="session")
    staff_sign_out = graphql.mutation(signing_out.staff_sign_out, answers="signed_out")
    reveal_contact = graphql.mutation(revealing.reveal_contact, answers="revealed")
    reveal_evidence = graphql.mutation(revealing_evidence.reveal_evidence, answers="revealed")
    revoke_consent = graphql.mutation(revoking.revoke_consent, answers="revoked")
    deliver_order = graphql.mutation(delivering.deliver_order, answers="order")
    cancel_order_for_customer = graphql.mutation(cancelling.cancel_order_for_customer, answers="order")
    write_to_support = graphql.mutation(writing.write_to_support, answers="thread")
    answer_thread = graphql.mutation(answering.answer_thread, answers="thread")
    resolve_thread = graphql.mutation(resolving.resolve_thread, answers="thread")
