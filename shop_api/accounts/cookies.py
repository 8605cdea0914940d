"""Browsers keep their session in a cookie that scripts cannot read; beside it stands one with the CSRF token."""

from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, rotate_token

from shop_api.accounts.steps import sessions
from shop_api.gate.use_case import Outcome

# Lax: a link from a letter may open the shop signed in; another site's form may not change anything.
_SAME_SITE: Literal["Lax"] = "Lax"


def keep_session(request: HttpRequest, response: HttpResponse, outcome: Outcome[Any]) -> None:
    """Set both cookies for a browser that just signed in. Apps, and replays, get none."""
    token = sessions.cookie_token(outcome.result)
    if token is None:
        return
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        token,
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite=_SAME_SITE,
    )
    rotate_token(request)
    CsrfViewMiddleware(lambda _: response).process_response(request, response)


def drop_session(request: HttpRequest, response: HttpResponse, outcome: Outcome[Any]) -> None:
    """Take the session's cookie away where the request came with it."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.delete_cookie(settings.SESSION_COOKIE_NAME, path=settings.SESSION_COOKIE_PATH, samesite=_SAME_SITE)
