"""Somebody else may know the password (policy P8.4)."""

from uuid import UUID

from shop_api.accounts import contracts, flows, models, rules
from shop_api.accounts.queries import own_account_id
from shop_api.gate import effects, throttle
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case


def _replayed(actor: Actor, reset_id: str) -> contracts.CodeSent:
    return contracts.CodeSent(id=UUID(reset_id), code_valid_seconds=rules.CODE_SECONDS)


@use_case(
    permission=Permission.ACCOUNTS_OWN_WRITE,
    ground=Ground.AUTHENTICATION,
    limit=throttle.GUESSES,
    replay=_replayed,
)
def report_compromise(*, actor: Actor, command: contracts.ReportCompromise) -> contracts.CodeSent:
    """End every session, take the password away and send a code to set a new one.

    Announces `account.compromised` (`account_id`), for a case of the support desk.
    """
    account = models.Account.objects.select_for_update().get(id=own_account_id(actor))
    account.set_unusable_password()
    account.save(update_fields=["password"])
    flows.end_sessions(account.id)
    handle = flows.new_handle()
    flows.start_password_reset(actor.having(locale=account.language), handle, email=account.email, account=account)
    effects.announce("account.compromised", actor=actor, account_id=account.id)
    return contracts.CodeSent(id=handle, code_valid_seconds=rules.CODE_SECONDS)
