"""Which customer calls: by `X-Session-Token` (apps) or by the session cookie (browsers). One SQL statement."""

from django.conf import settings
from django.http import HttpRequest

from frontend_contracts.wire.problems import AuthRequired
from shop_api.accounts import queries
from shop_api.doors.caller import Identified
from shop_api.gate.actor import ActorKind
from shop_api.gate.permissions import CUSTOMER
from shop_api.values.locale import Locale

HEADER = "X-Session-Token"


def identify(request: HttpRequest) -> Identified | None:
    """The account whose session the request carries; None when it carries none.

    A dead cookie is no credential: a page cannot remove it, and it must not shut the public shop to its browser.

    :raises AuthRequired: a token is in the header and opens nothing, any more or at all
    """
    token = request.headers.get(HEADER)
    by_cookie = token is None
    if token is None:
        token = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if token is None:
        return None
    found = queries.session_by_token(token)
    if found is None:
        if by_cookie:
            return None
        raise AuthRequired()
    return Identified(
        kind=ActorKind.CUSTOMER,
        principal=f"account:{found.account_id}",
        permissions=CUSTOMER,
        id=found.account_id,
        subject_id=found.subject_id,
        scope={"session_id": found.session_id},
        locale=Locale(found.language).value,
        by_cookie=by_cookie,
    )
