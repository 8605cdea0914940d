"""Pending sign-ups: one row each, whether or not an account stands behind it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from shop_api.accounts import flows, models
from shop_api.accounts.contracts import AccountStatus
from shop_api.consent.steps import evidence
from shop_api.gate import keys
from shop_api.gate.actor import Actor


def lock_email(email: str) -> None:
    """Let one sign-up of an e-mail run at a time; a twin waits until this transaction ends."""
    number = int.from_bytes(keys.keyed_hash("blind_index", "sign_up", email)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def start(actor: Actor, *, email: str, account: models.Account | None, subject_id: UUID, about: UUID) -> UUID:
    """Keep a pending sign-up and send its letter; returns its id.

    `subject_id` is whoever signs up; `about` the data subject of the account that the letter goes to.
    """
    handle = flows.new_handle()
    models.PendingSignUp.objects.create(id=handle, subject_id=subject_id, account=account, created_at=actor.at)
    flows.start_sign_up(actor, handle, email=email, account=account, about=about)
    return handle


def forget(accounts: Sequence[models.Account], sign_ups: Sequence[models.PendingSignUp]) -> None:
    """Delete accounts nobody confirmed and sign-ups that lead nowhere, with the evidence of their consents.

    What was agreed stays in the log of consents, which names nobody.
    """
    own = models.PendingSignUp.objects.filter(account__in=[account.id for account in accounts])
    subjects = [account.subject_id for account in accounts] + [one.subject_id for one in sign_ups]
    flows.drop_pending([*own.values_list("id", flat=True), *(one.id for one in sign_ups)])
    evidence.erase_evidence(subjects)
    models.PendingSignUp.objects.filter(id__in=[one.id for one in sign_ups]).delete()
    models.Account.objects.filter(
        id__in=[account.id for account in accounts], status=AccountStatus.UNVERIFIED.value
    ).delete()
