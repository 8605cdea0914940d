"""Which member of staff calls: by `Authorization: Bearer st_…` (clients) or by the desk's cookie. One SQL statement."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from frontend_contracts.wire.problems import AuthRequired
from shop_api.doors.caller import Identified
from shop_api.gate.actor import ActorKind
from shop_api.support import rules
from shop_api.support.queries import staff


def identify(request: HttpRequest) -> Identified | None:
    """The member of staff whose session the request carries; None when it carries none.

    Bearer tokens of others, which have another prefix or none, are theirs to judge. A dead cookie is no credential: a
    page cannot remove it, and it must not shut the public shop to its browser.

    :raises AuthRequired: a token is there and opens nothing, any more or at all
    """
    token = _bearer(request)
    by_cookie = token is None
    if token is None:
        token = request.COOKIES.get(settings.SUPPORT_COOKIE_NAME)
    if token is None:
        return None
    found = staff.session_by_token(token, timezone.now())
    if found is None:
        if by_cookie:
            return None
        raise AuthRequired()
    return Identified(
        kind=ActorKind.STAFF,
        principal=f"staff:{found.staff_id}",
        permissions=found.permissions,
        id=found.staff_id,
        scope={"staff_session_id": found.session_id},
        by_cookie=by_cookie,
    )


def _bearer(request: HttpRequest) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and token.startswith(rules.TOKEN_PREFIX) else None
