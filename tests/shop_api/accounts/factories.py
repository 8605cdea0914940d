"""The smallest signed-in customers: made in the tables, with a real session token."""

import itertools
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password

from shop_api.accounts import identification, models, session_store
from shop_api.accounts.contracts import AccountStatus, AgeBand
from shop_api.consent import steps as consent
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.encryption import blind_index
from shop_api.values.locale import Locale
from tests.shop_api.door import Caller

PASSWORD = "seven green apples"


_numbers = itertools.count(1)


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def account(**facts: Any) -> models.Account:
    """A verified, active account. `facts` override fields; `password` is given in clear."""
    at = facts.get("created_at", datetime.now(UTC))
    actor = Actor(kind=ActorKind.ANONYMOUS, at=at, door="test")
    status = AccountStatus(facts.get("status", AccountStatus.ACTIVE))
    is_verified = status is not AccountStatus.UNVERIFIED
    phone = facts.get("phone", "")
    made = models.Account(
        **{
            "subject_id": consent.new_subject(actor),
            "email": f"customer{next(_numbers)}@example.kz",
            "surname": "Сейтқали",
            "first_name": "Айгерім",
            "language": Locale.RU.value,
            "age_band": AgeBand.ADULT.value,
            "created_at": at,
            "verified_at": at if is_verified else None,
            **facts,
            "status": status.value,
            "phone_index": blind_index("phone", phone) if phone else None,
            "password": make_password(facts.get("password", PASSWORD)),
        }
    )
    made.save(force_insert=True)
    EmailAddress.objects.create(user=made, email=made.email, verified=is_verified, primary=True)
    return made


def session_token(of: models.Account, *, user_agent: str = "tests") -> str:
    """Open a session of an account; the token goes into `X-Session-Token`."""
    store = session_store.SessionStore()
    store[SESSION_KEY] = str(of.id)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = of.get_session_auth_hash()
    store.save()
    UserSession.objects.create(user=of, session_key=store.session_key, ip="127.0.0.0", user_agent=user_agent)
    assert store.token is not None
    return store.token


class Customer(Caller):
    """A signed-in customer at a door, with the ids and facts that tests compare."""

    account: models.Account

    @property
    def id(self) -> UUID:
        """The account's id."""
        return self.account.id

    @property
    def subject_id(self) -> UUID:
        """The account's data subject."""
        return self.account.subject_id

    @property
    def email(self) -> str:
        """The account's e-mail."""
        return self.account.email


def customer(**facts: Any) -> Customer:
    """A verified customer, signed in with a token of their own. `facts` are fields of `account`."""
    made = account(**facts)
    found = Customer(headers={identification.HEADER: session_token(made)})
    found.account = made
    return found
