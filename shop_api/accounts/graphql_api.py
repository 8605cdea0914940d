"""GraphQL fields of accounts."""

from shop_api.accounts import cookies, queries
from shop_api.accounts.use_cases import (
    add_address,
    change_password,
    end_session,
    remove_address,
    report_compromise,
    request_password_reset,
    resend_code,
    reset_password,
    sign_in,
    sign_out,
    sign_up,
    update_address,
    update_profile,
    verify_email,
)
from shop_api.doors import graphql


class Query:
    """Root fields."""

    me = graphql.field(queries.own_profile)
    my_addresses = graphql.field(queries.own_addresses)
    my_sessions = graphql.field(queries.own_sessions)


class Mutation:
    """Mutations."""

    sign_up = graphql.mutation(sign_up.sign_up, answers="code_sent")
    verify_email = graphql.mutation(verify_email.verify_email, answers="signed_in", after=cookies.keep_session)
    resend_code = graphql.mutation(resend_code.resend_code, answers="done")
    sign_in = graphql.mutation(sign_in.sign_in, answers="signed_in", after=cookies.keep_session)
    sign_out = graphql.mutation(sign_out.sign_out, answers="done", after=cookies.drop_session)
    request_password_reset = graphql.mutation(request_password_reset.request_password_reset, answers="code_sent")
    reset_password = graphql.mutation(reset_password.reset_password, answers="done", after=cookies.drop_session)
    change_password = graphql.mutation(change_password.change_password, answers="signed_in", after=cookies.keep_session)
    report_compromise = graphql.mutation(
        report_compromise.report_compromise, answers="code_sent", after=cookies.drop_session
    )
    end_session = graphql.mutation(end_session.end_session, answers="done")
    update_profile = graphql.mutation(update_profile.update_profile, answers="profile")
    add_address = graphql.mutation(add_address.add_address, answers="address")
    update_address = graphql.mutation(update_address.update_address, answers="address")
    remove_address = graphql.mutation(remove_address.remove_address, answers="done")
