"""The code of a sign-up comes back."""

from shop_api.accounts import contracts, flows, models
from shop_api.accounts.steps import limits, sessions
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
def verify_email(*, actor: Actor, command: contracts.VerifyEmail) -> contracts.SignedIn:
    """Confirm the e-mail of a sign-up, make its account active and sign in.

    A cart this device holds is joined to the account.

    :raises CodeWrong: not the code; five wrong ones take it away
    :raises CodeExpired: no such sign-up, or its code was used, tried too often, or is older than 15 minutes
    """
    # Accounts before sessions: whoever locks both does it in this order, so a purge and a late code cannot deadlock.
    waiting = models.Account.objects.select_for_update(of=("self",)).filter(sign_ups__id=command.sign_up_id)
    list(waiting.values_list("id"))
    opened = flows.verify_email(actor, command.sign_up_id, code=command.code, client=command.client.value)
    models.PendingSignUp.objects.filter(account_id=opened.account_id).delete()
    sessions.welcome(actor, opened)
    return sessions.answer(opened, command.client)
