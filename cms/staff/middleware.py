"""Staff-only forms of the middlewares that make an answer depend on a cookie or a language header.

On a public path they hand the request on untouched, so public answers never carry `Vary: Cookie` and never start a
session. `request.user` does not exist there: code of the public surface cannot come to rely on it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponseBase
from django.middleware import common, csrf, locale


def is_public(path: str) -> bool:
    """Whether `path` belongs to the public surface."""
    return path.startswith(tuple(settings.PUBLIC_PREFIXES)) and path not in settings.STAFF_PATHS


class StaffOnly:
    """Mixed in before a middleware: skips it on the public surface."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Run the middleware for staff paths only."""
        if is_public(request.path_info):
            response: HttpResponseBase = self.get_response(request)
            return response
        return super().__call__(request)  # type: ignore[misc, no-any-return]  # the middleware comes next in the order of bases


class SessionMiddleware(StaffOnly, sessions.SessionMiddleware):
    """Sessions of editors."""


class LocaleMiddleware(StaffOnly, locale.LocaleMiddleware):
    """The language of the sign-in page; inside Wagtail the editor's own setting rules."""


class CommonMiddleware(StaffOnly, common.CommonMiddleware):
    """Django's redirects and content length, for staff pages."""


class CsrfViewMiddleware(StaffOnly, csrf.CsrfViewMiddleware):
    """Forged posts of an editor's browser. The public surface knows no cookie that could be abused, and no write."""

    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Check staff requests; Django calls this by itself, so it skips the public surface on its own."""
        if is_public(request.path_info):
            return None
        return super().process_view(request, *args, **kwargs)


class AuthenticationMiddleware(StaffOnly, auth.AuthenticationMiddleware):
    """Who the editor is."""


class MessageMiddleware(StaffOnly, messages.MessageMiddleware):
    """Notices of the admin pages."""
