"""Sign-ups nobody confirmed go after a dated number of days, and so does what they left."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from shop_api.accounts import contracts, models, tasks
from shop_api.accounts.use_cases.purge_unverified_accounts import purge_unverified_accounts
from shop_api.consent.models import ConsentEvent, ConsentEvidence
from shop_api.gate import actor as actors
from shop_api.gate.permissions import CLOCK
from shop_api.values import law
from tests.shop_api.accounts import factories, letters
from tests.shop_api.door import Door

pytestmark = pytest.mark.django_db(transaction=True)


def purge(at: datetime) -> contracts.Purged:
    clock = actors.clock(at, permissions=CLOCK)
    purged: contracts.Purged = purge_unverified_accounts(actor=clock, command=contracts.PurgeUnverifiedAccounts())
    return purged


def test_what_nobody_confirmed_goes_with_its_evidence_and_the_log_stays(door: Door, sign_up: Any) -> None:
    known = factories.account()
    sign_up(email="forgotten@example.kz")
    sign_up(email=known.email)
    confirmed = sign_up(email="here@example.kz")
    door.verify_email(sign_up_id=confirmed["id"], code=letters.last_code("here@example.kz"))
    events = ConsentEvent.objects.count()
    assert ConsentEvidence.objects.count() == 3
    days = law.number("unverified_account_days", datetime.now(UTC).date())

    early = purge(datetime.now(UTC) + timedelta(days=days, minutes=-1))
    late = purge(datetime.now(UTC) + timedelta(days=days, minutes=1))

    assert (early.accounts, early.sign_ups) == (0, 0)
    assert (late.accounts, late.sign_ups) == (1, 1)
    assert set(models.Account.objects.values_list("email", flat=True)) == {known.email, "here@example.kz"}
    assert models.PendingSignUp.objects.count() == 0
    assert ConsentEvidence.objects.count() == 1
    assert ConsentEvent.objects.count() == events


def test_sessions_that_are_over_go_too(door: Door) -> None:
    customer = factories.customer()
    gone = factories.customer()
    Session.objects.filter(session_key=gone.account.usersession_set.get().session_key).update(
        expire_date=datetime.now(UTC) - timedelta(seconds=1)
    )

    assert purge(datetime.now(UTC)).sessions == 1

    assert UserSession.objects.get().user_id == customer.id
    assert Session.objects.count() == 1


def test_the_worker_runs_it_every_hour() -> None:
    tasks.purge(timestamp=0)


def test_an_unverified_account_signs_in_after_a_purge_that_came_too_early(door: Door) -> None:
    account = factories.account(status="unverified")
    purge(datetime.now(UTC))

    assert door.sign_in(email=account.email, password=factories.PASSWORD).error == "account.unverified"
