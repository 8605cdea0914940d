"""Callers for tests, identified by a header instead of a password: customers and staff of any role."""

from uuid import UUID

import pytest
from django.http import HttpRequest

from shop_api.doors import caller
from shop_api.gate.actor import ActorKind
from shop_api.gate.permissions import CUSTOMER, STAFF, Role
from tests.shop_api.door import Caller

HEADER = "X-Test-Person"


def bind(patch: pytest.MonkeyPatch) -> None:
    """Let the header say who calls, before every other credential."""
    patch.setitem(caller._identifiers, "test person", (1, _identify))


def customer(account_id: UUID, subject_id: UUID) -> Caller:
    """A signed-in customer."""
    return Caller({HEADER: f"customer {account_id} {subject_id}"})


def staff(role: Role, staff_id: UUID) -> Caller:
    """A member of staff."""
    return Caller({HEADER: f"staff {staff_id} {role.value}"})


def _identify(request: HttpRequest) -> caller.Identified | None:
    given = request.headers.get(HEADER)
    if given is None:
        return None
    kind, person_id, rest = given.split(" ")
    if kind == "staff":
        return caller.Identified(
            kind=ActorKind.STAFF, principal=f"staff:{person_id}", permissions=STAFF[Role(rest)], id=UUID(person_id)
        )
    return caller.Identified(
        kind=ActorKind.CUSTOMER,
        principal=f"account:{person_id}",
        permissions=CUSTOMER,
        id=UUID(person_id),
        subject_id=UUID(rest),
    )
