"""Staff open the desk."""

import secrets
from datetime import timedelta
from functools import lru_cache

from django.contrib.auth import hashers

from frontend_contracts.wire.problems import Kind
from shop_api.gate import throttle
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground
from shop_api.gate.errors import ShopError
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case
from shop_api.support import contracts, models, rules
from shop_api.support.queries import staff
from shop_api.values import law
from shop_api.values.clock import day_in_almaty


class SignInFailed(ShopError):
    """Address, password or both are wrong, or the account is switched off: nobody learns which."""

    code = "support.sign_in_failed"
    kind = Kind.UNAUTHENTICATED
    texts = {
        "en": "The e-mail address or the password is wrong. Try again, or ask whoever runs the shop for a new one.",
        "ru": "Неверный адрес почты или пароль. Попробуйте ещё раз или попросите новый у администратора.",
        "kk": "Пошта мекенжайы не құпиясөз қате. Қайталап көріңіз немесе әкімшіден жаңасын сұраңыз.",
    }


@use_case(
    permission=Permission.SUPPORT_SIGN_IN,
    ground=Ground.AUTHENTICATION,
    limit=throttle.GUESSES,
    replay=staff.replayed_session,
)
def staff_sign_in(*, actor: Actor, command: contracts.StaffSignIn) -> contracts.StaffSession:
    """Open a session of 12 hours for a member of staff, with its token.

    :raises SignInFailed: whatever was wrong, the answer and its time are the same
    """
    member = models.StaffMember.objects.filter(email=rules.normalised_email(command.email)).first()
    known = _nobodys_hash() if member is None else member.password_hash
    fits = hashers.check_password(command.password, known)
    if member is None or not member.is_active or not fits:
        raise SignInFailed()
    models.StaffSession.objects.filter(staff=member, expires_at__lte=actor.at).delete()
    token = rules.TOKEN_PREFIX + secrets.token_urlsafe(32)
    session = models.StaffSession.objects.create(
        staff=member,
        token_hash=staff.token_hash(token),
        created_at=actor.at,
        expires_at=actor.at + timedelta(hours=law.number("staff_session_hours", day_in_almaty(actor.at))),
    )
    return staff.session_of(session, token)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    """A hash no password fits, made as all others are, so that an unknown address takes as long as a known one."""
    return hashers.make_password(secrets.token_urlsafe(32))
