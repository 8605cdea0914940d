"""A signed-in customer changes the password."""

from shop_api.accounts import contracts, flows, models
from shop_api.accounts.contracts import SessionClient
from shop_api.accounts.queries import own_account_id
from shop_api.accounts.steps import sessions
from shop_api.gate import throttle
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case


@use_case(
    permission=Permission.ACCOUNTS_OWN_WRITE,
    ground=Ground.AUTHENTICATION,
    limit=throttle.GUESSES,
    replay=sessions.replayed,
)
def change_password(*, actor: Actor, command: contracts.ChangePassword) -> contracts.SignedIn:
    """Set a new password: this session goes on under a new token, every other one ends, a letter tells of it.

    :raises PasswordWrong: `current_password` is not the present one
    :raises PasswordWeak: the new password is easily guessed
    """
    account = models.Account.objects.select_for_update().get(id=own_account_id(actor))
    opened = flows.change_password(actor, account, current=command.current_password, password=command.password)
    return sessions.answer(opened, SessionClient(opened.client))
