"""Who works at the desk, and whose session a token opens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frontend_contracts.wire.problems import AuthRequired, NotFound
from shop_api.gate import keys
from shop_api.gate.actor import Actor
from shop_api.gate.permissions import STAFF, Permission, Role
from shop_api.gate.query import query
from shop_api.support import contracts, models
from shop_api.values.contract import NoCriteria


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInStaff:
    """Whose session a token opens, and what they may do."""

    staff_id: UUID
    session_id: UUID
    permissions: frozenset[Permission]
    expires_at: datetime


@query(permission=Permission.SUPPORT_STAFF_SELF)
def staff_self(*, actor: Actor, criteria: NoCriteria) -> contracts.StaffSelf:
    """Who is signed in at the desk, and what they may do."""
    return member_of(actor)


def member_of(actor: Actor) -> contracts.StaffSelf:
    """The member of staff who acts, whatever they may do."""
    return self_of(models.StaffMember.objects.get(id=id_of(actor)))


def id_of(actor: Actor) -> UUID:
    """The member of staff who acts.

    :raises AuthRequired: nobody in particular
    """
    if actor.id is None:
        raise AuthRequired
    return actor.id


def session_by_token(token: str, at: datetime) -> SignedInStaff | None:
    """The member of staff a token opens the desk for, in one statement; None when it opens it for nobody."""
    found = (
        models.StaffSession.objects.select_related("staff")
        .filter(token_hash=token_hash(token), expires_at__gt=at, staff__is_active=True)
        .first()
    )
    if found is None:
        return None
    return SignedInStaff(
        staff_id=found.staff_id,
        session_id=found.id,
        permissions=permissions_of(found.staff.role),
        expires_at=found.expires_at,
    )


def replayed_session(actor: Actor, session_id: str) -> contracts.StaffSession:
    """The session a repeated sign-in made; its token was told once.

    :raises NotFound: it has ended
    """
    found = models.StaffSession.objects.select_related("staff").filter(id=session_id).first()
    if found is None:
        raise NotFound
    return session_of(found, None)


def replayed_member(actor: Actor, staff_id: str) -> contracts.StaffSelf:
    """The member of staff a repeated command made."""
    return self_of(models.StaffMember.objects.get(id=staff_id))


def session_of(row: models.StaffSession, token: str | None) -> contracts.StaffSession:
    """A session as it crosses a door, with its token where it is told."""
    return contracts.StaffSession(id=str(row.id), token=token, expires_at=row.expires_at, staff=self_of(row.staff))


def self_of(row: models.StaffMember) -> contracts.StaffSelf:
    """A member of staff as they see themselves."""
    return contracts.StaffSelf(
        id=str(row.id),
        email=row.email,
        name=row.name,
        role=Role(row.role) if row.role else None,
        permissions=tuple(sorted(permissions_of(row.role))),
    )


def permissions_of(role: str) -> frozenset[Permission]:
    """What a role may do; without one, nothing."""
    return STAFF[Role(role)] if role else frozenset()


def token_hash(token: str) -> bytes:
    """What the table keeps of a session's token."""
    return keys.keyed_hash("sessions", "staff", token)
