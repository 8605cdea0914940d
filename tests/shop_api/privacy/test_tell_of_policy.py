"""People are told, once and in their language, when the policy in force asks them again (P12.3)."""

from datetime import UTC, datetime

import pytest

from shop_api.gate import actor as actors
from shop_api.gate import mail
from shop_api.gate.models import OutgoingMail
from shop_api.gate.permissions import CLOCK
from shop_api.privacy import models, tasks
from shop_api.privacy.use_cases.tell_of_policy import tell_of_policy
from shop_api.values.contract import NoCriteria
from tests.shop_api.accounts import factories as accounts
from tests.shop_api.consent import factories as consent
from tests.shop_api.consent.test_asking_again import another_recipient, version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _letters_wait(monkeypatch):
    monkeypatch.setattr(mail, "_enqueue", lambda letter_id: None)


def tell():
    clock = actors.clock(datetime.now(UTC), permissions=CLOCK)
    return tell_of_policy(actor=clock, command=NoCriteria()).id


def agree(door, who, **answers):
    block = consent.consent_block(door, as_=who, **answers)
    assert door.give_or_refuse_consents(as_=who, consent=block).error is None


def test_whom_a_version_asks_again_is_told_once_in_their_language(door, transactional_db):
    version(1)
    asked, other = accounts.customer(language="kk"), accounts.customer()
    accounts.customer()  # agreed to nothing
    agree(door, asked, marketing_email=True, support=True)
    agree(door, other, support=True, marketing_email=False)
    assert tell() == "0"
    version(2, another_recipient)

    assert (tell(), tell()) == ("1", "0")

    letter = mail.opened(OutgoingMail.objects.get(kind="policy_changed"))
    assert (letter["to"], letter["locale"]) == (asked.email, "kk")
    assert letter["parameters"] == {"version": 2, "because": "— жаңа алушы: crm"}
    assert models.PolicyNotice.objects.get().subject_id == asked.subject_id


def test_a_typo_is_told_to_nobody(door, transactional_db):
    version(1)
    agree(door, accounts.customer(), support=True)
    version(2)

    assert tell() == "0"
    assert not OutgoingMail.objects.filter(kind="policy_changed").exists()


def test_the_worker_looks_every_hour(transactional_db):
    tasks.tell(timestamp=0)
