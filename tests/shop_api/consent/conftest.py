"""Fixtures of consent: a policy in force, and somebody who can be asked."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from shop_api.consent import models
from shop_api.values.identifiers import new_id
from tests.shop_api import people
from tests.shop_api.consent import factories
from tests.shop_api.door import Caller


@dataclass(frozen=True)
class Person:
    """A customer at the doors, and the subject their consents are kept under."""

    caller: Caller
    subject_id: UUID


@pytest.fixture
def policy(transactional_db: None) -> dict:
    """The demo's privacy policy, version 1, in force."""
    return factories.publish_policy()


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """A signed-in customer."""
    return new_person(monkeypatch)


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Another customer."""
    return new_person(monkeypatch)


def new_person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Make a customer with a subject of their own."""
    people.bind(monkeypatch)
    subject_id = new_id()
    return Person(people.customer(new_id(), subject_id), subject_id)


def events_of(flag: str) -> list[tuple[int, str]]:
    """The log of one flag, whoever said it."""
    rows = models.ConsentEvent.objects.filter(record__flag=flag).order_by("recorded_at", "seq")
    return [(row.seq, row.state) for row in rows]
