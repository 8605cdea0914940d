"""Who calls: one `Actor` from one HTTP request, made alike for REST, GraphQL and pages.

Features bind *identifiers* in `apps.py`: a function that looks for its credential in the request and answers what it
opens, or None when the credential is not there. A credential that is there and wrong is refused, never ignored.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from frontend_contracts.wire.json_guard import MAX_BYTES, body_of
from frontend_contracts.wire.locales import DEFAULT_LOCALE, Locale, pick_locale
from frontend_contracts.wire.problems import AuthRequired, Kind, Problem
from frontend_contracts.wire.request_id import request_id_of
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import PUBLIC, Permission

_SAFE = {"GET", "HEAD", "OPTIONS"}


class CsrfFailed(Problem):
    """A cookie session changes something without its CSRF token."""

    code = "auth.csrf_failed"
    kind = Kind.UNAUTHENTICATED
    texts = {
        "en": "Send the value of the CSRF cookie in the X-CSRFToken header, from a page of an allowed origin.",
        "ru": "Отправьте значение CSRF-cookie в заголовке X-CSRFToken со страницы разрешённого источника.",
        "kk": "CSRF cookie мәнін X-CSRFToken тақырыбында рұқсат етілген дереккөз бетінен жіберіңіз.",
    }


@dataclass(frozen=True, kw_only=True)
class Identified:
    """What a credential opens. `by_cookie` asks for a CSRF token on everything that is not a safe read."""

    kind: ActorKind
    principal: str
    permissions: frozenset[Permission]
    id: UUID | None = None
    subject_id: UUID | None = None
    scope: dict[str, UUID] = field(default_factory=dict)
    locale: Locale | None = None
    by_cookie: bool = False


Identifier = Callable[[HttpRequest], Identified | None]

_identifiers: dict[str, tuple[int, Identifier]] = {}


def bind(name: str, rank: int, identifier: Identifier) -> None:
    """Add an identifier. The lowest rank that finds its credential says who calls; others add to `scope`."""
    _identifiers[name] = (rank, identifier)


def identify(request: HttpRequest, door: str) -> Actor:
    """Make the actor of a request.

    :raises AuthRequired: a credential is there and does not hold
    :raises CsrfFailed: a cookie credential without its token, on anything but a safe REST read
    """
    found = [
        identified
        for _, identifier in sorted(_identifiers.values(), key=lambda pair: pair[0])
        if (identified := identifier(request)) is not None
    ]
    first = found[0] if found else None
    if first is not None and first.by_cookie and (door == "graphql" or request.method not in _SAFE):
        _check_csrf(request, door)
    permissions = PUBLIC.union(*(identified.permissions for identified in found)) if found else PUBLIC
    scope: dict[str, UUID] = {}
    for identified in reversed(found):
        scope |= identified.scope
    accept = request.headers.get("Accept-Language", "")
    return Actor(
        kind=first.kind if first else ActorKind.ANONYMOUS,
        at=timezone.now(),
        door=door,
        permissions=permissions,
        id=first.id if first else None,
        subject_id=next((one.subject_id for one in found if one.subject_id is not None), None),
        scope=scope,
        principal=first.principal if first else "anonymous",
        locale=pick_locale(accept, default=first.locale if first and first.locale else DEFAULT_LOCALE),
        request_id=request_id_of(request) or "",
        address=shortened_address(request),
        user_agent=request.headers.get("User-Agent", "")[:300],
        refuses_marketing=request.headers.get("Sec-GPC", "") == "1",
    )


def bearer(request: HttpRequest) -> str | None:
    """The token of an `Authorization: Bearer` header; None when there is none.

    :raises AuthRequired: the header is there in another form
    """
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthRequired()
    return token.strip()


def client_address(request: HttpRequest) -> str:
    """The client's address: the peer's, or with proxies of our own in front the hop they vouch for."""
    proxies: int = settings.TRUSTED_PROXY_COUNT
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def shortened_address(request: HttpRequest) -> str:
    """The client's network: /24 of IPv4, /48 of IPv6; empty when it cannot be read."""
    return _shortened(client_address(request))


@lru_cache(maxsize=4096)
def _shortened(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, prefix), strict=False).network_address)


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _check_csrf(request: HttpRequest, door: str) -> None:
    if door != "page":
        # Django looks for the token among a form's fields; kept bytes can be read again by the door.
        body_of(request, max_bytes=MAX_BYTES)

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    check = _Csrf(view)  # the view is never called: only the checks run
    check.process_request(request)
    if check.process_view(request, view, (), {}) is not None:
        raise CsrfFailed()
