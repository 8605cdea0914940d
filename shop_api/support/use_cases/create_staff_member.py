"""Whoever operates the service gives somebody an account at the desk."""

from django.contrib.auth import hashers
from django.db import IntegrityError, transaction

from frontend_contracts.wire.problems import Kind
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.errors import ShopError
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.support import contracts, models, rules
from shop_api.support.queries import staff


class StaffExists(ShopError):
    """There is an account with this address."""

    code = "support.staff_exists"
    kind = Kind.CONFLICT
    texts = {
        "en": "There is a member of staff with this e-mail address. Use another one.",
        "ru": "Сотрудник с таким адресом почты уже есть. Укажите другой.",
        "kk": "Мұндай пошта мекенжайы бар қызметкер бар. Басқасын көрсетіңіз.",
    }


# No customer's data are touched; behind neither door, only behind the operator's command.
@use_case(
    permission=Permission.SUPPORT_STAFF_CREATE,
    ground=Ground.STAFF,
    under=Statute.NO_PERSONAL_DATA,
    replay=staff.replayed_member,
)
def create_staff_member(*, actor: Actor, command: contracts.CreateStaffMember) -> contracts.StaffSelf:
    """Make an account for the desk with one role; `command.password` has at least 10 characters.

    :raises StaffExists: the address is taken
    """
    member = models.StaffMember(
        email=rules.normalised_email(command.email),
        name=command.name,
        role=command.role.value,
        password_hash=hashers.make_password(command.password),
        created_at=actor.at,
    )
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        raise StaffExists() from error
    return staff.self_of(member)
