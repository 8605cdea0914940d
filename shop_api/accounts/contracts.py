"""What crosses the doors of accounts."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from shop_api.gate.consent_port import ConsentBlock
from shop_api.values.contract import EmailText, Limit, OptionalLine, SecretText, contract
from shop_api.values.locale import Locale

#: A part of a name: one line of 1 to 100 characters.
NamePart = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$"),
]
#: A part of a name that not everybody has: one line of 0 to 100 characters.
OptionalNamePart = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")
]
#: One line of an address: 1 to 200 characters.
AddressLine = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$"),
]
#: A code as typed: six digits, spaces and dashes ignored.
CodeText = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class AgeBand(StrEnum):
    """How old somebody says they are; a band and not a birth date (policy P11.1)."""

    UNDER_14 = "under_14"
    FROM_14_TO_17 = "from_14_to_17"
    ADULT = "adult"


class AccountStatus(StrEnum):
    """Where an account stands."""

    UNVERIFIED = "unverified"
    ACTIVE = "active"
    CLOSED = "closed"


class NameChoice(StrEnum):
    """How the author of a review is shown when they agreed to be named: `Aigerim S.` or `Aigerim`."""

    FIRST_NAME_AND_INITIAL = "first_name_and_initial"
    FIRST_NAME = "first_name"


class SessionClient(StrEnum):
    """Who keeps the session: an app gets a token for `X-Session-Token`, a browser gets a cookie scripts cannot read."""

    APP = "app"
    BROWSER = "browser"


@contract
class SignUp:
    """A visitor asks for an account."""

    email: EmailText
    password: SecretText
    surname: NamePart
    first_name: NamePart
    patronymic: OptionalNamePart = ""
    language: Locale
    age_band: AgeBand
    consent: ConsentBlock | None = None


@contract
class CodeSent:
    """A code is on its way, if the e-mail leads anywhere; `id` goes back with it."""

    id: UUID
    code_valid_seconds: int


@contract
class VerifyEmail:
    """The code of a sign-up comes back."""

    sign_up_id: UUID
    code: CodeText
    client: SessionClient = SessionClient.APP


@contract
class ResendCode:
    """The code of a sign-up did not arrive."""

    sign_up_id: UUID


@contract
class SignIn:
    """E-mail and password."""

    email: EmailText
    password: SecretText
    client: SessionClient = SessionClient.APP


@contract
class SignedIn:
    """A session. `session_token` is shown once and to apps only; a repeated request gets none and signs in anew."""

    id: UUID
    session_token: str | None = None
    account_id: UUID | None = None
    expires_at: datetime | None = None


@contract
class SignOut:
    """The session that asks ends."""


@contract
class RequestPasswordReset:
    """Somebody forgot the password of this e-mail's account."""

    email: EmailText


@contract
class ResetPassword:
    """The code of a reset comes back with a new password."""

    reset_id: UUID
    code: CodeText
    password: SecretText


@contract
class ChangePassword:
    """A signed-in customer changes the password; every other session ends and this one gets a new token."""

    current_password: SecretText
    password: SecretText


@contract
class ReportCompromise:
    """Somebody else may know the password."""


@contract
class EndSession:
    """One of the account's sessions ends."""

    session_id: UUID


@contract
class UpdateProfile:
    """Changes to the profile; what is left out stays. An empty patronymic or phone takes it away."""

    expected_version: int
    surname: NamePart | None = None
    first_name: NamePart | None = None
    patronymic: OptionalNamePart | None = None
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=30)] | None = None
    language: Locale | None = None
    name_choice: NameChoice | None = None
    consent: ConsentBlock | None = None


@contract
class Profile:
    """What an account says about its owner. `display_name` is how a review shows them, if they agree to be named."""

    id: UUID
    email: str
    surname: str
    first_name: str
    patronymic: str
    phone: str
    language: Locale
    age_band: AgeBand
    name_choice: NameChoice
    display_name: str
    created_at: datetime
    version: int


@contract
class AddAddress:
    """A place to deliver to."""

    label: OptionalLine = ""
    city: AddressLine
    street: AddressLine
    postal_code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)]
    note: OptionalLine = ""
    consent: ConsentBlock | None = None


@contract
class UpdateAddress:
    """Changes to an address; what is left out stays."""

    address_id: UUID
    expected_version: int
    label: OptionalLine | None = None
    city: AddressLine | None = None
    street: AddressLine | None = None
    postal_code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)] | None = None
    note: OptionalLine | None = None
    consent: ConsentBlock | None = None


@contract
class RemoveAddress:
    """An address goes."""

    address_id: UUID


@contract
class AccountAddress:
    """A place the account wants things delivered to."""

    id: UUID
    label: str
    city: str
    street: str
    postal_code: str
    note: str
    created_at: datetime
    version: int


@contract
class OwnAddresses:
    """Which part of the account's addresses, newest first."""

    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class OwnSessions:
    """Which part of the account's sessions, newest first."""

    limit: Limit = 20
    after: str | None = None
    before: str | None = None


@contract
class Session:
    """Where the account is signed in. `network` is the client's address, cut to /24 or /48."""

    id: UUID
    network: str
    user_agent: str
    created_at: datetime
    is_current: bool


@contract
class PurgeUnverifiedAccounts:
    """The moment has come to look for sign-ups nobody confirmed."""


@contract
class Purged:
    """What a purge took away, in counts; `id` names the run."""

    id: UUID
    accounts: int
    sign_ups: int
    sessions: int
