"""Somebody forgot a password."""

from uuid import UUID

from shop_api.accounts import contracts, flows, models, refusals, rules
from shop_api.accounts.contracts import AccountStatus
from shop_api.accounts.steps import limits
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case


def _replayed(actor: Actor, reset_id: str) -> contracts.CodeSent:
    return contracts.CodeSent(id=UUID(reset_id), code_valid_seconds=rules.CODE_SECONDS)


@use_case(
    permission=Permission.ACCOUNTS_SIGN_IN,
    ground=Ground.AUTHENTICATION,
    limit=limits.FROM_ONE_NETWORK,
    replay=_replayed,
)
def request_password_reset(*, actor: Actor, command: contracts.RequestPasswordReset) -> contracts.CodeSent:
    """Send a code that lets the owner of an e-mail set a new password.

    An e-mail without an active account is answered alike, in form and in time, and gets no letter. A sign-up that
    nobody confirmed has no password to reset: sign up again.

    :raises InputInvalid: `email` is no e-mail address
    :raises TooManyRequests: too many resets of this e-mail
    """
    email = rules.email(command.email)
    if email is None:
        raise refusals.input_invalid(["email"], actor.locale)
    account = models.Account.objects.filter(email=email, status=AccountStatus.ACTIVE.value).first()
    limits.count_letter(actor, "reset", email, account.id if account else None)
    handle = flows.new_handle()
    reader = actor.having(locale=account.language) if account else actor
    flows.start_password_reset(reader, handle, email=email, account=account)
    return contracts.CodeSent(id=handle, code_valid_seconds=rules.CODE_SECONDS)
