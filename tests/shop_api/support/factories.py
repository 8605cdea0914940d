"""Members of staff with real sessions, made in the tables."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import hashers

from shop_api.gate.permissions import Role
from shop_api.support import models, rules
from shop_api.support.queries import staff
from tests.shop_api.door import Caller

PASSWORD = "a desk of one's own"
_numbers = itertools.count(1)


def member(role: Role | None = Role.SUPPORT, **facts: Any) -> models.StaffMember:
    """A member of staff. `facts` override fields; `password` is given in clear."""
    password = facts.pop("password", PASSWORD)
    return models.StaffMember.objects.create(
        **{
            "email": f"staff{next(_numbers)}@infini.kz",
            "name": "Данияр Оспанов",
            "role": role.value if role else "",
            "password_hash": hashers.make_password(password),
            "created_at": datetime.now(UTC),
            **facts,
        }
    )


def token(of: models.StaffMember, *, hours: float = 12) -> str:
    """Open a session that ends in `hours`; the token goes into `Authorization: Bearer …` or the cookie."""
    made = f"{rules.TOKEN_PREFIX}{next(_numbers):040d}"
    now = datetime.now(UTC)
    models.StaffSession.objects.create(
        staff=of, token_hash=staff.token_hash(made), created_at=now, expires_at=now + timedelta(hours=hours)
    )
    return made


class StaffCaller(Caller):
    """A member of staff at a door."""

    member: models.StaffMember

    @property
    def id(self) -> UUID:
        """The member's id."""
        return self.member.id


def caller(role: Role | None = Role.SUPPORT, **facts: Any) -> StaffCaller:
    """A signed-in member of staff, by bearer token."""
    made = member(role, **facts)
    found = StaffCaller(headers={"Authorization": f"Bearer {token(made)}"})
    found.member = made
    return found
