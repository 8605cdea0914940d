"""Coming and going: sign-in, sign-out, language."""

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import rotate_token

from frontend_contracts.wire.locales import LOCALES
from frontend_contracts.wire.problems import Problem
from shop_api.support.pages import frame
from shop_api.support.use_cases.staff_sign_in import staff_sign_in
from shop_api.support.use_cases.staff_sign_out import staff_sign_out
from shop_api.values import law
from shop_api.values.clock import day_in_almaty

_YEAR = 365 * 24 * 3600


@frame.open_page
def sign_in(visit: frame.Visit) -> HttpResponse:
    """Ask who it is, and open the desk with a cookie of its own."""
    request = visit.request
    if request.method != "POST":
        return visit.show("sign_in", email="", next=request.GET.get("next", ""))
    email = request.POST.get("email", "")
    try:
        session = visit.run(staff_sign_in, email=email, password=request.POST.get("password", ""))
    except Problem as problem:
        return visit.show(
            "sign_in", status=problem.kind.value, problem=problem, email=email, next=request.POST.get("next", "")
        )
    rotate_token(request)
    response = frame.closed(frame.redirect(frame.safe_return(request.POST.get("next"))))
    response.set_cookie(
        settings.SUPPORT_COOKIE_NAME,
        session.token,
        max_age=law.number("staff_session_hours", day_in_almaty(visit.actor.at)) * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@frame.page
def sign_out(visit: frame.Visit) -> HttpResponse:
    """End the session and forget the cookie."""
    if visit.request.method == "POST":
        visit.run(staff_sign_out)
    response = frame.closed(frame.redirect(frame.SIGN_IN))
    response.delete_cookie(settings.SUPPORT_COOKIE_NAME, samesite="Strict")
    return response


@frame.open_page
def language(visit: frame.Visit, locale: str) -> HttpResponse:
    """Remember a language for this browser, and go back."""
    response = frame.closed(frame.redirect(frame.safe_return(visit.request.GET.get("back"))))
    if locale in LOCALES:
        response.set_cookie(
            frame.LANGUAGE_COOKIE,
            locale,
            max_age=_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
            path="/support/",
        )
    return response
