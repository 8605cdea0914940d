"""REST addresses of accounts."""

from django.urls import URLPattern

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
from shop_api.doors import rest

urlpatterns: list[URLPattern] = [
    rest.route("auth/sign-up", post=rest.write(sign_up.sign_up, status=202)),
    rest.route("auth/verify-email", post=rest.write(verify_email.verify_email, after=cookies.keep_session)),
    rest.route("auth/resend-code", post=rest.write(resend_code.resend_code, status=202)),
    rest.route("auth/sign-in", post=rest.write(sign_in.sign_in, after=cookies.keep_session)),
    rest.route("auth/sign-out", post=rest.write(sign_out.sign_out, after=cookies.drop_session)),
    rest.route(
        "auth/request-password-reset", post=rest.write(request_password_reset.request_password_reset, status=202)
    ),
    rest.route("auth/reset-password", post=rest.write(reset_password.reset_password, after=cookies.drop_session)),
    rest.route("auth/change-password", post=rest.write(change_password.change_password, after=cookies.keep_session)),
    rest.route(
        "auth/report-compromise",
        post=rest.write(report_compromise.report_compromise, status=202, after=cookies.drop_session),
    ),
    rest.route("me", get=rest.read(queries.own_profile), patch=rest.write(update_profile.update_profile)),
    rest.route(
        "me/addresses",
        get=rest.read(queries.own_addresses),
        post=rest.write(add_address.add_address, status=201),
    ),
    rest.route(
        "me/addresses/<str:address_id>",
        patch=rest.write(update_address.update_address),
        delete=rest.write(remove_address.remove_address),
    ),
    rest.route("me/sessions", get=rest.read(queries.own_sessions)),
    rest.route("me/sessions/<str:session_id>", delete=rest.write(end_session.end_session)),
]
