"""E-mail and password open a session."""

from shop_api.accounts import contracts, flows, models, refusals, rules
from shop_api.accounts.contracts import AccountStatus
from shop_api.accounts.steps import limits, sessions, sign_ups
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case


@use_case(
    permission=Permission.ACCOUNTS_SIGN_IN,
    ground=Ground.AUTHENTICATION,
    limit=limits.FROM_ONE_NETWORK,
    replay=sessions.replayed,
)
def sign_in(*, actor: Actor, command: contracts.SignIn) -> contracts.SignedIn:
    """Open a session: an app gets its token, a browser a cookie.

    A cart this device holds is joined to the account.

    :raises CredentialsWrong: no active account has this e-mail and this password
    :raises Unverified: they are right, but nobody confirmed the e-mail; a new code is on its way
    :raises TooManyRequests: too many tries for this e-mail
    """
    email = rules.email(command.email) or ""
    known = models.Account.objects.filter(email=email).only("id").first()
    limits.count_password(actor, email, known.id if known else None)
    account = flows.credentials(actor, email=email, password=command.password)
    if account is None or account.status == AccountStatus.CLOSED.value:
        raise refusals.CredentialsWrong()
    if account.status == AccountStatus.UNVERIFIED.value:
        limits.count_letter(actor, "sign_up", email, account.id)
        who = account.subject_id
        reader = actor.having(locale=account.language)
        handle = sign_ups.start(reader, email=email, account=account, subject_id=who, about=who)
        raise refusals.Unverified(sign_up_id=str(handle))
    opened = flows.sign_in(actor, account, command.client.value)
    sessions.welcome(actor, opened)
    return sessions.answer(opened, command.client)
