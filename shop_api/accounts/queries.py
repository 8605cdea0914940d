"""What accounts answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare

from shop_api.accounts import models, session_store
from shop_api.accounts.contracts import AccountStatus
from shop_api.gate import keys


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInAs:
    """Whose session a token opens."""

    account_id: UUID
    subject_id: UUID
    session_id: UUID
    language: str
    expires_at: datetime


def session_id_of(session_key: str) -> UUID:
    """The public name of a session: derived from its key, and of no use to get in."""
    return UUID(bytes=keys.keyed_hash("sessions", "id", session_key)[:16], version=4)


def session_by_token(token: str) -> SignedInAs | None:
    """The account that a session token opens, in one statement; None when it opens none, or no more.

    A session counts while its row and its line in the list of sessions stand, its hash fits the present password, and
    the account is active. So ending it, changing the password or closing the account works at once.
    """
    key = session_store.key_of(token)
    live = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=Now())
    found = (
        UserSession.objects.filter(session_key=key)
        .select_related("user")
        .annotate(content=Subquery(live.values("session_data")), expires_at=Subquery(live.values("expire_date")))
        .first()
    )
    if found is None or found.content is None:
        return None
    account: models.Account = found.user
    content = session_store.SessionStore().decode(found.content)
    fits = constant_time_compare(content.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    if not fits or content.get(SESSION_KEY) != str(account.id) or account.status != AccountStatus.ACTIVE.value:
        return None
    return SignedInAs(
        account_id=account.id,
        subject_id=account.subject_id,
        session_id=session_id_of(key),
        language=account.language,
        expires_at=found.expires_at,
    )
