"""allauth's flows, run in process: its code decides about codes, attempts and sessions; ours decides what they mean.

The flows want a request. They get one made of the actor, with a session of ours and no more of the real request than
its shortened address and its browser's name; so they run alike behind both doors, and allauth's own addresses are
mounted nowhere. Everything here runs inside the gate's transaction.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import email_verification, login, password_change, password_reset
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.models import EmailAddress, Login
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from frontend_contracts.wire.problems import NotFound
from shop_api.accounts import models, queries, refusals, session_store
from shop_api.accounts.contracts import AccountStatus
from shop_api.gate.actor import Actor

CLIENT = "client"  # in a session: who keeps its token
MOST_SESSIONS = 20  # of one account; the oldest ends when one more begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session just opened, with the only copy of its token."""

    id: UUID
    token: str
    account_id: UUID
    subject_id: UUID
    expires_at: datetime
    client: str


def new_handle() -> UUID:
    """The name of a pending sign-up or reset: 122 random bits, as its holder may spend the tries of its code."""
    return UUID(bytes=secrets.token_bytes(16), version=4)


def check_password(password: str, account: models.Account) -> None:
    """Let a password pass that is not easily guessed.

    :raises PasswordWeak: too short, common, or like the account's own facts
    """
    try:
        get_adapter().clean_password(password, account)
    except ValidationError as error:
        reasons = sorted({one.code or "weak" for one in error.error_list})
        raise refusals.PasswordWeak(field="password", reasons=reasons) from None


def keep_email(account: models.Account) -> None:
    """Tell allauth the e-mail of a new account, not confirmed yet."""
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=False)


def start_sign_up(actor: Actor, handle: UUID, *, email: str, account: models.Account | None, about: UUID) -> None:
    """Send the code of a sign-up; for an e-mail that has an account, send a letter that says so. Both leave the same.

    `account` is the unverified one, or None where the e-mail has another already; `about` is the data subject of the
    one that the letter goes to.
    """
    with _request(actor, _pending(handle)) as request:
        request.about = about
        login.perform_login(request, Login(user=account, email=email, signup=True))
        request.session.save(must_create=True)


def resend_code(actor: Actor, handle: UUID) -> None:
    """Send a new code for a pending sign-up.

    :raises CodeExpired: there is no such sign-up any more
    :raises ResendLimit: it was sent often enough
    """
    with _request(actor, _resumed(handle)) as request:
        process = EmailVerificationProcess.resume(request)
        if process is None:
            raise refusals.CodeExpired()
        if not process.can_resend:
            raise refusals.ResendLimit()
        _tell_about(request, process.user)
        process.resend()
        if not process.email_address.user_id:
            get_adapter().post_nothing()
        request.session.save()


def verify_email(actor: Actor, handle: UUID, *, code: str, client: str) -> Opened:
    """Take the code of a sign-up, confirm its e-mail and sign in.

    :raises CodeExpired: there is no such sign-up any more
    :raises CodeWrong: not its code, or the e-mail had an account before
    """
    with _request(actor, _resumed(handle)) as request:
        process = EmailVerificationProcess.resume(request)
        if process is None:
            raise refusals.CodeExpired()
        is_real = process.user is not None and not process.state.get("account_already_exists")
        if not compare_user_code(actual=code, expected=process.code) or not is_real:
            raise _wrong(request, process)
        account: models.Account = process.user
        address = process.finish()
        if address is None:
            raise refusals.CodeExpired()
        models.Account.objects.filter(id=account.id).update(status=AccountStatus.ACTIVE.value, verified_at=actor.at)
        email_verification.login_on_verification(request, address)
        return _opened(request, client)


def credentials(actor: Actor, *, email: str, password: str) -> models.Account | None:
    """The account of an e-mail and a password; None when they do not fit. Both cost one password hash."""
    with _request(actor, session_store.SessionStore()) as request:
        found: models.Account | None = get_adapter().authenticate(request, email=email, password=password)
        return found


def sign_in(actor: Actor, account: models.Account, client: str) -> Opened:
    """Open a session of an active account whose password was checked."""
    with _request(actor, session_store.SessionStore()) as request:
        login.perform_password_login(request, {"email": account.email}, Login(user=account, email=account.email))
        return _opened(request, client)


def start_password_reset(actor: Actor, handle: UUID, *, email: str, account: models.Account | None) -> None:
    """Send the code of a reset; for an e-mail without an account, send nothing. Both leave the same behind."""
    with _request(actor, _pending(handle)) as request:
        _tell_about(request, account)
        PasswordResetVerificationProcess.initiate(request=request, user=account, email=email)
        if account is None:
            get_adapter().post_nothing()
        request.session.save(must_create=True)


def reset_password(actor: Actor, handle: UUID, *, code: str, password: str) -> models.Account:
    """Take the code of a reset and set the new password; every session of the account ends.

    :raises CodeExpired: there is no such reset any more
    :raises CodeWrong: not its code, or the e-mail has no account
    :raises PasswordWeak: the new password is easily guessed; the code stays good
    """
    with _request(actor, _resumed(handle)) as request:
        process = PasswordResetVerificationProcess.resume(request)
        if process is None:
            raise refusals.CodeExpired()
        if not compare_user_code(actual=code, expected=process.code) or process.user is None:
            raise _wrong(request, process)
        account: models.Account = process.user
        check_password(password, account)
        _tell_about(request, account)
        password_reset.reset_password(account, password)
        process.confirm_code()
        process.finish()
        end_sessions(account.id)
        request.session.delete()
        return account


def change_password(actor: Actor, account: models.Account, *, current: str, password: str) -> Opened:
    """Set a new password, give this session a new token and end all others.

    :raises PasswordWeak: the new password is easily guessed
    :raises PasswordWrong: the present one is not what was typed
    """
    if not account.check_password(current):
        raise refusals.PasswordWrong(field="current_password")
    check_password(password, account)
    before = _session_row(account.id, queries.own_session_id(actor))
    store = session_store.SessionStore(before.session_key)
    with _request(actor, store) as request:
        request.user = account
        _tell_about(request, account)
        client = request.session.get(CLIENT, "app")
        password_change.change_password(account, password)
        password_change.finalize_password_change(request, account)
        opened = _opened(request, client)
    end_sessions(account.id, but=opened.id)
    return opened


def end_sessions(account_id: UUID, *, but: UUID | None = None) -> int:
    """End the sessions of an account, all or all but one; their tokens open nothing from now on. Returns how many."""
    ending = [
        row
        for row in UserSession.objects.filter(user_id=account_id)
        if but is None or queries.session_id_of(row.session_key) != but
    ]
    Session.objects.filter(session_key__in=[row.session_key for row in ending]).delete()
    UserSession.objects.filter(id__in=[row.id for row in ending]).delete()
    return len(ending)


def end_session(account_id: UUID, session_id: UUID) -> None:
    """End one session of an account.

    :raises NotFound: the account has no such session
    """
    row = _session_row(account_id, session_id)
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()


def knows_network(account_id: UUID, network: str) -> bool:
    """Whether the account is signed in from this network already."""
    return bool(network) and UserSession.objects.filter(user_id=account_id, ip=network).exists()


def drop_pending(handles: list[UUID]) -> None:
    """Forget the codes of sign-ups."""
    Session.objects.filter(session_key__in=[session_store.key_of(str(handle)) for handle in handles]).delete()


def drop_expired(at: datetime) -> int:
    """Delete sessions whose time is over, and their lines in the list; returns how many."""
    Session.objects.filter(expire_date__lt=at).delete()
    standing = Session.objects.values("session_key")
    return int(UserSession.objects.exclude(session_key__in=standing).delete()[0])


@contextmanager
def _request(actor: Actor, session: session_store.SessionStore) -> Iterator[Any]:
    """The request that flows run in. Nobody is signed in but whom the session says."""
    request: Any = HttpRequest()
    request.method = "POST"
    request.META.update(REMOTE_ADDR=actor.address, HTTP_USER_AGENT=actor.user_agent)
    request.session = session
    request.user = SimpleLazyObject(lambda: auth.get_user(request))
    request.allauth = SimpleNamespace()
    request.actor = actor
    with context.request_context(request):
        yield request


def _tell_about(request: Any, account: models.Account | None) -> None:
    """Say whom the letters of a flow are about: the register of disclosures names the data subject of each."""
    request.about = None if account is None else account.subject_id


def _pending(handle: UUID) -> session_store.SessionStore:
    return session_store.SessionStore.pending(str(handle))


def _resumed(handle: UUID) -> session_store.SessionStore:
    """The session of a pending code, locked: parallel guesses take their turns, and each is counted.

    :raises CodeExpired: there is none
    """
    key = session_store.key_of(str(handle))
    if not Session.objects.select_for_update().filter(session_key=key).exists():
        raise refusals.CodeExpired()
    return session_store.SessionStore(key)


def _wrong(request: Any, process: Any) -> refusals.CodeWrong | refusals.CodeExpired:
    """Count a wrong code; the last one takes the code away."""
    has_tries = process.record_invalid_attempt()
    request.session.save()
    if not has_tries:
        return refusals.CodeExpired()
    return refusals.CodeWrong(field="code", tries_left=process.max_attempts - process.state["failed_attempts"])


def _opened(request: Any, client: str) -> Opened:
    """Keep the session that a flow signed in."""
    if not request.user.is_authenticated:
        raise RuntimeError("a flow that should sign in did not")
    session: session_store.SessionStore = request.session
    session[CLIENT] = client
    session.save()
    _end_oldest(request.user.id)
    if session.token is None or session.session_key is None:
        raise RuntimeError("signing in makes a new token")
    return Opened(
        id=queries.session_id_of(session.session_key),
        token=session.token,
        account_id=request.user.id,
        subject_id=request.user.subject_id,
        expires_at=session.get_expiry_date(),
        client=client,
    )


def _end_oldest(account_id: UUID) -> None:
    """Keep the list of sessions short: allauth walks all of it at every sign-in."""
    surplus = list(UserSession.objects.filter(user_id=account_id).order_by("-created_at", "-id")[MOST_SESSIONS:])
    if surplus:
        Session.objects.filter(session_key__in=[row.session_key for row in surplus]).delete()
        UserSession.objects.filter(id__in=[row.id for row in surplus]).delete()


def _session_row(account_id: UUID, session_id: UUID) -> Any:
    for row in UserSession.objects.filter(user_id=account_id):
        if queries.session_id_of(row.session_key) == session_id:
            return row
    raise NotFound()
