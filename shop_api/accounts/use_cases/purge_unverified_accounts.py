"""Deleting sign-ups that nobody confirmed."""

from datetime import timedelta

from shop_api.accounts import contracts, flows, models
from shop_api.accounts.contracts import AccountStatus
from shop_api.accounts.steps import sign_ups
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.values import law
from shop_api.values.clock import day_in_almaty
from shop_api.values.identifiers import new_id

MOST = 500  # accounts in one run; the next run goes on


def _replayed(actor: Actor, run_id: str) -> contracts.Purged:
    raise LookupError("the clock sends no idempotency keys")


@use_case(
    permission=Permission.ACCOUNTS_UNVERIFIED_PURGE,
    ground=Ground.CLOCK,
    under=Statute.DATA_MINIMISATION,
    replay=_replayed,
)
def purge_unverified_accounts(*, actor: Actor, command: contracts.PurgeUnverifiedAccounts) -> contracts.Purged:
    """Delete accounts and sign-ups older than the rule `unverified_account_days` says, and sessions that are over.

    The evidence of their consents (name, network, browser) goes with them; the log of what was agreed stays and names
    nobody. An account confirmed in this very moment is left alone.
    """
    before = actor.at - timedelta(days=law.number("unverified_account_days", day_in_almaty(actor.at)))
    accounts = list(
        models.Account.objects.select_for_update(skip_locked=True)
        .filter(status=AccountStatus.UNVERIFIED.value, created_at__lt=before)
        .order_by("created_at")[:MOST]
    )
    leading_nowhere = list(models.PendingSignUp.objects.filter(account=None, created_at__lt=before)[:MOST])
    sign_ups.forget(accounts, leading_nowhere)
    return contracts.Purged(
        id=new_id(),
        accounts=len(accounts),
        sign_ups=len(leading_nowhere),
        sessions=flows.drop_expired(actor.at),
    )
