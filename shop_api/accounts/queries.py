"""What accounts answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare

from frontend_contracts.wire import cursors
from frontend_contracts.wire.problems import AuthRequired, NotFound
from shop_api.accounts import contracts, models, rules, session_store
from shop_api.accounts.contracts import AccountStatus, AgeBand, NameChoice
from shop_api.gate import keys
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import Permission
from shop_api.gate.query import query
from shop_api.values.contract import NoCriteria
from shop_api.values.locale import Locale
from shop_api.values.page import Page


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


@query(permission=Permission.ACCOUNTS_OWN_READ)
def own_profile(*, actor: Actor, criteria: NoCriteria) -> contracts.Profile:
    """The caller's profile."""
    return profile_of(own_account(actor))


@query(permission=Permission.ACCOUNTS_OWN_READ)
def own_addresses(*, actor: Actor, criteria: contracts.OwnAddresses) -> Page[contracts.AccountAddress]:
    """The caller's addresses, newest first."""
    found = cursors.page_of(
        models.AccountAddress.objects.filter(account_id=own_account_id(actor)),
        limit=criteria.limit,
        after=criteria.after,
        before=criteria.before,
    )
    return Page(
        data=tuple(address_of(row) for row in found.rows),
        next=found.next,
        prev=found.prev,
        has_more=found.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row)) for row in found.rows),
    )


@query(permission=Permission.ACCOUNTS_OWN_READ)
def own_sessions(*, actor: Actor, criteria: contracts.OwnSessions) -> Page[contracts.Session]:
    """Where the caller's account is signed in, newest first."""
    found = cursors.page_of(
        UserSession.objects.filter(
            user_id=own_account_id(actor),
            session_key__in=Session.objects.filter(expire_date__gt=actor.at).values("session_key"),
        ),
        limit=criteria.limit,
        after=criteria.after,
        before=criteria.before,
        id_type=int,
    )
    return Page(
        data=tuple(_session_of(row, actor) for row in found.rows),
        next=found.next,
        prev=found.prev,
        has_more=found.has_more,
        cursors=tuple(cursors.encode(cursors.position_of(row)) for row in found.rows),
    )


def own_account_id(actor: Actor) -> UUID:
    """The caller's account; every read and write of one's own begins here.

    :raises AuthRequired: the caller has none
    """
    if actor.kind is not ActorKind.CUSTOMER or actor.id is None:
        raise AuthRequired()
    return actor.id


def own_session_id(actor: Actor) -> UUID:
    """The session this request came with.

    :raises AuthRequired: it came with none
    """
    session_id = actor.scope.get("session_id")
    if session_id is None:
        raise AuthRequired()
    return session_id


def own_account(actor: Actor) -> models.Account:
    """The caller's account row."""
    return models.Account.objects.get(id=own_account_id(actor))


def own_address(actor: Actor, address_id: UUID, *, is_locked: bool = False) -> models.AccountAddress:
    """One of the caller's addresses, locked for a change where asked.

    :raises NotFound: not there, or somebody else's
    """
    rows = models.AccountAddress.objects.filter(id=address_id, account_id=own_account_id(actor))
    found = (rows.select_for_update() if is_locked else rows).first()
    if found is None:
        raise NotFound()
    return found


def profile_of(account: models.Account) -> contracts.Profile:
    """An account as its owner sees it."""
    return contracts.Profile(
        id=account.id,
        email=account.email,
        surname=account.surname,
        first_name=account.first_name,
        patronymic=account.patronymic,
        phone=account.phone,
        language=Locale(account.language),
        age_band=AgeBand(account.age_band),
        name_choice=NameChoice(account.name_choice),
        display_name=_short_name(account),
        created_at=account.created_at,
        version=account.version,
    )


def address_of(row: models.AccountAddress) -> contracts.AccountAddress:
    """An address as its owner sees it."""
    return contracts.AccountAddress(
        id=row.id,
        label=row.label,
        city=row.city,
        street=row.street,
        postal_code=row.postal_code,
        note=row.note,
        created_at=row.created_at,
        version=row.version,
    )


@dataclass(frozen=True, slots=True)
class DisplayName:
    """How an author is shown in public: `Aigerim S.`, or as the author chose."""

    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach the owner of an account, and in which language. `email` is confirmed."""

    email: str
    phone: str
    language: Locale
    full_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """Somebody who can be written to, and the subject their consents are kept under."""

    account_id: UUID
    subject_id: UUID
    email: str
    language: Locale


def reachable(after: UUID | None, limit: int) -> list[Reachable]:
    """The next active accounts in the order of ids, one statement: to write to everybody, page by page."""
    rows = models.Account.objects.filter(status=AccountStatus.ACTIVE.value).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return [_reachable(row) for row in rows.only("id", "subject_id", "email", "language")[:limit]]


def reachable_as(subject_id: UUID) -> Reachable | None:
    """The active account of a data subject, to write to; None when there is none."""
    row = models.Account.objects.filter(subject_id=subject_id, status=AccountStatus.ACTIVE.value).first()
    return None if row is None else _reachable(row)


def subject_by_email(typed: str) -> UUID | None:
    """The data subject of the account with an e-mail address, active or not; None when there is none."""
    address = rules.email(typed)
    found = models.Account.objects.filter(email=address).values_list("subject_id", flat=True)
    return found.first() if address is not None else None


def _reachable(row: models.Account) -> Reachable:
    return Reachable(account_id=row.id, subject_id=row.subject_id, email=row.email, language=Locale(row.language))


def name_of(account_ids: Sequence[UUID]) -> dict[UUID, DisplayName]:
    """The public names of accounts, in one statement; accounts that are gone are left out."""
    rows = models.Account.objects.filter(id__in=account_ids).only("id", "surname", "first_name", "name_choice")
    return {row.id: DisplayName(_short_name(row)) for row in rows}


def contact_of(account_id: UUID) -> Contact:
    """How to reach an account.

    :raises NotFound: there is none, or it is not active
    """
    row = models.Account.objects.filter(id=account_id, status=AccountStatus.ACTIVE.value).first()
    if row is None:
        raise NotFound()
    return Contact(
        email=row.email,
        phone=row.phone,
        language=Locale(row.language),
        full_name=rules.full_name(surname=row.surname, first_name=row.first_name, patronymic=row.patronymic),
    )


def _short_name(account: models.Account) -> str:
    return rules.display_name(
        first_name=account.first_name, surname=account.surname, choice=NameChoice(account.name_choice)
    )


def _session_of(row: UserSession, actor: Actor) -> contracts.Session:
    session_id = session_id_of(row.session_key)
    return contracts.Session(
        id=session_id,
        network=row.ip,
        user_agent=row.user_agent,
        created_at=row.created_at,
        is_current=session_id == actor.scope.get("session_id"),
    )
