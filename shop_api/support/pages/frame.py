"""What every page of the desk shares: who looks, in which language, with which headers, and how a refusal is shown."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware
from django.utils.http import urlencode

from frontend_contracts.wire.locales import DEFAULT_LOCALE, LOCALES, pick_locale
from frontend_contracts.wire.problems import AuthRequired, Problem
from shop_api.doors import caller, inputs
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import Permission
from shop_api.gate.query import Query
from shop_api.gate.use_case import UseCase
from shop_api.support.pages import assets
from shop_api.support.pages.words import words_in
from shop_api.support.queries import staff

HOME = "/support/"
SIGN_IN = "/support/sign-in"
LANGUAGE_COOKIE = "support_language"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: Which pages there are, and what one needs to see them; the first that fits is a member of staff's home.
SECTIONS = (
    ("orders", "/support/", Permission.SUPPORT_ORDER_SEARCH),
    ("threads", "/support/threads", Permission.SUPPORT_THREAD_ANSWER),
    ("consents", "/support/consents", Permission.CONSENT_ANY_READ),
    ("privacy", "/support/privacy", Permission.PRIVACY_REQUEST_HANDLE),
    ("reviews", "/support/reviews", Permission.REVIEWS_ANY_READ),
    ("stock", "/support/stock", Permission.CATALOG_STOCK_READ),
)
#: Pages that belong to a section of another name.
_WITHIN = {"search": "orders", "order": "orders", "person": "consents", "record": "consents"}


@dataclass(frozen=True, slots=True)
class Visit:
    """A page being looked at: by whom, in which language."""

    request: HttpRequest
    actor: Actor
    words: dict[str, str]

    def ask(self, query: Query[Any], **criteria: Any) -> Any:
        """Ask a query, as the API does."""
        given = {name: value for name, value in criteria.items() if value not in (None, "")}
        made = inputs.parsed(query.criteria_type, given, self.actor.locale)
        return query(actor=self.actor, criteria=made)

    def run(self, use_case: UseCase[Any], **command: Any) -> Any:
        """Run a use case, as the API does; the form's own key makes a second press of a button a replay."""
        given = {name: value for name, value in command.items() if value not in (None, "")}
        made = inputs.parsed(use_case.command_type, given, self.actor.locale)
        return use_case.run(actor=self.actor, command=made, key=self.request.POST.get("key")).result

    def may(self, permission: Permission) -> bool:
        """Whether the member of staff holds a permission; the gate asks again."""
        return permission in self.actor.permissions

    def show(self, template: str, *, status: int = 200, problem: Problem | None = None, **context: Any) -> HttpResponse:
        """Render a page inside the frame."""
        shown = {
            **context,
            "t": self.words,
            "locale": self.actor.locale,
            "locales": LOCALES,
            "style": assets.STYLE_ADDRESS,
            "icon": assets.ICON_ADDRESS,
            "path": self.request.path,
            "section": _WITHIN.get(template, template),
            "key": secrets.token_urlsafe(24),
            "mistakes": mistakes(problem, self.actor.locale, self.words),
            "said": self.words.get(f"said_{self.request.GET.get('said', '')}"),
        }
        if self.actor.kind is ActorKind.STAFF:
            shown["me"] = staff.member_of(self.actor)
            shown["sections"] = [(name, at) for name, at, permission in SECTIONS if self.may(permission)]
        response = render(self.request, f"support/{template}.html", shown, status=status)
        return closed(response)


View = Callable[..., HttpResponse]
Page = Callable[..., HttpResponseBase]


class _PageCsrf(CsrfViewMiddleware):
    """Django's own check, with a page of ours when it fails."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return visit_of(request, None).show("refused", status=403, kind="csrf")


_csrf = decorator_from_middleware(_PageCsrf)


def page(view: View) -> Page:
    """A page for staff who are signed in; others are led to the sign-in. Refusals are shown as pages."""

    def handle(request: HttpRequest, **parts: Any) -> HttpResponse:
        actor = staff_actor(request)
        if actor is None:
            return closed(redirect(f"{SIGN_IN}?{urlencode({'next': request.path})}"))
        visit = visit_of(request, actor)
        try:
            return view(visit, **parts)
        except Problem as problem:
            if problem.kind.value == 404:
                return visit.show("refused", status=404, kind="not_found")
            return visit.show("refused", status=problem.kind.value, kind="other", problem=problem)

    guarded: Page = _csrf(handle)
    return guarded


def open_page(view: View) -> Page:
    """A page for people who are not signed in."""

    def handle(request: HttpRequest, **parts: Any) -> HttpResponse:
        return view(visit_of(request, None), **parts)

    guarded: Page = _csrf(handle)
    return guarded


def staff_actor(request: HttpRequest) -> Actor | None:
    """The member of staff whose cookie the browser sends; None without one, or with one that has ended."""
    _keep_cookies(request, settings.SUPPORT_COOKIE_NAME, settings.CSRF_COOKIE_NAME, LANGUAGE_COOKIE)
    try:
        actor = caller.identify(request, "page")
    except AuthRequired:
        return None
    return actor if actor.kind is ActorKind.STAFF else None


def visit_of(request: HttpRequest, actor: Actor | None) -> Visit:
    """A visit of a member of staff, or of somebody unknown, in the language they chose."""
    if actor is None:
        _keep_cookies(request, settings.CSRF_COOKIE_NAME, LANGUAGE_COOKIE)
        actor = caller.identify(request, "page")
    locale = _locale(request)
    return Visit(request, actor.having(locale=locale), words_in(locale))


def redirect(address: str) -> HttpResponse:
    """Go on by GET, so that a reload repeats nothing."""
    response = HttpResponse(status=303)
    response["Location"] = address
    return response


def closed(response: HttpResponse) -> HttpResponse:
    """The headers of every page: nothing from elsewhere, nothing kept."""
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    # Under `no-referrer` browsers send `Origin: null` with forms, and the CSRF check refuses them.
    response["Referrer-Policy"] = "same-origin"
    return response


def safe_return(address: str | None) -> str:
    """An address within the desk, else the desk's home: a link from outside leads nowhere else."""
    if address and address.startswith(HOME) and "\\" not in address and address.isprintable():
        return address
    return HOME


def whole_number(typed: str | None) -> int | None:
    """The number of a form's field; None where there is none, for the contract to judge."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def mistakes(problem: Problem | None, locale: str, words: dict[str, str]) -> list[str]:
    """What a refusal says: each field with its name, or the whole."""
    if problem is None:
        return []
    listed = [
        f"{words.get('field_' + one.pointer.split('/')[1], one.pointer)}: {one.detail}" if one.pointer else one.detail
        for one in problem.errors(locale)
    ]
    return listed or [problem.message(locale)]


def _keep_cookies(request: HttpRequest, *names: str) -> None:
    """Look at the desk's own cookies only: a customer's session in the same browser is none of its business."""
    request.COOKIES = {name: value for name, value in request.COOKIES.items() if name in names}


def _locale(request: HttpRequest) -> Any:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    if chosen in LOCALES:
        return chosen
    return pick_locale(request.headers.get("Accept-Language", ""), default=DEFAULT_LOCALE)
