"""Fixtures of accounts' tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest

from shop_api.consent import steps
from shop_api.doors import caller
from shop_api.gate.actor import Actor, ActorKind
from shop_api.gate.permissions import CART
from tests.shop_api.consent import factories as consent
from tests.shop_api.door import Answer, Caller, Door


@dataclass(frozen=True)
class Device:
    """A visitor's device that holds a cart, and the data subject it stands for."""

    caller: Caller
    subject_id: UUID


@pytest.fixture
def device(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Device:
    """A device known by a header, as orders know it by its cart token."""
    subject_id = steps.new_subject(Actor(kind=ActorKind.ANONYMOUS, at=datetime.now(UTC), door="test"))

    def identify(request: HttpRequest) -> caller.Identified | None:
        if "X-Test-Device" not in request.headers:
            return None
        return caller.Identified(kind=ActorKind.CART, principal="cart:test", permissions=CART, subject_id=subject_id)

    monkeypatch.setitem(caller._identifiers, "test device", (30, identify))
    return Device(Caller({"X-Test-Device": "1"}), subject_id)


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Let every request come in the same moment, so that no rate window ends within the test."""
    now = datetime.now(UTC)
    monkeypatch.setattr(caller, "timezone", SimpleNamespace(now=lambda: now))
    return now


@pytest.fixture
def policy(transactional_db: None) -> None:
    """A policy in force, in a database that really commits."""
    consent.publish_policy()


@pytest.fixture
def sign_up(door: Door, policy: None) -> Any:
    """Signs somebody up: `sign_up(email="a@b.kz")`; other facts replace the example's."""

    def call(**facts: Any) -> Answer:
        given = {
            "email": "aigerim@example.kz",
            "password": "seven green apples",
            "surname": "Сейтқали",
            "first_name": "Айгерім",
            "patronymic": "Маратқызы",
            "language": "kk",
            "age_band": "adult",
            "consent": consent.consent_block(door, "account", marketing_email=False),
        }
        answer: Answer = door.sign_up(**{**given, **facts})
        return answer

    return call
